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

import static io.github.camelaura.login.SharedNodes.cookie;
import static io.github.camelaura.login.SharedNodes.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.LoginStep;
import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedNodes.Node;

/** Nodes share the right session, and wait no longer than one node without a shared map would. */
@Timeout(60)
class SharedOutcomesTest {

    private final SharedNodes nodes = new SharedNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static BrowserCookie expiring(String value, Instant expires) {
        return new BrowserCookie("session", value, "chat.example.com", true, "/", expires, true, true);
    }

    /** A login that sends its password and then runs until it is aborted. */
    private static final class AbortedLogin implements Login {

        private final CountDownLatch sent = new CountDownLatch(1);
        private final CountDownLatch aborted = new CountDownLatch(1);

        @Override
        public void check() {}

        @Override
        public void abort() {
            aborted.countDown();
        }

        @Override
        public void run(Account account, Observer observer) throws LoginException {
            observer.passwordUsed();
            sent.countDown();
            try {
                aborted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new LoginException(Reason.STOPPED, "The login was ended, as its route or context stops");
        }
    }

    @Test
    void nodeThatStopsAfterItSentThePasswordDoesNotMakeTheOthersWait() throws Exception {
        Node first = nodes.start("first");
        AbortedLogin login = new AbortedLogin();
        first.logins = () -> login;
        CompletableFuture<Credential> unused = first.get();
        assertThat(login.sent.await(20, TimeUnit.SECONDS)).isTrue();
        first.session.drop();
        first.awaitAccount();

        Node second = nodes.start("second");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=two");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void acceptedSessionEndsTheWaitAfterAnEarlierRejection(boolean shares) throws Exception {
        Node node = nodes.start("first");
        LoginSession session = shares ? node.session : alone(node);
        node.login.succeedsWithPasswordSent(cookie("session", "one"));
        session.require();
        Credential own = session.get(null, null);
        if (shares) {
            node.awaitAccount();
        }
        Refused refused = session.refused(session.sent(own.generation()), "401", null);
        assertThat(catchThrowable(() -> session.get(null, refused))).hasMessageContaining("is tried at");

        accepted(session, own);

        Awaitility.await()
                .atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(session.status().notBefore()).isNull());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loginsForRequestsAtFaultCauseNoWaitWhileTheServerAcceptsTheSession(boolean shares) throws Exception {
        Node node = nodes.start("first");
        LoginSession session = shares ? node.session : alone(node);
        node.login.succeedsWithPasswordSent(cookie("session", "one"));
        session.require();
        Credential own = session.get(null, null);
        if (shares) {
            node.awaitAccount();
        }
        accepted(session, own);
        for (int hour = 1; hour <= 8; hour++) {
            node.clock.pass(Duration.ofHours(1));
            node.login.succeedsWithPasswordSent(cookie("session", "new" + hour));
            Refused refused = session.refused(session.sent(own.generation()), "401", null);
            Credential candidate = session.get(null, refused);
            assertThat(node.login.runs()).as("logins after %d hours", hour).isEqualTo(hour + 1);
            Sent sent = session.sent(candidate.generation());
            assertThat(catchThrowable(() -> session.refused(sent, "401", refused)))
                    .isInstanceOf(RequestAtFaultException.class);
            if (shares) {
                node.awaitAccount();
            }
            accepted(session, own);
        }
    }

    private static void accepted(LoginSession session, Credential credential) {
        session.answered(session.sent(credential.generation()), true, SharedNodes.REQUEST, List.of());
    }

    /** Returns a session that this node shares with no other. */
    private static LoginSession alone(Node node) {
        LoginSession session = new LoginSession(
                SharedNodes.REQUEST,
                new LoginThrottle(node.clock, () -> 0).join(jane(), "key"),
                Sharing.NONE,
                node.clock,
                node.executor,
                idle -> {});
        session.logInBy(node.login.method(new RenewalPolicy(Duration.ZERO, Duration.ofMinutes(5), null), "options"));
        return session;
    }

    private static LoginAccount jane() {
        return LoginAccount.of("jane", null, SharedNodes.REQUEST.toString(), SharedNodes.REQUEST.toString());
    }

    @Test
    void nodeThatStartsUsesASessionThatIsDueButHasNotExpired() throws Exception {
        Node first = nodes.start("first");
        Node second = nodes.start("second");
        first.login.succeedsWithPasswordSent(
                expiring("one", first.clock.instant().plus(Duration.ofHours(10))));
        Credential own = get(first.get());
        first.accepted(own);
        first.awaitAccepted();
        first.clock.pass(Duration.ofMinutes(570));
        second.clock.pass(Duration.ofMinutes(570));
        second.login.fails(Reason.NO_BROWSER);

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");
    }

