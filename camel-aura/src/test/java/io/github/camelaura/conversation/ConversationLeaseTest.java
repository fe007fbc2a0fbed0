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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.conversation.Cluster.Node;
import io.github.camelaura.store.Lease;

/** Turns of one conversation on several nodes. */
class ConversationLeaseTest {

    private static final Duration LEASE = Duration.ofMillis(Lease.MILLIS);
    private static final Duration POLL = Duration.ofMillis(Conversations.POLL_MILLIS);
    private static final Duration LONG = Duration.ofMinutes(30);

    private final Cluster cluster = new Cluster();
    private final Node first = cluster.node();
    private final Node second = cluster.node();

    @BeforeEach
    void saveOneTurn() {
        Request request = first.begin();
        cluster.run();
        CompletableFuture<Boolean> unused = request.save("a", "b");
        cluster.run();
    }

    @Test
    void turnWaitsForTheTurnOfAnotherNodeHoweverLongItTakes() {
        Request running = first.begin();
        cluster.run();
        Request waiting = second.begin();
        cluster.pass(LONG);
        assertThat(waiting.isReady()).isFalse();

        CompletableFuture<Boolean> unused = running.save("c", "d");
        cluster.pass(POLL);

        assertThat(waiting.history()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void clocksOfNodesMayDiffer() {
        second.setAhead(Duration.ofDays(1));
        Request running = first.begin();
        cluster.run();
        Request waiting = second.begin();
        cluster.pass(LONG);
        assertThat(waiting.isReady()).isFalse();

        CompletableFuture<Boolean> unused = running.turn.release();
        cluster.pass(POLL);

        assertThat(waiting.isReady()).isTrue();
    }

    @Test
    void nodeThatDiesBlocksTheConversationForTheLease() {
        first.begin();
        cluster.run();
        first.kill();
        Request waiting = second.begin();
        cluster.pass(LEASE.minusMillis(1));
        assertThat(waiting.isReady()).isFalse();

        cluster.pass(POLL);

        assertThat(waiting.history()).containsExactly("a", "b");
    }

    @Test
    void observationOfDeadNodeOutlivesTheRequestsThatMadeIt() {
        first.begin();
        cluster.run();
        first.kill();
        for (int i = 0; i < 3; i++) { // each has a requestTimeout of less than the lease
            Request impatient = second.begin();
            cluster.pass(Duration.ofSeconds(4));
            assertThat(impatient.turn.cancel()).isTrue();
            cluster.pass(Duration.ofSeconds(1));
        }

        Request next = second.begin();
        cluster.run();

        assertThat(next.isReady()).isTrue();
    }

    @Test
    void observationEndsSomeTimeAfterTheLastRequest() {
        first.begin();
        cluster.run();
        first.kill();
        Request impatient = second.begin();
        cluster.run();
        assertThat(impatient.turn.cancel()).isTrue();
        cluster.pass(Duration.ofMinutes(11));

        Request next = second.begin();
        cluster.pass(LEASE.minusSeconds(1));
        assertThat(next.isReady()).isFalse();
        cluster.pass(Duration.ofSeconds(2));

        assertThat(next.isReady()).isTrue();
    }

    @Test
    void allConversationsOfDeadNodeAreFreeAfterTheLease() {
        List<Request> waiting = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            ConversationKey key = ConversationKey.of("aura:many", "c" + i);
            first.begin(key, Cluster.SETTINGS);
            cluster.run();
            waiting.add(second.begin(key, Cluster.SETTINGS));
        }
        first.kill();

        cluster.pass(LEASE.plus(POLL));

        assertThat(waiting).allMatch(Request::isReady);
    }

    @Test
    void turnCancelledWhileAnotherNodeHoldsTheLeaseLeavesItAlone() throws Exception {
        Request running = first.begin();
        cluster.run();
        Request cancelled = second.begin();
        Request next = second.begin();
        cluster.pass(POLL);

        assertThat(cancelled.turn.cancel()).isTrue();
        cluster.pass(LONG);
        assertThat(next.isReady()).isFalse();
        CompletableFuture<Boolean> end = running.save("c", "d");
        cluster.pass(POLL);

        assertThat(end).isCompletedWithValue(true);
        assertThat(cancelled.starts).isZero();
        assertThat(next.history()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void pausedHolderIsSavedWithoutTouchingTheLeaseOfTheNextTurn() throws Exception {
        Request paused = first.begin();
        cluster.run();
        first.kill();
        Request next = second.begin();
        cluster.pass(LEASE.plus(POLL));
        assertThat(next.isReady()).isTrue();
        Lease lease = cluster.stored().lease();

        first.resume();
        CompletableFuture<Boolean> end = paused.save("c", "d");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.stored().lease()).isEqualTo(lease);
        Request third = first.begin();
        cluster.pass(LONG);
        assertThat(third.isReady()).isFalse();
        end = next.save("e", "f");
        cluster.pass(POLL);
        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(third.isReady()).isTrue();
    }

    @Test
    void pausedHolderThatIsReleasedDoesNotTouchTheLeaseOfTheNextTurn() throws Exception {
        Request paused = first.begin();
        cluster.run();
        first.kill();
        second.begin();
        cluster.pass(LEASE.plus(POLL));
        String stored = cluster.map.get(Cluster.KEY.text());

        first.resume();
        CompletableFuture<Boolean> unused = paused.turn.release();
        cluster.run();

        assertThat(cluster.map.get(Cluster.KEY.text())).isEqualTo(stored);
    }

    @Test
    void renewalsOfPausedHolderDoNotTakeTheLeaseBack() throws Exception {
        first.begin();
        cluster.run();
        first.kill();
        Request next = second.begin();
        cluster.pass(LEASE.plus(POLL));
        String owner = cluster.stored().lease().owner();

        first.resume();
        cluster.pass(LONG);

        assertThat(cluster.stored().lease().owner()).isEqualTo(owner);
        assertThat(first.timers()).isZero();
        CompletableFuture<Boolean> end = next.save("c", "d");
        cluster.run();
        assertThat(end).isCompletedWithValue(true);
    }

    @Test
    void pausedFirstTurnIsSavedAlthoughTheNextTurnWasReleased() throws Exception {
        cluster.map.clear();
        Request paused = first.begin();
        cluster.run();
        first.kill();
        Request next = second.begin();
        cluster.pass(LEASE.plus(POLL));
        CompletableFuture<Boolean> end = next.turn.release();
        cluster.run();
        assertThat(end).isCompletedWithValue(false);

        first.resume();
        end = paused.save("c", "d");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("c", "d");
    }

    @Test
    void leaseOfDeadNodeIsOverAlthoughPausedHoldersAddTheirTurns() {
        Request paused = first.begin();
        cluster.run();
        first.kill();
        second.begin();
        cluster.pass(LEASE.plus(POLL));
        second.kill();
        Node third = cluster.node();
        Request waiting = third.begin();
        cluster.pass(LEASE.minusSeconds(1));

        first.resume();
        CompletableFuture<Boolean> unused = paused.save("c", "d");
        cluster.pass(Duration.ofSeconds(1).plus(POLL));

        assertThat(waiting.history()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void endedTurnIsNotRenewed() {
        Request request = first.begin();
        cluster.run();
        CompletableFuture<Boolean> unused = request.save("c", "d");
        cluster.run();
        String stored = cluster.map.get(Cluster.KEY.text());

        cluster.pass(LONG);

        assertThat(cluster.map.get(Cluster.KEY.text())).isEqualTo(stored);
        assertThat(first.timers()).isZero();
    }

    @Test
    void conversationIsForgottenAfterItsTtl() throws Exception {
        ConversationSettings minute = new ConversationSettings(0, 0, 60_000, false);
        cluster.pass(Duration.ofMinutes(1));
        assertThat(first.conversations.history(Cluster.KEY, minute)).hasSize(2);
        cluster.pass(Duration.ofMillis(1));
        assertThat(first.conversations.history(Cluster.KEY, minute)).isEmpty();

        Request request = second.begin(Cluster.KEY, minute);
        cluster.run();

        assertThat(request.turn.history()).isEmpty();
        CompletableFuture<Boolean> end = request.save("c", "d");
        cluster.run();
        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("c", "d");
    }

    @Test
    void runningTurnIsUseOfConversation() throws Exception {
        ConversationSettings minute = new ConversationSettings(0, 0, 60_000, false);
        Request running = first.begin(Cluster.KEY, minute);
        cluster.pass(LONG);
        assertThat(second.conversations.history(Cluster.KEY, minute)).hasSize(2);

        CompletableFuture<Boolean> end = running.save("c", "d");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void turnThatOutlivesTheTtlOfItsConversationDoesNotJoinTheNextOne() throws Exception {
        ConversationSettings minute = new ConversationSettings(0, 0, 60_000, false);
        Request paused = first.begin(Cluster.KEY, minute);
        cluster.run();
        first.kill();
        cluster.pass(LONG);
        Request next = second.begin(Cluster.KEY, minute);
        cluster.pass(LEASE.plus(POLL));
        assertThat(next.history()).isEmpty();

        first.resume();
        CompletableFuture<Boolean> end = paused.save("c", "d");
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(cluster.texts()).isEmpty();
    }
}
