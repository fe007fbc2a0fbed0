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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraMessage;
import io.github.camelaura.conversation.Cluster.Node;

/** Turns on one node. */
class ConversationTurnTest {

    private final Cluster cluster = new Cluster();
    private final Node node = cluster.node();

    private Request saved(String prompt, String reply) {
        Request request = node.begin();
        cluster.run();
        CompletableFuture<Boolean> end = request.save(prompt, reply);
        cluster.run();
        assertThat(end).isCompletedWithValue(true);
        return request;
    }

    @Test
    void nextTurnHasTheSavedTurnsInItsHistory() {
        assertThat(saved("a", "b").history()).isEmpty();
        assertThat(saved("c", "d").history()).containsExactly("a", "b");

        Request request = node.begin();
        cluster.run();

        assertThat(request.turn.history())
                .containsExactly(
                        AuraMessage.user("a"),
                        AuraMessage.assistant("b"),
                        AuraMessage.user("c"),
                        AuraMessage.assistant("d"));
    }

    @Test
    void severalMessagesOfTheUserAreOneTurn() throws Exception {
        Request request = node.begin();
        cluster.run();
        CompletableFuture<Boolean> end = request.turn.save(List.of(AuraMessage.user("a"), AuraMessage.user("b")), "c");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("a", "b", "c");
        assertThat(cluster.stored().turns()).hasSize(1);
    }

