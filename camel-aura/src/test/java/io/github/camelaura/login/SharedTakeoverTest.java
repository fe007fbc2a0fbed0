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
import static io.github.camelaura.login.SharedNodes.getAfterLease;
import static io.github.camelaura.login.SharedNodes.passUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;

/** Another node takes over the login of a node that has died or was paused. */
@Timeout(60)
class SharedTakeoverTest {

    private final SharedNodes nodes = new SharedNodes();
    private final AtomicInteger passwords = new AtomicInteger();

    @AfterEach
    void stop() {
        nodes.close();
    }

    /** A login that sends its password and then never ends. */
    private final class EndlessLogin implements Login {

        private final CountDownLatch sent = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void check() {}

        @Override
        public void abort() {}

        @Override
        public void run(Account account, Observer observer) throws LoginException {
            observer.passwordUsed();
            observer.sending();
            passwords.incrementAndGet();
            sent.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new LoginException(Reason.STOPPED, "The node was killed", e);
            }
        }
    }

    /** Has a node send the password and die before it knows the result. */
    private void diesAfterPassword(Node node) throws Exception {
        EndlessLogin endless = new EndlessLogin();
        node.logins = () -> endless;
        CompletableFuture<Credential> unused = node.get();
        if (!endless.sent.await(20, TimeUnit.SECONDS)) {
            passUntil(node, CompletableFuture.runAsync(() -> awaitSent(endless), node.executor));
        }
        node.kill();
    }

    private static void awaitSent(EndlessLogin login) {
        try {
            assertThat(login.sent.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a node take over, send the password and die before it knows the result. */
    private void takesOverAndDies(Node node) throws Exception {
        EndlessLogin endless = new EndlessLogin();
        node.logins = () -> endless;
        CompletableFuture<Credential> unused = node.get();
        passUntil(node, CompletableFuture.runAsync(() -> awaitSent(endless), node.executor));
        node.kill();
    }

    @Test
    void accountThatNeverLoggedInHasOneFurtherPassword() throws Exception {
        diesAfterPassword(nodes.start("first"));
        Node second = nodes.start("second");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));

        assertThat(second.cookies(getAfterLease(second, second.get()))).isEqualTo("session=two");
        assertThat(passwords).hasValue(1);
    }

    @Test
    void accountWhoseLastLoginWasAcceptedHasOneFurtherPassword() throws Exception {
        Node first = nodes.start("first");
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        first.accepted(get(first.get()));
        first.awaitAccepted();
        first.session.forget();
        Node dying = nodes.start("dying");
        Credential old = get(dying.get());
        EndlessLogin endless = new EndlessLogin();
        dying.logins = () -> endless;
        CompletableFuture<Credential> unused = dying.get(dying.refused(old));
        assertThat(endless.sent.await(20, TimeUnit.SECONDS)).isTrue();
        dying.kill();
        Node second = nodes.start("second");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        Credential ended = get(second.get(null)); // the session that the server has ended

        assertThat(second.cookies(getAfterLease(second, second.get(second.refused(ended)))))
                .isEqualTo("session=two");
    }

    @Test
    void accountWhoseLastLoginFailedWaits() throws Exception {
        Node first = nodes.start("first");
        first.login.fails(Reason.PROCESSOR_FAILED);
        assertThat(catchThrowable(() -> get(first.get()))).isNotNull();
        Node dying = nodes.start("dying");
        dying.clock.pass(Duration.ofSeconds(11));
        diesAfterPassword(dying);
        Node second = nodes.start("second");
        second.clock.pass(Duration.ofSeconds(11));

        assertWaits(second, Duration.ofMinutes(5));
        assertThat(second.login.runs()).isZero();
    }

    @Test
    void secondDeathAfterThePasswordWaits() throws Exception {
        diesAfterPassword(nodes.start("first"));
        takesOverAndDies(nodes.start("second"));
        Node third = nodes.start("third");

        assertWaits(third, Duration.ofMinutes(10));
        assertThat(passwords).hasValue(2);
        assertThat(third.login.runs()).isZero();

        third.clock.pass(Duration.ofMinutes(10));
        third.login.succeedsWithPasswordSent(cookie("session", "three"));
        assertThat(third.cookies(get(third.get()))).isEqualTo("session=three");
    }

    private static void assertWaits(Node node, Duration wait) {
        Instant begin = node.clock.instant();
        CompletableFuture<Credential> denied = node.get();
        passUntil(node, denied);
        Throwable failure = catchThrowable(() -> get(denied));
        assertThat(failure).hasRootCauseInstanceOf(LoginException.class);
        LoginException denial = denial(failure);
        assertThat(denial.reason()).isEqualTo(Reason.BACKING_OFF);
        assertThat(node.storedAccount().backOff().notBefore())
                .isBetween(begin.plus(wait).minusSeconds(2), begin.plus(wait).plusSeconds(2));
        assertThat(denial).hasMessageContaining("The node ended while it logged in (on node ");
    }

    private static LoginException denial(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof LoginException denial && denial.reason() == Reason.BACKING_OFF)) {
            cause = cause.getCause();
        }
        return (LoginException) cause;
    }

    @Test
    void nodeThatDiesAfterItStoredTheSessionCausesNoFurtherLogin() throws Exception {
        SwitchableMap view = new SwitchableMap(nodes.map());
        Node first = nodes.start("first", view);
        first.login.hold();
        first.login.succeedsWithPasswordSent(cookie("session", "one"));
        CompletableFuture<Credential> unused = first.get();
        Awaitility.await().until(() -> first.login.runs() == 1);
        view.afterNewKey(first::kill);
        first.login.letGo();
        Awaitility.await().until(() -> nodes.map().size() == 2);
        Node second = nodes.start("second");

        assertThat(second.cookies(get(second.get()))).isEqualTo("session=one");

        Credential found = get(second.get());
        second.accepted(found);
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        assertThat(second.cookies(getAfterLease(second, second.get(second.refused(found)))))
                .isEqualTo("session=two");
    }
}
