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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** A login with {@code loginVerifyUrl} is complete when the server accepts its credential there. */
@Tag("browser")
@Timeout(120)
class VerifiedLoginTest extends LoginSiteTests {

    private String verified(String... options) {
        String[] verify = {"loginVerifyUrl=" + server().baseUrl() + "/api/verify"};
        return login(Stream.of(verify, options).flatMap(Stream::of).toArray(String[]::new));
    }

    private List<AuraRequest> verifications() {
        return requests(server(), "/api/verify");
    }

    @Test
    void verificationCarriesTheCredential() throws Exception {
        answered(ask(verified(), "count"));

        AuraRequest chat = server().requests().get(server().requests().size() - 1);
        assertThat(verifications()).singleElement().satisfies(verification -> {
            assertThat(verification.header("Cookie")).isNotNull().isEqualTo(chat.header("Cookie"));
            assertThat(verification.header("User-Agent")).isEqualTo(chat.header("User-Agent"));
        });
    }

    @Test
    void verificationCarriesTheToken() throws Exception {
        site.page(LoginSite.Page.BASIC_TOKEN);

        answered(ask(verified("loginTokenStorageKey=access_token"), "count"));

        assertThat(verifications()).singleElement().satisfies(verification -> assertThat(
                        verification.header("Authorization"))
                .startsWith("Bearer "));
    }

    /** Some servers renew the session with each response. */
    @Test
    void cookiesThatTheVerificationSetsAreSent() throws Exception {
        site.verification(AuraReply.status(200, "OK", "{}")
                .header("Content-Type", "application/json")
                .header("Set-Cookie", "renewed=1; Path=/"));

        answered(ask(verified(), "count"));

        AuraRequest chat = server().requests().get(server().requests().size() - 1);
        assertThat(chat.header("Cookie")).contains("session=", "renewed=1");
    }

    @Test
    void loginGoesOnUntilTheServerAcceptsTheCredential() throws Exception {
        Gate gate = new Gate();
        AuraReply accepted = AuraReply.status(200, "OK", "{}").header("Content-Type", "application/json");
        site.verification(AuraReply.status(503, "Starting", "").headersAfter(gate));
        CompletableFuture<Exchange> asked = ask(verified(), "count");
        gate.awaitReached();
        site.verification(accepted);
        assertThat(asked).isNotDone();
        gate.open();

        answered(asked);

        assertThat(verifications()).hasSize(2);
        assertThat(site.logins()).isEqualTo(1);
    }

    static Stream<AuraReply> rejections() {
        return Stream.of(
                AuraReply.status(401, "Unauthorized", ""),
                AuraReply.redirect(302, "/api/models"),
                AuraReply.html("<html>log in</html>"),
                AuraReply.raw(new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void messageOfTheTimeOutNamesTheLastAnswer(AuraReply rejection) throws Exception {
        site.verification(rejection);

        AuraCredentialException failure =
                await(ask(verified("loginTimeout=8000"), "count")).getException(AuraCredentialException.class);

        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(failure)
                .message()
                .contains("loginVerifyUrl=" + server().baseUrl() + "/api/verify ")
                .containsAnyOf("returned status 401", "returned status 302", "with an HTML page", "did not respond");
        assertThat(verifications()).as("at most once a second").hasSizeBetween(1, 9);
    }

    @Test
    void loginThatTimesOutEndsAVerificationThatHangs() throws Exception {
        site.verification(AuraReply.silence());

        AuraCredentialException failure =
                await(ask(verified("loginTimeout=8000"), "count")).getException(AuraCredentialException.class);

        assertThat(failure.getReason()).isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(failure).hasMessageContaining("loginVerifyUrl did not respond");
        server().awaitOpenStreams(0);
    }

    @Test
    void beanVerifiesItsLoginToo() throws Exception {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBaseUrl(server().baseUrl() + "/api/chat");
        bean.setLoginUrl(server().baseUrl());
        bean.setLoginUsername(LoginSite.USER);
        bean.setLoginPassword(LoginSite.PASSWORD);
        bean.setBrowserName("htmlunit");
        bean.setLoginVerifyUrl(server().baseUrl() + "/api/verify");
        Exchange exchange = new DefaultExchange(context);

        bean.process(exchange);

        assertThat(verifications()).hasSize(1);
        assertThat(exchange.getMessage().getHeader("Cookie"))
                .isEqualTo(verifications().get(0).header("Cookie"));
    }

    @ParameterizedTest
    @CsvSource({
        "loginVerifyUrl=https://other.example.com/me, Option loginVerifyUrl must have the origin of baseUrl",
        "loginVerifyUrl=ftp://localhost/me, Option loginVerifyUrl is not an http or https address",
        "loginVerifyUrl=/me, Option loginVerifyUrl is not an http or https address",
        "logoutUrl=http://other.example.com/out, Option logoutUrl must have the origin of baseUrl",
        "logoutUrl=RAW(https://x/a b), Option logoutUrl is not a valid address",
        "logoutUrl=https://jane:pw@x.example.com/, Option logoutUrl must not hold a user name or password"
    })
    void invalidAddressIsRejectedAtStart(String option, String message) {
        Throwable failure =
                catchThrowable(() -> routes(route -> route.from("direct:in").to(uri("support", option))));

        assertThat(Throwables.getRootCause(failure))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