    @Test
    void turnsOfOneConversationRunInTheOrderOfTheirArrival() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            requests.add(node.begin());
        }
        for (int i = 0; i < 5; i++) {
            cluster.pass(Duration.ofSeconds(1));
            assertThat(requests.stream().filter(Request::isReady)).hasSize(i + 1);
            assertThat(requests.get(i).history()).hasSize(2 * i);
            CompletableFuture<Boolean> unused = requests.get(i).save("q" + i, "a" + i);
        }
        cluster.run();

        assertThat(cluster.texts()).containsExactly("q0", "a0", "q1", "a1", "q2", "a2", "q3", "a3", "q4", "a4");
        assertThat(node.conversations.isIdle()).isTrue();
    }

    @Test
    void otherConversationsDoNotWait() {
        node.begin();
        Request other = node.begin(ConversationKey.of("aura:chat", "c2"), Cluster.SETTINGS);
        Request otherStream = node.begin(ConversationKey.of("aura:help", "c1"), Cluster.SETTINGS);
        cluster.run();

        assertThat(other.isReady()).isTrue();
        assertThat(otherStream.isReady()).isTrue();
    }

    @Test
    void releasedTurnIsNotSavedAndStartsTheNextOne() throws Exception {
        saved("a", "b");
        Request broken = node.begin();
        Request next = node.begin();
        cluster.run();
        assertThat(next.isReady()).isFalse();

        CompletableFuture<Boolean> end = broken.turn.release();
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(next.isReady()).isTrue();
        assertThat(next.history()).containsExactly("a", "b");
    }

    @Test
    void releasedFirstTurnLeavesNothingInTheMap() {
        Request request = node.begin();
        cluster.run();
        assertThat(cluster.map).hasSize(1);

        CompletableFuture<Boolean> unused = request.turn.release();
        cluster.run();

        assertThat(cluster.map).isEmpty();
    }

    @Test
    void onlyTheFirstEndOfTurnCounts() throws Exception {
        Request request = node.begin();
        Request second = node.begin();
        Request third = node.begin();
        cluster.run();

        CompletableFuture<Boolean> end = request.turn.release();
        assertThat(request.save("a", "b")).isSameAs(end);
        cluster.run();
        assertThat(request.savePartial("c", "d")).isCompletedWithValue(false);
        cluster.run();

        assertThat(cluster.texts()).isEmpty();
        assertThat(second.isReady()).isTrue();
        assertThat(third.isReady()).isFalse();
    }

    @Test
    void partialReplyIsMarked() throws Exception {
        Request request = node.begin();
        cluster.run();
        CompletableFuture<Boolean> end = request.savePartial("a", "b");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(node.conversations.history(Cluster.KEY, Cluster.SETTINGS))
                .containsExactly(
                        new ConversationMessage("user", "a", false), new ConversationMessage("assistant", "b", true));
    }

    @Test
    void partialReplyIsNotSavedWithoutKeepPartialReply() throws Exception {
        Request request = node.begin(Cluster.KEY, new ConversationSettings(0, 0, 0, false));
        cluster.run();
        CompletableFuture<Boolean> end = request.savePartial("a", "b");
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(cluster.map).isEmpty();
    }

    @Test
    void partialReplyWithoutTextIsNotSaved() {
        Request request = node.begin();
        cluster.run();
        CompletableFuture<Boolean> end = request.savePartial("a", "");
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(cluster.map).isEmpty();
    }

    @Test
    void cancelledTurnIsSkipped() {
        Request running = node.begin();
        Request cancelled = node.begin();
        Request next = node.begin();
        cluster.run();

        assertThat(cancelled.turn.cancel()).isTrue();
        assertThat(cancelled.turn.cancel()).isFalse();
        CompletableFuture<Boolean> unused = running.save("a", "b");
        cluster.run();

        assertThat(cancelled.starts).isZero();
        assertThat(cancelled.failure).isNull();
        assertThat(next.isReady()).isTrue();
        assertThat(cancelled.turn.release()).isCompletedWithValue(false);
    }

    @Test
    void turnCancelledBeforeItsFirstAttemptDoesNotHoldUpTheNextOne() {
        Request cancelled = node.begin();
        Request next = node.begin();

        assertThat(cancelled.turn.cancel()).isTrue();
        cluster.run();

        assertThat(cancelled.starts).isZero();
        assertThat(next.isReady()).isTrue();
    }

    @Test
    void turnThatRunsCannotBeCancelled() {
        Request running = node.begin();
        cluster.run();

        assertThat(running.turn.cancel()).isFalse();

        assertThat(running.turn.release()).isNotDone();
    }

    @Test
    void turnThatWaitsCannotBeEnded() {
        Request waiting = node.begin();

        assertThatThrownBy(waiting.turn::release).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void promptIsMessagesOfTheUser() {
        Request request = node.begin();
        cluster.run();

        assertThatThrownBy(() -> request.turn.save(List.of(AuraMessage.system("a")), "b"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.turn.save(List.of(), "b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(request.save("a", "b")).isNotDone(); // the turn has not ended by that
    }

    @Test
    void listenerMayEndItsTurnAtOnce() throws Exception {
        Request request = new Request();
        request.onReady(() -> {
            CompletableFuture<Boolean> unused = request.save("a", "b");
        });
        node.conversations.begin(Cluster.KEY, Cluster.SETTINGS, request);
        Request next = node.begin();
        cluster.run();

        assertThat(next.history()).containsExactly("a", "b");
        assertThat(node.timers()).isEqualTo(1); // the beat of the next turn
    }

    @Test
    void failureOfTheListenerEndsItsTurn() {
        Request request = new Request().onReady(() -> {
            throw new IllegalStateException("expected by this test");
        });
        node.conversations.begin(Cluster.KEY, Cluster.SETTINGS, request);
        Request next = node.begin();

        assertThatThrownBy(cluster::run).hasMessage("expected by this test");
        cluster.run();

        assertThat(next.isReady()).isTrue();
    }

    @Test
    void manyWaitingTurnsEndWithoutRecursion() {
        AtomicInteger failed = new AtomicInteger();
        Request running = node.begin();
        cluster.run();
        for (int i = 0; i < 100_000; i++) {
            node.conversations.begin(Cluster.KEY, Cluster.SETTINGS, new Turn.Listener() {
                @Override
                public void ready(Turn turn) {
                    throw new AssertionError("started");
                }

                @Override
                public void failed(ConversationException failure) {
                    failed.incrementAndGet();
                }
            });
        }

        node.stopped = true;
        CompletableFuture<Boolean> end = running.save("a", "b");

        assertThat(failed).hasValue(100_000);
        assertThat(end).isCompletedWithValue(true);
        assertThat(node.conversations.isIdle()).isTrue();
    }

    @Test
    void turnThatBeginsAfterTheStopFails() {
        node.stopped = true;

        Request late = node.begin();

        assertThat(late.failure).hasMessageContaining("conversationStore").hasMessageContaining("stopped");
    }
}
