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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;

/** A login takes longer than its lease, or its time. */
@Timeout(60)
class SharedSlowLoginTest {

    private final SharedNodes nodes = new SharedNodes();
    private final AtomicInteger passwords = new AtomicInteger();

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void pausedNodeDoesNotSendItsPasswordAfterAnotherHasTakenOver() throws Exception {
        Node paused = nodes.start("paused");
        paused.login.hold();
        paused.login.succeedsWithPasswordSent(cookie("session", "one"));
        CompletableFuture<Credential> ofPaused = paused.get();
        Awaitility.await().until(() -> paused.login.runs() == 1);
        Node second = nodes.start("second");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        getAfterLease(second, second.get());

        paused.login.letGo();

        assertThat(paused.cookies(get(ofPaused))).isEqualTo("session=two");
        assertThat(paused.login.runs()).isEqualTo(1);
        assertThat(paused.session.status().node()).isEqualTo("second");
        assertThat(second.storedAccount().backOff().passwords()).isEqualTo(1);
    }

    @Test
    void sessionOfAPausedNodeDoesNotReplaceTheOneOfTheNodeThatTookOver() throws Exception {
        Node paused = nodes.start("paused");
        CountDownLatch resume = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        paused.logins = () -> new Login() {
            @Override
            public void check() {}

            @Override
            public void abort() {}

            @Override
            public void run(Account account, Observer observer) throws LoginException {
                observer.passwordUsed();
                sent.countDown();
                try {
                    resume.await();
                } catch (InterruptedException e) {
                    throw new LoginException(Reason.STOPPED, "killed");
                }
                observer.succeeded(new Result(List.of(cookie("session", "one")), "agent", null));
            }
        };
        CompletableFuture<Credential> ofPaused = paused.get();
        assertThat(sent.await(20, TimeUnit.SECONDS)).isTrue();
        Node second = nodes.start("second");
        second.login.succeedsWithPasswordSent(cookie("session", "two"));
        second.accepted(getAfterLease(second, second.get()));

        resume.countDown();
        Credential own = get(ofPaused);
        paused.awaitAccepted();
        Awaitility.await().until(() -> paused.timer.repeated() == 0);

        assertThat(second.storedSession().cookies()).extracting("value").containsExactly("two");
        assertThat(paused.cookies(get(paused.get(paused.refused(own))))).isEqualTo("session=two");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void slowLoginThatRenewsItsLeaseIsNotTakenOver(int minutes) throws Exception {
        Node slow = nodes.start("slow");
        slow.login.hold();
        slow.login.succeedsWithPasswordSent(cookie("session", "one"));
        CompletableFuture<Credential> ofSlow = slow.get();
        Awaitility.await().until(() -> slow.timer.repeated() == 1);
        Node second = nodes.start("second");
        CompletableFuture<Credential> ofSecond = second.get();
        for (int seconds = 0; seconds < minutes * 60; seconds += 14) {
            long beat = second.storedAccount().holder().lease().beat();
            slow.timer.beat();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> second.storedAccount().holder().lease().beat() > beat);
            second.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(14));
        }
        assertThat(ofSecond).isNotDone();
        slow.login.letGo();

        assertThat(second.cookies(get(ofSecond))).isEqualTo("session=one");
        assertThat(slow.cookies(get(ofSlow))).isEqualTo("session=one");
        assertThat(second.login.runs()).isZero();
        Awaitility.await().until(() -> slow.timer.repeated() == 0);
    }

    @Test
    void loginWhoseTimeIsOverDoesNotLogInAgain() throws Exception {
        Node node = nodes.start("node");
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch resume = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(1);
        node.logins = () -> new Login() {
            @Override
            public void check() {}

            @Override
            public void abort() {}

            @Override
            public void run(Account account, Observer observer) throws LoginException {
                runs.incrementAndGet();
                observer.failed(new LoginException(Reason.NOT_READY_IN_TIME, "It took too long."));
                late.countDown();
                try {
                    resume.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                try {
                    observer.passwordUsed();
                    passwords.incrementAndGet();
                } finally {
                    node.executor.execute(ended::countDown);
                }
            }
        };
        CompletableFuture<Credential> failed = node.get();
        assertThat(catchThrowable(() -> get(failed))).isNotNull();
        node.clock.pass(Duration.ofMinutes(1)); // the wait after the failure is over
        resume.countDown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(node.session.runs()::isEmpty);

        assertThat(runs).hasValue(1);
        assertThat(passwords).hasValue(0);
    }
}
