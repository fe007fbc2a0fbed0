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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.ChromiumHome;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.TestCertificates;
import io.github.camelaura.test.sso.Keycloak;
import io.github.camelaura.test.sso.OidcProxy;
import io.github.camelaura.test.sso.SessionLength;

/** End to end: a chat server behind httpd with mod_auth_openidc, and a login at Keycloak. */
@Tag("sso")
@Timeout(300)
class SsoLoginTest extends AuraTestSupport {

    private static final SessionLength LONG = SessionLength.of(Duration.ofMinutes(10));
    private static final SessionLength SHORT = SessionLength.of(Duration.ofSeconds(10));

    @TempDir
    private Path folder;

    private static Keycloak keycloak;

    @BeforeAll
    static void start() {
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

    private String uri(OidcProxy site, String browser, String password) {
        List<String> chromium = "chrome".equals(browser) ? Chromium.options() : List.of();
        return "aura:sso?baseUrl=" + site.uri() + "&loginUsername=" + Keycloak.USER + "&loginPassword=RAW(" + password
                + ")&loginHosts=localhost&browserName=" + browser
                + String.join("", chromium.stream().map(option -> "&" + option).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void expiredSessionIsRenewedByANewLogin(String browser) throws Exception {
        keycloak.sessionLength(SHORT);
        try (OidcProxy site = OidcProxy.start(keycloak, server())) {
            String uri = uri(site, browser, Keycloak.PASSWORD);
            assertAnswers(uri);
            String first = session();
            assertAnswers(uri);
            assertThat(session()).isEqualTo(first);

            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> {
                        assertAnswers(uri);
                        return !session().equals(first);
                    });
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void oneTimeCodeIsEntered(String browser) throws Exception {
        try (OidcProxy site = OidcProxy.start(keycloak, server())) {
            String uri = uri(site, browser, Keycloak.PASSWORD)
                    .replace("loginUsername=" + Keycloak.USER, "loginUsername=" + Keycloak.CODE_USER);

            assertAnswers(uri + "&loginTotpSecret=" + Keycloak.CODE_SEED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chrome", "htmlunit"})
    void codesOfAnotherSeedAreRejected(String browser) throws Exception {
        try (OidcProxy site = OidcProxy.start(keycloak, server())) {
            String uri = uri(site, browser, Keycloak.PASSWORD)
                    .replace("loginUsername=" + Keycloak.USER, "loginUsername=" + Keycloak.CODE_USER);

            assertThat(failure(uri + "&loginTotpSecret=MFRGGZDFMZTWQ2LK").getReason())
                    .isEqualTo(Reason.CODE_REJECTED);
        }
    }

    @Test
    void wrongPasswordIsRejected() throws Exception {
        try (OidcProxy site = OidcProxy.start(keycloak, server())) {
            assertThat(failure(uri(site, "chrome", "wrong")).getReason()).isEqualTo(Reason.REJECTED);
        }
    }

    @Test
    void loginOverHttpsUsesAPrivateAuthorityTrustedByTheBrowser() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        trustInJava(certificates);
        ChromiumHome home = new ChromiumHome(folder);
        home.trust(certificates.authority());
        try (OidcProxy site = OidcProxy.start(certificates, keycloak, server())) {
            assertAnswers(https(site) + "&browserBinary=" + home.binary());
        }
    }

    @Test
    void authorityTrustedOnlyByJavaIsNotTrustedByTheBrowser() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        trustInJava(certificates);
        try (OidcProxy site = OidcProxy.start(certificates, keycloak, server())) {
            assertThat(failure(https(site)).getReason()).isEqualTo(Reason.CERTIFICATE_NOT_TRUSTED);
        }
    }

    private String https(OidcProxy site) {
        return uri(site, "chrome", Keycloak.PASSWORD) + "&http.sslContextParameters=%23tls";
    }

    private void trustInJava(TestCertificates certificates) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource(certificates.trustStore().toString());
        store.setPassword(certificates.password());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.getRegistry().bind("tls", tls);
    }

    private AuraCredentialException failure(String uri) throws Exception {
        return (AuraCredentialException) await(ask(uri, "Say hello")).getException();
    }
}