    @Test
    void sessionWhoseAcceptanceCouldNotBeStoredIsRenewedWithoutAWait() throws Exception {
        FailingMap view = new FailingMap();
        Node node = nodes.start("first", view);
        node.login.succeedsWithPasswordSent(cookie("session", "one"));
        Credential own = get(node.get());
        node.awaitAccount();
        view.fails = true;
        node.accepted(own);
        assertThat(view.failed.await(20, TimeUnit.SECONDS)).isTrue();
        view.fails = false;
        node.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(node.cookies(get(node.get(node.refused(own))))).isEqualTo("session=two");
    }

    /** A map whose reads fail for some time. */
    private static final class FailingMap extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final transient CountDownLatch failed = new CountDownLatch(1);
        private volatile boolean fails;

        @Override
        public String get(Object key) {
            if (fails) {
                failed.countDown();
                throw new IllegalStateException("not reachable");
            }
            return super.get(key);
        }
    }

    @Test
    void changedPasswordEndsTheWaitAfterTheRouteHasStartedAgain() throws Exception {
        Node first = nodes.start("first");
        first.login.failsWithPasswordSent(Reason.NOT_READY_IN_TIME);
        assertThat(catchThrowable(() -> get(first.get()))).isNotNull();
        first.awaitAccount();
        Node second = nodes.start("second", Duration.ofSeconds(10));
        second.account = new Account("jane", "corrected", null);
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=two");
    }

    @Test
    void lateFirstLookDoesNotReplaceANewerSession() throws Exception {
        Node first = nodes.start("first");
        first.login.succeedsWithPasswordSent(cookie("session", "forgotten"));
        first.accepted(get(first.get()));
        first.awaitAccepted();
        SlowMap view = new SlowMap(nodes.map());
        Node second = nodes.start("second", view);
        second.login.succeedsWithPasswordSent(cookie("session", "new"));
        CompletableFuture<Credential> request = second.get();
        assertThat(view.read.await(5, TimeUnit.SECONDS)).isTrue();
        first.forget();
        second.session.renewInBackground(); // as loginOnStart does
        Awaitility.await()
                .untilAsserted(() -> assertThat(second.storedSession().version().generation())
                        .isEqualTo(2));
        second.awaitAccount();
        view.goesOn.countDown();

        assertThat(second.cookies(get(request))).isEqualTo("session=new");
    }

    /** A view of a map that returns the first value of a session late. */
    private static final class SlowMap extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> map;
        private final transient CountDownLatch read = new CountDownLatch(1);
        private final transient CountDownLatch goesOn = new CountDownLatch(1);

        SlowMap(Map<String, String> map) {
            this.map = map;
        }

        @Override
        public String get(Object key) {
            String value = map.get(key);
            if (key.toString().startsWith("aura-session-") && read.getCount() > 0) {
                read.countDown();
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return value;
        }

        @Override
        public String putIfAbsent(String key, String value) {
            return map.putIfAbsent(key, value);
        }

        @Override
        public boolean replace(String key, String old, String value) {
            return map.replace(key, old, value);
        }
    }

    @Test
    void nodeWhoseRejectionAnotherOneForgotIsNotReportedAsFailing() {
        Node first = nodes.start("first");
        Node second = nodes.start("second");
        second.session.users().addEndpoint("options");
        first.login.failsWithPasswordSent(Reason.REJECTED);
        assertThat(catchThrowable(() -> get(first.get()))).isNotNull();
        assertThat(catchThrowable(() -> get(second.get()))).isNotNull();
        assertThat(second.session.status().isFailing()).isTrue();

        first.forget();

        Awaitility.await().atMost(Duration.ofSeconds(3)).until(() -> {
            second.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(10)); // until it reads the account again
            return !second.session.status().isFailing();
        });
    }

    @Test
    void sessionsOfBeansOfDifferentClassesAreNotTheSame() {
        Object firstProfile = "driver of Alice";
        Object secondProfile = 2;

        assertThat(names(null, firstProfile).session())
                .isNotEqualTo(names(null, secondProfile).session());
    }

    @Test
    void stepBehindAProxyHasTheSameOptionsAfterARestart() {
        // the number in the name of a proxy class depends on what the JVM has loaded before
        LoginStep proxy = proxy(LoginStep.class);
        LoginStep proxyAfterRestart = proxy(LoginStep.class, Serializable.class);

        assertThat(names(proxy, null).options(null))
                .isEqualTo(names(proxyAfterRestart, null).options(null));
    }

    private static LoginStep proxy(Class<?>... interfaces) {
        return (LoginStep)
                Proxy.newProxyInstance(LoginStep.class.getClassLoader(), interfaces, (self, method, arguments) -> null);
    }

    private SharedNames names(LoginStep step, Object webDriver) {
        SharedStore store = new SharedStore(nodes.map(), SharedNodes.key(0), List.of());
        return new SharedNames(SharedNodes.settings(store, step, webDriver));
    }
}
