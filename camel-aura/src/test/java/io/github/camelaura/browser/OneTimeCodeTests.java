/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.bastiaanjansen.otp.TOTPGenerator;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** Logins that require a one-time code, with codes that are valid for ten seconds. */
@Tag("browser")
abstract class OneTimeCodeTests extends AuraTestSupport {

    static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /** Longer than the pause before a code in boxes is sent. */
    private static final Duration NOTHING_MORE = Duration.ofSeconds(4);

    private final TOTPGenerator generator = new TOTPGenerator.Builder(SEED.getBytes(StandardCharsets.US_ASCII))
            .withPeriod(Duration.ofSeconds(10))
            .build();
    LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).acceptCodes(this::isValid);
    }

    private boolean isValid(String code) {
        return generator.verify(code, 1);
    }

    static String seed(String secret) {
        return "otpauth://totp/jane?secret=" + secret + "&period=10";
    }

    String login(String... more) {
        List<String> options = new ArrayList<>(browser());
        options.addAll(List.of("loginUsername=" + LoginSite.USER, "loginPassword=RAW(" + LoginSite.PASSWORD + ")"));
        options.addAll(List.of(more));
        return uri("support", options.toArray(String[]::new));
    }

    void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    AuraCredentialException refused(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"SECOND_FACTOR", "CODE_BOXES", "SCRIPTED_CODE", "CODE_BESIDE_PASSWORD"})
    void codeIsEnteredOnce(LoginSite.Page page) throws Exception {
        site.page(page);

        answers(login("loginTotpSecret=RAW(" + seed(SEED) + ")"));

        assertThat(site.codesSeen()).hasSize(1);
        assertThat(site.failedLogins()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SECOND_FACTOR, otp", "CODE_BOXES, boxes"})
    void stepsEnterTheCodeOnce(LoginSite.Page page, String steps) throws Exception {
        site.page(page);

        answers(login(
                "loginTotpSecret=RAW(" + seed(SEED) + ")", "loginSteps=classpath:login-steps/" + steps + ".yaml"));

        assertThat(site.codesSeen()).hasSize(1);
        assertThat(site.failedLogins()).isZero();
    }

    @Test
    void twoRejectedCodesAreFinalWhileAStepWaits() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR).acceptCodes(code -> false);

        AuraCredentialException failure =
                refused(login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginSteps=classpath:login-steps/otp.yaml"));

        assertThat(failure.getReason()).isEqualTo(Reason.CODE_REJECTED);
        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void rejectedCodeIsFollowedByTheNext() throws Exception {
        site.page(LoginSite.Page.CODE_BOXES)
                .acceptCodes(code -> isValid(code) && site.codesSeen().size() > 1);

        answers(login("loginTotpSecret=RAW(" + seed(SEED) + ")"));

        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
        assertThat(site.failedLogins()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"SECOND_FACTOR", "SCRIPTED_CODE"})
    void twoRejectedCodesAreFinal(LoginSite.Page page) throws Exception {
        site.page(page).acceptCodes(code -> false);
        String uri = login("loginTotpSecret=RAW(" + seed(SEED) + ")");

        AuraCredentialException first = refused(uri);
        AuraCredentialException second = refused(uri);

        assertThat(first.getReason()).isEqualTo(Reason.CODE_REJECTED);
        assertThat(first).hasMessageContaining("rejected two one-time codes").hasMessageNotContaining("clock");
        assertThat(second.getReason()).isEqualTo(Reason.CODE_REJECTED);
        assertThat(second).hasMessageContaining("No code is entered again until");
        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void rejectedCodeBesideThePasswordIsFinal() throws Exception {
        site.page(LoginSite.Page.CODE_BESIDE_PASSWORD).acceptCodes(code -> false);

        AuraCredentialException failure = refused(login("loginTotpSecret=RAW(" + seed(SEED) + ")"));

        assertThat(failure.getReason()).isEqualTo(Reason.CODE_REJECTED);
        assertThat(failure).hasMessageContaining("the user name, the password or the one-time code");
        assertThat(site.codesSeen()).hasSize(1);
    }

    @Test
    void codeThatThePageSendsItselfIsNotSentAgain() throws Exception {
        codeIsSentOnce(LoginSite.Page.CODE_BOXES);
    }

    /** Holds the response to the code longer than any pause before a code is sent, and asserts that it is sent once. */
    void codeIsSentOnce(LoginSite.Page page) throws Exception {
        Gate gate = new Gate();
        site.page(page).acceptCodes(code -> {
            site.holdLogin(gate);
            return isValid(code);
        });

        CompletableFuture<Exchange> exchange = ask(login("loginTotpSecret=RAW(" + seed(SEED) + ")"), "count");
        gate.awaitReached();
        Awaitility.await()
                .during(NOTHING_MORE)
                .atMost(NOTHING_MORE.plusSeconds(2))
                .until(() -> codesSent() == 1);
        gate.open();

        assertThat(await(exchange).getException()).isNull();
        assertThat(codesSent()).isOne();
    }

    private long codesSent() {
        return server().requests().stream()
                .filter(request -> request.path().equals("/login/otp"))
                .count();
    }

    @Test
    void clockThatDiffersFromTheServerIsNamed() throws Exception {
        clockIsNamed(LoginSite.Page.SCRIPTED_CODE);
    }

    void clockIsNamed(LoginSite.Page page) throws Exception {
        site.page(page).acceptCodes(code -> false).date("Fri, 01 Jan 2100 00:00:00 GMT");

        assertThat(refused(login("loginTotpSecret=RAW(" + seed(SEED) + ")")))
                .hasMessageContaining("The clock of the server is ")
                .hasMessageContaining(" s ahead of the clock of this machine");
    }

    @Test
    void fieldOfLoginTotpSelectorIsUsed() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);

        answers(login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginTotpSelector=input%5Bname=otp%5D"));
    }

    @Test
    void invalidLoginTotpSelectorIsNamed() throws Exception {
        assertThat(refused(login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginTotpSelector=%5B")))
                .hasMessageContaining("Option loginTotpSelector is not a CSS selector");
    }
}
