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
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.http.BrowserCookie;

/** How long a context keeps a session, and what stays of it. */
@Timeout(120)
class SessionLifetimeTest {

    private static final URI REQUEST = URI.create("https://chat.example.com/api/chat");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScriptedLogin login = new ScriptedLogin();
    private final LoginSettings settings = settings();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static LoginSettings settings() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("https://chat.example.com");
        configuration.setLoginUsername("jane");
        configuration.setLoginPassword("pw");
        return Settings.login(configuration, REQUEST);
    }

    private Logins logins() {
        return Logins.of(context, (options, executor) -> login);
    }

    private BrowserCredentials acquire() {
        return (BrowserCredentials) logins().acquire(settings, null, false);
    }

    private int sessions() {
        return Logins.statuses(context).size();
    }

    private Reason failure(BrowserCredentials credentials) {
        credentials.require();
        return catchThrowableOfType(LoginException.class, () -> credentials.process(new DefaultExchange(context)))
                .reason();
    }

    /** A request that the server accepts. */
    private void succeed(BrowserCredentials credentials, Exchange exchange) throws Exception {
        credentials.calledFrom(exchange);
        credentials.require();
        credentials.process(exchange);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        credentials.answered(exchange);
    }

    private void succeedsLater() {
        login.succeedsWithPasswordSent(
                new BrowserCookie("session", "a", "chat.example.com", true, "/", null, true, true));
    }

    private void route(BrowserCredentials credentials) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("asking").process(exchange -> succeed(credentials, exchange));
            }
        });
        context.createProducerTemplate().sendBody("direct:in", "count");
    }

    @Test
    void failedLoginOfABeanCounts() {
        login.fails(Reason.REJECTED);

        failure(logins().forBean(settings, null));

        assertThat(Logins.statuses(context)).singleElement().matches(LoginStatus::isFailing);
    }

    @Test
    void failedLoginOfABeanWhoseRoutesHaveStoppedDoesNotCount() throws Exception {
        login.fails(Reason.REJECTED);
        BrowserCredentials bean = logins().forBean(settings, null);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("asking").process(bean::calledFrom).process(exchange -> failure(bean));
            }
        });
        context.createProducerTemplate().sendBody("direct:in", "count");
        assertThat(Logins.statuses(context)).singleElement().matches(LoginStatus::isFailing);

        context.getRouteController().stopRoute("asking");

        assertThat(Logins.statuses(context)).singleElement().matches(status -> !status.isFailing());
    }

    @Test
    void sessionEndsWithItsLastEndpoint() {
        BrowserCredentials one = acquire();
        BrowserCredentials other = acquire();

        one.close();
        assertThat(sessions()).isEqualTo(1);
        other.close();
        assertThat(sessions()).isZero();
    }

    @Test
    void sessionOfARouteEndsWhenTheRouteIsRemoved() throws Exception {
        succeedsLater();
        BrowserCredentials credentials = acquire();
        route(credentials);

        credentials.close();
        assertThat(sessions()).as("after the endpoint has stopped").isEqualTo(1);
        context.getRouteController().stopRoute("asking");
        assertThat(sessions()).as("after the route has stopped").isEqualTo(1);
        context.removeRoute("asking");
        assertThat(sessions()).as("after the route was removed").isZero();
    }

    @Test
    void routeThatStartsAgainUsesTheSameCredential() throws Exception {
        succeedsLater();
        BrowserCredentials before = acquire();
        route(before);
        context.getRouteController().stopRoute("asking");
        before.close();

        BrowserCredentials after = acquire();
        succeed(after, new DefaultExchange(context));

        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void removedRouteEndsNoSessionOfAnEndpointThatRuns() throws Exception {
        succeedsLater();
        BrowserCredentials credentials = acquire();
        route(credentials);

        context.getRouteController().stopRoute("asking");
        context.removeRoute("asking");

        assertThat(sessions()).isEqualTo(1);
    }

    @Test
    void sessionOfABeanStays() {
        logins().forBean(settings, null);

        acquire().close();

        assertThat(sessions()).isEqualTo(1);
    }

    @Test
    void sessionWithoutUsersEndsWhenItsLoginHasFailed() throws Exception {
        login.hold();
        login.fails(Reason.SITE_NOT_REACHABLE);
        BrowserCredentials credentials = (BrowserCredentials) logins().acquire(settings, null, true);
        credentials.start();
        credentials.close();
        assertThat(sessions()).isEqualTo(1);

        login.letGo();

        await().untilAsserted(() -> assertThat(sessions()).isZero());
    }

    @Test
    void loginThatNoRequestHasUsedIsKeptForTheNextStart() throws Exception {
        succeedsLater();
        BrowserCredentials before = (BrowserCredentials) logins().acquire(settings, null, true);
        before.start();
        await().until(() -> Logins.statuses(context).get(0).obtained() != null);
        before.close();

        BrowserCredentials after = acquire();
        succeed(after, new DefaultExchange(context));

        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void rejectedPasswordIsNotTriedAgainByALaterSession() {
        login.failsWithPasswordSent(Reason.REJECTED);
        BrowserCredentials before = acquire();
        assertThat(failure(before)).isEqualTo(Reason.REJECTED);
        before.close();
        await().untilAsserted(() -> assertThat(sessions()).isZero()); // the thread of the login ends after its failure

        assertThat(failure(acquire())).isEqualTo(Reason.REJECTED);

        assertThat(login.runs()).isEqualTo(1);
    }

    @Test
    void forgettingAllCredentialsEndsRejectionsOfEarlierSessionsToo() throws Exception {
        login.failsWithPasswordSent(Reason.REJECTED);
        succeedsLater();
        BrowserCredentials before = acquire();
        assertThat(failure(before)).isEqualTo(Reason.REJECTED);
        before.close();
        await().untilAsserted(() -> assertThat(sessions()).isZero());

        Logins.forgetAll(context);

        succeed(acquire(), new DefaultExchange(context));
        assertThat(login.runs()).isEqualTo(2);
    }

    @Test
    void contextThatStopsWaitsForABrowserThatIsStillEnding() throws Exception {
        EndingLogin ending = new EndingLogin(null, new LoginException(Reason.NOT_READY_IN_TIME, "It took too long."));
        BrowserCredentials credentials = (BrowserCredentials)
                Logins.of(context, (options, executor) -> ending).acquire(settings, null, false);
        assertThat(failure(credentials)).isEqualTo(Reason.NOT_READY_IN_TIME);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
        assertThat(ending.aborted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stop).isNotDone();
        ending.gone.countDown();

        assertThat(stop).succeedsWithin(30, TimeUnit.SECONDS);
    }

    @Test
    void sessionIsUsedWhileTheBrowserEnds() throws Exception {
        EndingLogin ending =
                new EndingLogin(new Login.Result(List.of(), "agent", new BearerToken("token", null)), null);
        BrowserCredentials credentials = (BrowserCredentials)
                Logins.of(context, (options, executor) -> ending).acquire(settings, null, false);
        Exchange exchange = new DefaultExchange(context);

        credentials.require();
        credentials.process(exchange);

        assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token");
        CompletableFuture<Void> stop = CompletableFuture.runAsync(context::stop);
        assertThat(ending.aborted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stop).isNotDone();
        ending.gone.countDown();
        assertThat(stop).succeedsWithin(30, TimeUnit.SECONDS);
    }

    /** Has a result before its browser is gone. */
    private static final class EndingLogin implements Login {

        private final Login.Result session;
        private final LoginException failure;
        private final CountDownLatch aborted = new CountDownLatch(1);
        private final CountDownLatch gone = new CountDownLatch(1);

        private EndingLogin(Login.Result session, LoginException failure) {
            this.session = session;
            this.failure = failure;
        }

        @Override
        public void check() {}

        @Override
        public void run(Account account, Login.Observer observer) throws LoginException {
            if (session != null) {
                observer.succeeded(session);
                awaitGone();
                return;
            }
            observer.failed(failure);
            awaitGone();
            throw failure;
        }

        @Override
        public void abort() {
            aborted.countDown();
            awaitGone();
        }

        private void awaitGone() {
            try {
                gone.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
