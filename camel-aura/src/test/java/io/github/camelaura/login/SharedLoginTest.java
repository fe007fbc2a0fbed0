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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.login.SharedNodes.Node;

/** Nodes that share the session of an account log in once. */
class SharedLoginTest {

    private final SharedNodes nodes = new SharedNodes();
    private final Node first = nodes.start("first");
    private final Node second = nodes.start("second");
    private final Node third = nodes.start("third");

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static BrowserCookie cookie(String value) {
        return new BrowserCookie("session", value, "chat.example.com", true, "/", null, true, true);
    }

    private static String cookies(Node node, Credential credential) {
        return credential.cookies().header(SharedNodes.REQUEST, node.clock.instant());
    }

    private static Credential get(CompletableFuture<Credential> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private int logins() {
        return Stream.of(first, second, third)
                .mapToInt(node -> node.login.runs())
                .sum();
    }

    /** Lets so much time pass for a node that it sees the leases of dead nodes end. */
    private static Credential getAfterLease(Node node, CompletableFuture<Credential> future) throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            node.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
            return future.isDone();
        });
        return get(future);
    }

    @Test
    void oneNodeLogsInForAll() throws Exception {
        first.login.hold();
        first.login.succeedsWithPasswordSent(cookie("one"));
        CompletableFuture<Credential> ofFirst = first.get();
        Awaitility.await().until(() -> first.login.runs() == 1);
        CompletableFuture<Credential> ofSecond = second.get();
        CompletableFuture<Credential> ofThird = third.get();
        first.login.letGo();

        assertThat(cookies(first, get(ofFirst))).isEqualTo("session=one");
        assertThat(cookies(second, get(ofSecond))).isEqualTo("session=one");
        assertThat(cookies(third, get(ofThird))).isEqualTo("session=one");
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void nodeThatStartsLaterUsesTheSession() throws Exception {
        first.login.succeedsWithPasswordSent(cookie("one"));
        Credential own = get(first.get());
        first.session.answered(first.session.sent(own.generation()), true, SharedNodes.REQUEST, List.of());
        Awaitility.await().untilAsserted(() -> assertThat(nodes.map()).hasSize(2));

        assertThat(cookies(second, get(second.get()))).isEqualTo("session=one");
        assertThat(second.session.status().node()).isEqualTo("first");
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void nodeThatDiesBeforeItUsesThePasswordIsReplaced() throws Exception {
        first.login.hold();
        first.login.succeedsWithPasswordSent(cookie("one"));
        CompletableFuture<Credential> unused = first.get();
        Awaitility.await().until(() -> first.login.runs() == 1);
        first.kill();
        second.login.succeedsWithPasswordSent(cookie("two"));

        assertThat(cookies(second, getAfterLease(second, second.get()))).isEqualTo("session=two");
    }

    @Test
    void rejectedPasswordIsTriedOnceByAllNodes() throws Exception {
        first.login.failsWithPasswordSent(Reason.REJECTED);
        assertThatThrownBy(() -> get(first.get())).hasRootCauseInstanceOf(LoginException.class);

        assertThatThrownBy(() -> get(second.get())).hasMessageContaining("not tried again");
        assertThatThrownBy(() -> get(third.get())).hasMessageContaining("on node first");
        assertThat(logins()).isEqualTo(1);

        second.account = new Account("jane", "right", null);
        second.login.succeedsWithPasswordSent(cookie("two"));
        assertThat(cookies(second, get(second.get()))).isEqualTo("session=two");
        assertThat(cookies(third, get(third.get()))).isEqualTo("session=two");
    }

    @Test
    void failureIsInTheMapBeforeRequestsOfItsNodeKnowIt() throws Exception {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CountDownLatch reached = new CountDownLatch(1);
        try (SharedNodes others = new SharedNodes(new ConcurrentHashMap<>() {
            @Override
            public boolean replace(String key, String before, String after) {
                reached.countDown();
                gate.join();
                return super.replace(key, before, after);
            }
        })) {
            Node node = others.start("node");
            node.login.timesOutBeforeItsPasswordIsSent();
            CompletableFuture<Credential> result = node.get();

            assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().during(Duration.ofMillis(300)).until(() -> !result.isDone());
            gate.complete(null);
            assertThatThrownBy(() -> get(result)).hasMessageContaining("It took too long");
        }
    }
}
