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
package io.github.camelaura.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.conversation.Cluster.Node;
import io.github.camelaura.support.LogCapture;

/** Removal of a conversation at each moment of a turn. */
class ForgetTest {

    private final Cluster cluster = new Cluster();
    private final Node node = cluster.node();
    private final Node other = cluster.node();

    @BeforeEach
    void saveOneTurn() {
        Request request = node.begin();
        cluster.run();
        CompletableFuture<Boolean> unused = request.save("a", "b");
        cluster.run();
    }

    private boolean forget() throws ConversationException {
        return other.conversations.forget(Cluster.KEY);
    }

    @Test
    void forgottenConversationIsGone() throws Exception {
        assertThat(forget()).isTrue();
        assertThat(forget()).isFalse();

        assertThat(cluster.map).isEmpty();
        assertThat(node.conversations.history(Cluster.KEY, Cluster.SETTINGS)).isEmpty();
    }

    @Test
    void turnThatWaitsForItsFirstAttemptBeginsWithAnEmptyHistory() throws Exception {
        Request request = node.begin();
        assertThat(forget()).isTrue();
        cluster.run();

        assertThat(request.history()).isEmpty();
    }

    @Test
    void turnThatRunsIsNotSaved() throws Exception {
        Request running = node.begin();
        Request waiting = node.begin();
        cluster.run();
        assertThat(forget()).isTrue();

        try (LogCapture log = new LogCapture("io.github.camelaura", Level.INFO)) {
            CompletableFuture<Boolean> end = running.save("secret", "reply");
            cluster.run();

            assertThat(end).isCompletedWithValue(false);
            assertThat(log.lines()).singleElement().asString().contains("not saved", "operation=forget");
        }
        assertThat(waiting.history()).isEmpty();
    }

    @Test
    void renewalDoesNotBringTheConversationBack() throws Exception {
        node.begin();
        cluster.run();
        assertThat(forget()).isTrue();

        cluster.pass(Duration.ofMinutes(1));

        assertThat(cluster.map).isEmpty();
        assertThat(node.timers()).isZero();
    }

    @Test
    void releasedTurnDoesNotBringTheConversationBack() throws Exception {
        Request running = node.begin();
        cluster.run();
        assertThat(forget()).isTrue();

        CompletableFuture<Boolean> unused = running.turn.release();
        cluster.run();

        assertThat(cluster.map).isEmpty();
    }

    @Test
    void turnThatRunsDoesNotJoinTheNextConversation() throws Exception {
        Request running = node.begin();
        cluster.run();
        assertThat(forget()).isTrue();
        Request next = other.begin();
        cluster.pass(Duration.ofSeconds(10)); // also renewals of both
        assertThat(next.history()).isEmpty();

        CompletableFuture<Boolean> end = running.save("c", "d");
        CompletableFuture<Boolean> endOfNext = next.save("e", "f");
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(endOfNext).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("e", "f");
    }

    @Test
    void turnThatIsBeingSavedIsRemovedWithTheRest() throws Exception {
        Request running = node.begin();
        cluster.run();
        CompletableFuture<Boolean> end = running.save("c", "d");
        cluster.run();
        assertThat(forget()).isTrue();

        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.map).isEmpty();
    }

    @Test
    void unreadableValueIsRemovedToo() throws Exception {
        cluster.map.put(Cluster.KEY.text(), "{\"version\":2}");

        assertThat(forget()).isTrue();

        assertThat(cluster.map).isEmpty();
    }
}
