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

import org.junit.jupiter.api.Test;

import io.github.camelaura.conversation.Cluster.Node;

/** Turns on a node whose executor runs no tasks: the system has no more threads, or the component has stopped. */
class ExhaustedThreadsTest {

    private final Cluster cluster = new Cluster();
    private final Node node = cluster.node();
    private final Node other = cluster.node();

    private Request begun() {
        Request request = node.begin();
        cluster.run();
        return request;
    }

    @Test
    void turnThatBeginsFailsAndDoesNotHoldUpLaterOnes() {
        node.outOfThreads = true;
        Request failed = node.begin();
        assertThat(failed.failure).hasMessageContaining("conversationStore").hasMessageContaining("no thread");

        node.outOfThreads = false;
        assertThat(begun().isReady()).isTrue();
    }

    @Test
    void turnThatEndsIsSavedAndNextOneFails() throws Exception {
        Request running = begun();
        Request next = node.begin();
        node.outOfThreads = true;

        CompletableFuture<Boolean> end = running.save("a", "b");

        assertThat(end).isCompletedWithValue(true);
        assertThat(next.failure).isNotNull();
        assertThat(cluster.texts()).containsExactly("a", "b");
        assertThat(node.conversations.isIdle()).isTrue();
    }

    @Test
    void turnThatWaitsForAnotherNodeFailsAndDoesNotHoldUpLaterOnes() {
        other.begin();
        cluster.run();
        Request waiting = begun();
        node.outOfThreads = true;
        cluster.pass(Duration.ofSeconds(1));

        assertThat(waiting.failure).isNotNull();
        assertThat(node.conversations.isIdle()).isTrue();
    }

    @Test
    void leaseIsRenewedWhenThereAreThreadsAgain() {
        begun();
        Request waiting = other.begin();
        node.outOfThreads = true;
        cluster.pass(Duration.ofSeconds(6));
        node.outOfThreads = false;
        cluster.pass(Duration.ofMinutes(1));

        assertThat(waiting.isReady()).isFalse();
    }

    @Test
    void turnThatEndsAfterTheStopReleasesTheConversationForOtherNodes() {
        Request running = begun();
        Request waiting = other.begin();
        node.stopped = true;

        CompletableFuture<Boolean> end = running.turn.release();
        cluster.pass(Duration.ofSeconds(1));

        assertThat(end).isCompletedWithValue(false);
        assertThat(waiting.isReady()).isTrue();
    }
}
