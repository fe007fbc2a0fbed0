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
package io.github.camelaura.test.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.TestCertificates;

/** How a real site behind single sign-on treats visitors with and without a session. */
@Tag("sso")
@Timeout(300)
class SsoSiteTest {

    private static final SessionLength LONG = SessionLength.of(Duration.ofMinutes(10));
    // Long enough to sign in on a slow machine.
    private static final Duration SHORT = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static Keycloak keycloak;

    @RegisterExtension
    private final AuraServerExtension servers = new AuraServerExtension();

    @BeforeAll
    static void start() {
        certificates = TestCertificates.create(folder);
        keycloak = Keycloak.start(LONG);
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @BeforeEach
    void sessionsAreLong() {
        keycloak.sessionLength(LONG);
    }

    @Test
    void signedInVisitorReceivesAStream(AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            assertStreamsAfterSigningIn(proxy, server);
        }
    }

    @Test
    void signedInVisitorReceivesAStreamOverHttps(AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(certificates, keycloak, server)) {
            assertThat(proxy.uri()).hasScheme("https");
            assertStreamsAfterSigningIn(proxy, server);
        }
    }

    private static void assertStreamsAfterSigningIn(OidcProxy proxy, AuraServer server) throws Exception {
        Visitor jane = visitor(proxy);
        HttpResponse<String> page = jane.signIn(Keycloak.USER, Keycloak.PASSWORD);
        assertThat(page.uri()).isEqualTo(proxy.uri().resolve("/"));
        assertThat(page.statusCode()).isEqualTo(200);

        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        HttpResponse<InputStream> reply = jane.chat("*/*", "Say hello");

        assertThat(reply.statusCode()).isEqualTo(200);
        try (InputStream body = reply.body()) {
            assertThat(body.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("Hel");
            gate.open();
            assertThat(body.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("lo");
        }
        assertThat(server.requests().get(1).question()).isEqualTo("Say hello");
        assertThat(server.requests().get(1).header("OIDC_CLAIM_preferred_username"))
                .isEqualTo("jane");
    }

    @Test
    void wrongPasswordIsRejected(AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            HttpResponse<String> page = visitor(proxy).signIn(Keycloak.USER, "wrong");

            assertThat(page.uri()).hasAuthority(keycloak.uri().getAuthority());
            assertThat(page.body()).contains("Invalid username or password");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "text/html"})
    void unknownVisitorIsRedirectedToKeycloak(String accept, AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            assertSentToKeycloak(visitor(proxy).get(accept), "; Path=/; HttpOnly");
            assertSentToKeycloak(visitor(proxy).chat(accept, "hello"), "; Path=/; HttpOnly");
        }
        try (OidcProxy proxy = OidcProxy.start(certificates, keycloak, server)) {
            String secure = "; Path=/; Secure; HttpOnly; SameSite=None";
            assertSentToKeycloak(visitor(proxy).get(accept), secure);
            assertSentToKeycloak(visitor(proxy).chat(accept, "hello"), secure);
        }
        assertThat(server.requests()).isEmpty();
    }

    private static void assertSentToKeycloak(HttpResponse<?> response, String cookieAttributes) {
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).hasValueSatisfying(location -> assertThat(location)
                .startsWith(keycloak.uri() + "/realms/aura/protocol/openid-connect/auth?response_type=code&"));
        assertThat(response.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("mod_auth_openidc_state_")
                .endsWith(cookieAttributes);
    }

    /** Each of its redirects comes with a cookie, of which it bears only so many. */
    @Test
    void visitorWithTooManyStateCookiesReceives503(AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            Visitor stranger = visitor(proxy);
            for (int i = 0; i < 7; i++) {
                assertThat(stranger.chat("*/*", "hello").statusCode()).isEqualTo(302);
            }
            assertThat(stranger.chat("*/*", "hello").statusCode()).isEqualTo(503);
            assertThat(stranger.get("text/html").statusCode()).isEqualTo(503);
            assertThat(visitor(proxy).chat("*/*", "hello").statusCode()).isEqualTo(302);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain"})
    void unknownClientThatAcceptsNoPageIsRejected(String accept, AuraServer server) throws Exception {
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            assertRefused(visitor(proxy).get(accept));
            assertRefused(visitor(proxy).chat(accept, "hello"));
            assertThat(server.requests()).isEmpty();
        }
    }

    private static void assertRefused(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).doesNotContainKeys("location", "set-cookie", "www-authenticate");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=iso-8859-1");
    }

    @Test
    void additionalConfigurationIsApplied(AuraServer server) throws Exception {
        String config = "<Location />\nOIDCUnAuthAction 410\n</Location>";
        try (OidcProxy proxy = OidcProxy.start(keycloak, server, config)) {
            assertThat(visitor(proxy).get("text/html").statusCode()).isEqualTo(410);
        }
    }

    @Test
    void invalidConfigurationFailsTheStartWithItsDirective(AuraServer server) {
        assertThatThrownBy(() -> OidcProxy.start(keycloak, server, "NoSuchDirective"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoSuchDirective");
    }

    @Test
    void expiryOfAllSessionsRequiresThePasswordAgain(AuraServer server) throws Exception {
        keycloak.sessionLength(SessionLength.of(SHORT));
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            Visitor jane = signedIn(proxy);

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertSentToKeycloak(jane.chat("*/*", "hello"), "; Path=/; HttpOnly"));
            assertThat(jane.visit().uri()).hasAuthority(keycloak.uri().getAuthority());
        }
    }

    @Test
    void expiryOfOnlyTheProxySessionRequiresNoPassword(AuraServer server) throws Exception {
        keycloak.sessionLength(new SessionLength(Duration.ofMinutes(10), SHORT));
        try (OidcProxy proxy = OidcProxy.start(keycloak, server)) {
            Visitor jane = signedIn(proxy);

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertSentToKeycloak(jane.chat("*/*", "hello"), "; Path=/; HttpOnly"));
            assertThat(jane.visit().uri()).isEqualTo(proxy.uri().resolve("/"));
            assertThat(jane.chat("*/*", "hello").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void sessionEndedByKeycloakRequiresThePasswordAgainAtAnotherProxy(AuraServer server) throws Exception {
        try (OidcProxy one = OidcProxy.start(keycloak, server);
                OidcProxy other = OidcProxy.start(keycloak, server)) {
            Visitor jane = signedIn(one);
            keycloak.endAllSessions();

            assertThat(jane.chat("*/*", "hello").statusCode()).isEqualTo(200);
            assertThat(jane.visit(other.uri()).uri())
                    .hasAuthority(keycloak.uri().getAuthority());
        }
    }

    private static Visitor signedIn(OidcProxy proxy) throws Exception {
        Visitor jane = visitor(proxy);
        jane.signIn(Keycloak.USER, Keycloak.PASSWORD);
        assertThat(jane.chat("*/*", "hello").statusCode()).isEqualTo(200);
        return jane;
    }

    private static Visitor visitor(OidcProxy proxy) {
        return new Visitor(proxy.uri(), certificates.clientContext());
    }
}
