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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.login.SharedNodes.Node;

/** A node uses the session of its login before the map has answered that it is stored. */
@Timeout(60)
class SharedPublishTest {

    private final SharedNodes nodes = new SharedNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void sessionThatIsRejectedWhileItIsStoredIsNotFoundAsThatOfAnotherNode() throws Exception {
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger(); // since the session is stored
        SwitchableMap view = new SwitchableMap(nodes.map()) {
            @Override
            public String get(Object key) {
                if (isSession(key) && stored.getCount() == 0) {
                    looks.incrementAndGet();
                }
                return super.get(key);
            }
        };
        view.afterNewKey(() -> {
            if (nodes.map().keySet().stream().anyMatch(SharedPublishTest::isSession)) {
                stored.countDown();
                await(answers);
            }
        });
        Node node = nodes.start("first", view);
        node.login.succeedsWithPasswordSent(cookie("session", "one"));
        Credential own = get(node.get());
        await(stored);

        CompletableFuture<Credential> next = node.get(node.refused(own));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> next.isDone() || looks.get() > 1);
        answers.countDown();

        assertThatThrownBy(() -> get(next)).hasMessageContaining("the server has accepted no request with its session");
    }

    @Test
    void leaseEndsEvenIfTheMapFailsAfterALateSessionIsStored() throws Exception {
        SwitchableMap view = new SwitchableMap(nodes.map());
        view.beforeNewKey(() -> {
            if (nodes.map().size() == 1) { // the account is there, the session is not
                view.fault = SwitchableMap.Fault.CHANGE_THROWS;
            }
        });
        Node node = nodes.start("first", view);
        node.login.succeedsWithPasswordSent(cookie("session", "one"));
        Credential own = get(node.get());
        Awaitility.await().until(() -> view.failures() == 1);
        view.beforeNewKey(() -> {});
        view.afterNewKey(() -> view.fault = SwitchableMap.Fault.CHANGE_THROWS);
        view.fault = SwitchableMap.Fault.NONE;
        Awaitility.await().until(() -> {
            acceptLater(node, own);
            return view.failures() == 2;
        });
        assertThat(node.storedSession()).isNotNull();
        view.fault = SwitchableMap.Fault.NONE;

        Awaitility.await().untilAsserted(() -> {
            acceptLater(node, own);
            assertThat(node.storedAccount().holder()).isNull();
        });
    }

    /** The server accepts a request when a failed attempt to store is repeated. */
    private static void acceptLater(Node node, Credential own) {
        node.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(6));
        node.accepted(own);
    }

    private static boolean isSession(Object key) {
        return key.toString().startsWith("aura-session-");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
