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

import static io.github.camelaura.login.SharedNodes.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedNodes.Node;

/** {@code logoutUrl} ends a session that nodes share only after another one has replaced it. */
@Timeout(60)
class SharedLogoutTest {

    private final SharedNodes nodes = new SharedNodes();
    private final SwitchableMap view = new SwitchableMap(nodes.map());
    private final Node first = nodes.start("first", view);
    private final Node second = nodes.start("second");
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();
    private final Queue<String> kept = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        nodes.close();
    }

    /** A login whose sessions are ended as {@link Logout} ends them. */
    private final class LogoutLogin implements Login {

        private final Node node;
        private final String value;

        LogoutLogin(Node node, String value) {
            this.node = node;
            this.value = value;
        }

        @Override
        public void check() {}

        @Override
        public void abort() {}

        @Override
        public void run(Account account, Observer observer) throws LoginException {
            observer.passwordUsed();
            observer.succeeded(new Result(List.of(cookie()), "agent", null).endingBy(this::end));
        }

        private BrowserCookie cookie() {
            Instant end = node.clock.instant().plus(Duration.ofHours(1));
            return new BrowserCookie("session", value, "chat.example.com", true, "/", end, true, true);
        }

        private void end(Credential credential, boolean logsOut) {
            node.executor.execute(() -> {
                boolean ends = logsOut && !node.sharing().isShared(credential);
                (ends ? ended : kept).add(value);
            });
        }
    }

    private static Credential logsIn(Node node, Login login) throws Exception {
        node.logins = () -> login;
        Credential own = get(node.get());
        node.awaitAccount();
        return own;
    }

    @Test
    void nodeThatStopsDoesNotEndTheSessionThatOthersUse() throws Exception {
        first.accepted(logsIn(first, new LogoutLogin(first, "one")));
        second.accepted(get(second.get()));

        first.session.drop();

        Awaitility.await().untilAsserted(() -> assertThat(kept).containsExactly("one"));
        assertThat(ended).isEmpty();
    }

    /** The old session ends before the new one is stored, which may take some seconds. */
    @Test
    void ownLoginThatRenewsTheSessionEndsTheOldOne() throws Exception {
        first.accepted(logsIn(first, new LogoutLogin(first, "one")));
        first.awaitAccepted();
        first.clock.pass(Duration.ofMinutes(55));
        CountDownLatch resume = new CountDownLatch(1);
        AtomicInteger changes = new AtomicInteger();
        view.beforeChange(() -> {
            if (changes.incrementAndGet() == 3) { // after the begin of the login, and its password
                await(resume);
            }
        });
        first.logins = () -> new LogoutLogin(first, "two");
        Credential old = get(first.get(null));
        Awaitility.await().until(() -> changes.get() == 3);
        assertThat(kept).isEmpty();
        assertThat(ended).isEmpty();

        resume.countDown();

        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("one"));
        assertThat(first.cookies(old)).isEqualTo("session=one");
    }

    @Test
    void oldSessionEndsWhenTheNodeUsesTheOneOfAnother() throws Exception {
        first.accepted(logsIn(first, new LogoutLogin(first, "one")));
        Credential found = get(second.get());
        second.accepted(found);
        second.logins = () -> new LogoutLogin(second, "two");
        second.accepted(get(second.get(second.refused(found))));
        second.awaitAccepted();

        first.session.forget(); // of this node only

        Awaitility.await().untilAsserted(() -> assertThat(ended).containsExactly("one"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
