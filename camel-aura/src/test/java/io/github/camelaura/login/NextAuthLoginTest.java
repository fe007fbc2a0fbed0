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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.sso.Keycloak;
import io.github.camelaura.test.sso.NextAuthSite;
import io.github.camelaura.test.sso.SessionLength;

/** End to end: a chat server behind a real next-auth, with accounts of its own or those of Keycloak. */
@Tag("sso")
@Timeout(300)
class NextAuthLoginTest extends AuraTestSupport {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static Keycloak keycloak;

    private final Bodies chunks = new Bodies();

    @BeforeAll
    static void start() {
        keycloak = Keycloak.start(SessionLength.of(LONG));
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void formOfTheSiteIsSentAndChunksArriveImmediately(String browser) throws Exception {
        routes(route -> route.from("aura:chat").process(chunks));
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        try (NextAuthSite site = NextAuthSite.start(LONG, server())) {
            CompletableFuture<Exchange> asked = ask(uri(site, browser, NextAuthSite.PASSWORD), "Say hello");

            assertThat(chunks.next()).isEqualTo("Hel");
            gate.open();
            assertThat(await(asked).getMessage().getBody()).isEqualTo("Hello");
            assertThat(session()).contains(NextAuthSite.COOKIE + "=");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void wrongPasswordIsRejectedWithTheMessageOfTheSite(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(LONG, server())) {
            AuraCredentialException failure = failure(uri(site, browser, "wrong"));

            assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
            assertThat(failure).hasMessageContaining("Sign in failed. Check the details you provided are correct.");
            assertThat(server().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void rejectedSessionIsReplacedByANewLogin(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(LONG, server())) {
            String uri = uri(site, browser, NextAuthSite.PASSWORD);
            assertAnswers(uri);
            String first = session();
            assertAnswers(uri);
            assertThat(session()).isEqualTo(first);

            site.restart();

            assertAnswers(uri);
            assertThat(session()).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void expiredSessionIsReplacedByANewLogin(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(SHORT, server())) {
            String uri = uri(site, browser, NextAuthSite.PASSWORD);
            assertAnswers(uri);
            String first = session();

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        assertAnswers(uri);
                        return !session().equals(first);
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void onlyProviderOfTheSignInPageIsChosen(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(LONG, server(), keycloak)) {
            assertAnswers(uri(site, browser, Keycloak.USER, Keycloak.PASSWORD) + "&loginUrl=" + site.uri()
                    + "/api/auth/signin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void passwordRejectedByTheProviderIsRejected(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(LONG, server(), keycloak)) {
            AuraCredentialException failure = failure(uri(site, browser, Keycloak.USER, "wrong"));

            assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void accountThatTheSiteDoesNotAdmitIsNamedAtOnce(String browser) throws Exception {
        try (NextAuthSite site = NextAuthSite.start(LONG, server(), keycloak)) {
            AuraCredentialException failure = failure(uri(site, browser, Keycloak.CODE_USER, Keycloak.PASSWORD)
                    + "&loginTotpSecret=" + Keycloak.CODE_SEED);

            assertThat(failure.getReason()).isEqualTo(Reason.ACCESS_DENIED);
            assertThat(failure).hasMessageContaining("You do not have permission to sign in.");
        }
    }

    private static String uri(NextAuthSite site, String browser, String password) {
        return uri(site, browser, NextAuthSite.USER, password);
    }

    private static String uri(NextAuthSite site, String browser, String user, String password) {
        List<String> options = new ArrayList<>(List.of(
                "baseUrl=" + site.uri(),
                "loginUsername=" + user,
                "loginPassword=RAW(" + password + ")",
                "loginHosts=127.0.0.1,localhost",
                "loginReadyCookie=" + NextAuthSite.COOKIE,
                "loginTimeout=55000",
                "browserName=" + browser));
        if ("chrome".equals(browser)) {
            options.addAll(Chromium.options());
        }
        return "aura:chat?" + String.join("&", options);
    }

    private void assertAnswers(String uri) throws Exception {
        server().enqueue(AuraReply.chunks("Hel", "lo"));
        Exchange exchange = await(ask(uri, "Say hello"));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello");
    }

    private String session() {
        return server().requests().get(server().requests().size() - 1).header("Cookie");
    }

    private AuraCredentialException failure(String uri) throws Exception {
        return (AuraCredentialException) await(ask(uri, "Say hello")).getException();
    }
}
