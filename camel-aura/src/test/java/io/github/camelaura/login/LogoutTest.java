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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.component.AuraEndpoint;
import io.github.camelaura.component.BrowserCredentialProcessor;
import io.github.camelaura.support.LiveThread;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** A session with {@code logoutUrl} ends when its credential is not used any more. */
@Tag("browser")
@Timeout(120)
class LogoutTest extends LoginSiteTests {

    /** Each request begins a renewal. */
    private static final String RENEWS_ALWAYS = "credentialTtl=60000&loginMinInterval=0";

    private String endsWithLogout(String... options) {
        String[] logout = {"logoutUrl=" + server().baseUrl() + "/logout"};
        return login(Stream.of(logout, options).flatMap(Stream::of).toArray(String[]::new));
    }

    private void awaitGeneration(int generation) {
        Awaitility.await()
                .atMost(PATIENCE, TimeUnit.SECONDS)
                .until(() -> Logins.statuses(context).get(0).generation() == generation);
    }

    @Test
    void renewedSessionIsLoggedOutAfterItsLastStream() throws Exception {
        String uri = endsWithLogout(RENEWS_ALWAYS);
        succeeds(uri);
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));
        CompletableFuture<Exchange> running = ask(uri, "long");
        gate.awaitReached();
        awaitGeneration(2);
        assertThat(site.logouts()).isZero();
        gate.open();
        assertThat(await(running).getMessage().getBody()).isEqualTo("onetwo");

        site.awaitLogouts(1);

        assertThat(site.streamsAtLogout()).isZero();
        AuraRequest first = requests(server(), "/api/chat").get(1);
        assertThat(requests(server(), "/logout")).singleElement().satisfies(logout -> {
            assertThat(logout.header("Cookie")).isEqualTo(first.header("Cookie"));
            assertThat(logout.header("User-Agent")).isEqualTo(first.header("User-Agent"));
        });
        assertThat(site.openSessions()).isEqualTo(1);
    }

    @Test
    void streamThatReaderOwnsKeepsItsSession() throws Exception {
        String uri = endsWithLogout(RENEWS_ALWAYS, "streaming=true");
        Gate gate = new Gate();
        routes(route -> route.from("direct:read")
                .to(uri)
                .split(route.body())
                .streaming()
                .to("mock:chunks"));
        assertThat(await(ask("direct:read", "count")).getException()).isNull();
        server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));
        CompletableFuture<Exchange> running = ask("direct:read", "long");
        gate.awaitReached();
        awaitGeneration(2);
        assertThat(site.logouts()).isZero();
        gate.open();
        await(running);

        site.awaitLogouts(1);

        assertThat(site.streamsAtLogout()).isZero();
    }

    @Test
    void sessionsAreLoggedOutWhenTheContextStops() throws Exception {
        String uri = endsWithLogout(RENEWS_ALWAYS);
        succeeds(uri);
        succeeds(uri);
        awaitGeneration(2);
        succeeds(endsWithLogout("loginReadySelector=%23welcome"));

        context.stop();

        assertThat(site.logins()).isEqualTo(3);
        assertThat(site.logouts()).isEqualTo(3);
        assertThat(site.openSessions()).isZero();
        assertNoThread();
    }

    @Test
    void sessionIsLoggedOutWhenItsLastRouteIsRemoved() throws Exception {
        routes(route -> route.from("direct:in").routeId("only").to(endsWithLogout()));
        succeeds("direct:in");

        context.getRouteController().stopRoute("only");
        assertThat(site.logouts()).as("the route may start again").isZero();
        context.removeRoute("only");

        site.awaitLogouts(1);
        assertThat(site.openSessions()).isZero();
    }

    @Test
    void forgottenSessionIsLoggedOut() throws Exception {
        String uri = endsWithLogout();
        succeeds(uri);

        context.getEndpoint(uri, AuraEndpoint.class).forgetCredential();

        site.awaitLogouts(1);
        assertThat(site.openSessions()).isZero();
    }

    @Test
    void lostSessionIsNotLoggedOut() throws Exception {
        String uri = endsWithLogout();
        succeeds(uri);
        site.expireSessions();
        succeeds(uri);

        context.stop();

        assertThat(site.logins()).isEqualTo(2);
        assertThat(site.logouts()).isEqualTo(1);
        assertThat(site.openSessions()).isZero();
    }

    @Test
    void sessionOfAFalseAlarmIsLoggedOut() throws Exception {
        site.forbid(request -> request.question().equals("bad"), AuraReply.html("<html><title>No</title></html>"));
        String uri = endsWithLogout();
        succeeds(uri);
        assertThat(await(ask(uri, "bad")).getException()).isNotNull();
        assertThat(site.logins()).isEqualTo(2);

        context.stop();

        assertThat(site.logouts()).isEqualTo(2);
        assertThat(site.openSessions()).isZero();
    }

    @Test
    void logoutThatHangsDelaysAStopForAShortTime() throws Exception {
        site.logout(AuraReply.silence());
        succeeds(endsWithLogout());
        long start = System.nanoTime();
        try (LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            context.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(40));
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("logoutUrl=" + server().baseUrl() + "/logout failed", "within 10 s");
        }
        server().awaitOpenStreams(0);
        assertNoThread();
    }

    @Test
    void otherHostGetsItsOwnCookiesAndNoToken() throws Exception {
        try (AuraServer provider = AuraServer.start()) {
            site.page(LoginSite.Page.BASIC_TOKEN).loginAt(provider);
            String end = "http://localhost:" + provider.port() + "/end-session?state=s";
            site.logout(AuraReply.redirect(302, end).header("Set-Cookie", "left=1; Path=/"));
            succeeds(endsWithLogout("loginTokenStorageKey=access_token", "loginHosts=localhost"));

            context.stop();

            assertThat(requests(server(), "/logout")).singleElement().satisfies(logout -> {
                assertThat(logout.header("Authorization")).startsWith("Bearer ");
                assertThat(logout.header("Cookie")).contains("session=").doesNotContain("idp=");
            });
            assertThat(requests(provider, "/end-session")).singleElement().satisfies(logout -> {
                assertThat(logout.header("Authorization")).isNull();
                assertThat(logout.header("Cookie")).contains("idp=").doesNotContain("session=", "left=");
                assertThat(logout.query()).isEqualTo("state=s");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://sso.example.com/out?state=s", "ftp://localhost/", "http://127.0.0.1.example.com/"})
    void redirectWithoutEncryptionIsNotFollowed(String target) throws Exception {
        site.logout(AuraReply.redirect(302, target));
        succeeds(endsWithLogout());
        try (LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            context.stop();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("is not followed, because it is neither https nor on this machine")
                    .doesNotContain("state=s");
        }
    }

    /** As behind a proxy that ends TLS, if the server does not know that it is behind one. */
    @Test
    void redirectToTheServerItselfWithoutEncryptionEndsTheLogout() throws Exception {
        try (ForwardProxy proxy = ForwardProxy.start();
                LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            proxy.knows("chat.example.test", server().port());
            String base = "http://chat.example.test";
            site.page(LoginSite.Page.COOKIE).logout(AuraReply.redirect(302, base + "/bye"));
            succeeds("aura:support?baseUrl=" + base + "&logoutUrl=" + base + "/logout&browserName=htmlunit&proxyHost="
                    + proxy.host() + "&proxyPort=" + proxy.port());

            context.stop();

            assertThat(log.lines()).isEmpty();
        }
        assertThat(requests(server(), "/logout")).hasSize(1);
        assertThat(requests(server(), "/bye")).isEmpty();
    }

    @Test
    void fiveRedirectsAreFollowed() throws Exception {
        site.logout(AuraReply.redirect(302, "/logout"));
        succeeds(endsWithLogout());
        try (LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            context.stop();

            assertThat(log.lines()).singleElement().asString().contains("more than 5 redirects");
        }
        assertThat(site.logouts()).isEqualTo(6);
    }

    @Test
    void failureOfALogoutIsLogged() throws Exception {
        site.logout(AuraReply.status(500, "Oops", "secret"));
        succeeds(endsWithLogout());
        try (LogCapture log = new LogCapture("io.github.camelaura.login", Level.WARN)) {
            context.stop();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("/logout returned status 500")
                    .doesNotContain("secret", "session=");
        }
    }

    @Test
    void beanLogsOutWhenTheContextStops() throws Exception {
        BrowserCredentialProcessor bean = bean();
        routes(route -> route.from("direct:bean").process(bean));
        succeeds("direct:bean");

        context.stop();

        assertThat(site.logouts()).isEqualTo(1);
        assertThat(site.openSessions()).isZero();
    }

    @Test
    void sessionOfAnExchangeThatNeverCompletesIsLoggedOutWhenTheContextStops() throws Exception {
        bean().process(new DefaultExchange(context));

        context.stop();

        assertThat(site.logouts()).isEqualTo(1);
        assertThat(site.openSessions()).isZero();
    }

    private BrowserCredentialProcessor bean() {
        BrowserCredentialProcessor bean = new BrowserCredentialProcessor();
        bean.setCamelContext(context);
        bean.setBaseUrl(server().baseUrl() + "/api/chat");
        bean.setLoginUrl(server().baseUrl());
        bean.setLoginUsername(LoginSite.USER);
        bean.setLoginPassword(LoginSite.PASSWORD);
        bean.setBrowserName("htmlunit");
        bean.setLogoutUrl(server().baseUrl() + "/logout");
        return bean;
    }

    private static void assertNoThread() {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(LiveThread.names())
                .noneMatch(name -> name.contains("AuraLogin")));
    }
}
