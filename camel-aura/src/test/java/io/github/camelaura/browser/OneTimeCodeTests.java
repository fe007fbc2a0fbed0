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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.bastiaanjansen.otp.TOTPGenerator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private final TOTPGenerator generator = new TOTPGenerator.Builder(SEED.getBytes(StandardCharsets.US_ASCII))
            .withPeriod(Duration.ofSeconds(10))
            .build();
    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).acceptCodes(this::isValid);
    }

    private boolean isValid(String code) {
        return generator.verify(code, 1);
    }

    private static String seed(String secret) {
        return "otpauth://totp/jane?secret=" + secret + "&period=10";
    }

    private String login(String... more) {
        List<String> options = new ArrayList<>(browser());
        options.addAll(List.of("loginUsername=" + LoginSite.USER, "loginPassword=RAW(" + LoginSite.PASSWORD + ")"));
        options.addAll(List.of(more));
        return uri("support", options.toArray(String[]::new));
    }

    private void answers(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
    }

    private AuraCredentialException refused(String uri) throws Exception {
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
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"SECOND_FACTOR", "CODE_BOXES", "SCRIPTED_CODE"})
    void rejectedCodeIsFollowedByTheNext(LoginSite.Page page) throws Exception {
        site.page(page).acceptCodes(code -> isValid(code) && site.codesSeen().size() > 1);

        answers(login("loginTotpSecret=RAW(" + seed(SEED) + ")"));

        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
        assertThat(site.failedLogins()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"SECOND_FACTOR", "CODE_BOXES", "SCRIPTED_CODE"})
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
    void seedFileIsReadAtEachLogin(@TempDir Path folder) throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        Path file = Files.writeString(folder.resolve("seed"), seed("MFRGGZDFMZTWQ2LK"));
        String uri = login("loginTotpSecretFile=" + file);
        assertThat(refused(uri).getReason()).isEqualTo(Reason.CODE_REJECTED);

        Files.writeString(file, seed(SEED) + "\r\n");

        answers(uri);
        assertThat(site.codesSeen()).hasSize(3);
    }

    @Test
    void seedFileWithAnythingElseNamesItsOption(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("seed"), "n0t-a-s33d");

        assertThat(refused(login("loginTotpSecretFile=" + file)))
                .hasMessageContaining("loginTotpSecretFile=" + file + " must be the seed in Base32")
                .hasMessageNotContaining("n0t")
                .extracting(AuraCredentialException::getReason)
                .isEqualTo(Reason.PROCESSOR_FAILED);
    }

    @Test
    void nextLoginUsesAnotherCode() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR);
        String uri = login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginMinInterval=0");
        answers(uri);
        site.expireSessions();

        answers(uri);

        assertThat(site.codesSeen()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void codeThatThePageSendsItselfIsNotSentAgain() throws Exception {
        codeIsSentOnce(LoginSite.Page.CODE_BOXES);
    }

    /** Holds the response to the code, and asserts that it is sent once until the login times out. */
    void codeIsSentOnce(LoginSite.Page page) throws Exception {
        Gate gate = new Gate();
        site.page(page);
        String uri = login("loginTotpSecret=RAW(" + seed(SEED) + ")", "loginTimeout=30000");
        site.acceptCodes(code -> {
            site.holdLogin(gate);
            return isValid(code);
        });

        AuraCredentialException failure = refused(uri);

        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(server().requests())
                .filteredOn(request -> request.path().equals("/login/otp"))
                .hasSize(1);
        gate.open();
    }

    @ParameterizedTest
    @EnumSource(
            value = LoginSite.Page.class,
            names = {"SECOND_FACTOR", "SCRIPTED_CODE"})
    void clockThatDiffersFromTheServerIsNamed(LoginSite.Page page) throws Exception {
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
