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

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.conversation.Cluster.Node;
import io.github.camelaura.conversation.FaultyMap.Fault;
import io.github.camelaura.store.Lease;
import io.github.camelaura.support.LogCapture;

/** Maps that fail. */
class FaultyStoreTest {

    private static final Duration LEASE = Duration.ofMillis(Lease.MILLIS);

    private final Cluster cluster = new Cluster();
    private final FaultyMap faulty = new FaultyMap(cluster.map);
    private final Node node = cluster.node(faulty);
    private final Node other = cluster.node();

    @BeforeEach
    void saveOneTurn() {
        Request request = other.begin();
        cluster.run();
        CompletableFuture<Boolean> unused = request.save("a", "b");
        cluster.run();
    }

    private static Throwable failure(CompletableFuture<Boolean> end) {
        assertThat(end).isCompletedExceptionally();
        try {
            end.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void failureAtTheBeginNamesTheOptionAndTheCauseWithoutItsMessages() {
        faulty.fault = Fault.THROWS;

        Request request = node.begin();
        cluster.run();

        assertThat(request.starts).isZero();
        assertThat(request.failure).hasMessageContaining("option conversationStore failed with java.lang.IllegalState");
        assertThat(stackTrace(request.failure))
                .contains("java.lang.IllegalArgumentException", "FaultyMap.get")
                .doesNotContain("secret");
        assertThat(request.turn.release()).isCompletedWithValue(false);
        assertThat(node.conversations.isIdle()).isTrue();
    }

    @Test
    void causesThatAreCircleEnd() {
        IllegalStateException first = new IllegalStateException();
        IllegalStateException second = new IllegalStateException(first);
        first.initCause(second);

        assertThat(stackTrace(ConversationException.ofStore(first))).contains("IllegalStateException");
    }

    @Test
    void turnAfterFailedOneBegins() {
        faulty.fault = Fault.THROWS;
        Request failed = node.begin();
        Request next = node.begin();
        node.runOne();
        assertThat(failed.failure).isNotNull();

        faulty.fault = Fault.NONE;
        cluster.run();

        assertThat(next.history()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWS", "THROWS_AFTER_CHANGE"})
    void failureAtTheSaveNamesTheOptionAndDoesNotHoldUpTheNextTurnOfThisNode(Fault fault) {
        Request request = node.begin();
        Request next = node.begin();
        cluster.run();
        faulty.fault = fault;

        CompletableFuture<Boolean> end = request.save("c", "d");
        node.runOne();
        faulty.fault = Fault.NONE;
        cluster.run();

        assertThat(failure(end)).isInstanceOf(ConversationException.class).hasMessageContaining("conversationStore");
        assertThat(stackTrace(failure(end))).doesNotContain("secret");
        assertThat(next.isReady()).isTrue();
        assertThat(next.turn.history()).hasSize(fault == Fault.THROWS ? 2 : 4);
    }

    @Test
    void leaseOfTurnThatFailedAtTheBeginDoesNotHoldUpTheNextTurnOfThisNode() {
        faulty.fault = Fault.THROWS_AFTER_CHANGE;
        Request request = node.begin();
        cluster.run();
        assertThat(request.failure).isNotNull();
        faulty.fault = Fault.NONE;

        Request next = node.begin();
        cluster.run();

        assertThat(next.isReady()).isTrue();
    }

    @Test
    void leaseOfTurnThatWasNotSavedHoldsUpOtherNodesForTheLease() {
        Request request = node.begin();
        cluster.run();
        faulty.fault = Fault.THROWS;
        CompletableFuture<Boolean> end = request.save("c", "d");
        cluster.run();
        assertThat(end).isCompletedExceptionally();

        Request waiting = other.begin();
        cluster.pass(LEASE.minusSeconds(1));
        assertThat(waiting.isReady()).isFalse();
        cluster.pass(Duration.ofSeconds(2));

        assertThat(waiting.history()).containsExactly("a", "b");
    }

    @Test
    void failedLookDoesNotExtendTheLeaseOfDeadNode() {
        other.begin();
        cluster.run();
        other.kill();
        Request unlucky = node.begin();
        cluster.pass(Duration.ofSeconds(10));
        faulty.fault = Fault.THROWS;
        cluster.pass(Duration.ofSeconds(1));
        assertThat(unlucky.failure).isNotNull();
        faulty.fault = Fault.NONE;

        Request next = node.begin();
        cluster.pass(Duration.ofSeconds(5));

        assertThat(next.isReady()).isTrue();
    }

    @Test
    void renewalThatFailsIsTriedAgainAndReportedOnce() {
        node.begin();
        cluster.run();
        Request waiting = other.begin();
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.DEBUG)) {
            faulty.fault = Fault.THROWS;
            cluster.pass(Duration.ofSeconds(14));
            faulty.fault = Fault.NONE;
            cluster.pass(Duration.ofMinutes(5));

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains("conversationStore")
                    .doesNotContain("secret");
        }
        assertThat(waiting.isReady()).isFalse();
    }

    @Test
    void turnThatCannotBeRenewedIsSavedBesideTheNextOne() throws Exception {
        Request request = node.begin();
        cluster.run();
        faulty.fault = Fault.THROWS;
        Request next = other.begin();
        cluster.pass(Duration.ofSeconds(30));
        assertThat(next.isReady()).isTrue();

        faulty.fault = Fault.NONE;
        CompletableFuture<Boolean> end = request.save("c", "d");
        CompletableFuture<Boolean> endOfNext = next.save("e", "f");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(endOfNext).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void changeWhoseAnswerTheMapHasLostIsNotMadeTwice() throws Exception {
        Request request = node.begin();
        faulty.fault = Fault.REFUSES_AFTER_CHANGE;
        cluster.run();
        assertThat(request.isReady()).isTrue();

        CompletableFuture<Boolean> end = request.save("c", "d");
        cluster.run();
        assertThat(end).isCompletedWithValue(true);
        assertThat(cluster.texts()).containsExactly("a", "b", "c", "d");
        Request released = node.begin();
        cluster.run();
        end = released.turn.release();
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(cluster.texts()).containsExactly("a", "b", "c", "d");
        assertThat(cluster.stored().lease()).isNull();
    }

    @Test
    void firstChangeWhoseAnswerTheMapHasLostIsNotMadeTwice() {
        cluster.map.clear();
        Request request = node.begin();
        faulty.fault = Fault.REFUSES_AFTER_CHANGE;
        cluster.run();
        assertThat(request.isReady()).isTrue();

        CompletableFuture<Boolean> end = request.turn.release();
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
        assertThat(cluster.map).isEmpty();
    }

    @Test
    void mapThatRefusesAllChangesIsFailure() {
        Request running = node.begin();
        cluster.run();
        faulty.fault = Fault.REFUSES;

        CompletableFuture<Boolean> end = running.save("c", "d");
        Request next = node.begin();
        cluster.run();

        assertThat(failure(end)).hasMessageContaining("conversationStore").hasMessageContaining("near cache");
        assertThat(next.failure).hasMessage(failure(end).getMessage());
        assertThatThrownBy(() -> node.conversations.forget(Cluster.KEY))
                .hasMessage(failure(end).getMessage());
    }

    @Test
    void releaseThatIsRefusedIsFailure() {
        Request running = node.begin();
        cluster.run();
        faulty.fault = Fault.REFUSES;

        CompletableFuture<Boolean> end = running.turn.release();
        cluster.run();

        assertThat(failure(end)).hasMessageContaining("near cache");
    }

    @Test
    void turnOfConversationThatTheMapHasLostIsNotSaved() {
        Request request = node.begin();
        cluster.run();
        cluster.map.clear();

        CompletableFuture<Boolean> end = request.save("c", "d");
        cluster.run();

        assertThat(end).isCompletedWithValue(false);
    }

    @Test
    void mapThatLosesAllValuesSavesNothing() {
        cluster.map.clear();
        faulty.fault = Fault.LOSES;
        for (int i = 0; i < 3; i++) {
            Request request = node.begin();
            cluster.run();
            assertThat(request.history()).isEmpty();
            CompletableFuture<Boolean> end = request.save("c", "d");
            cluster.run();
            assertThat(end).isCompletedWithValue(false);
        }
    }

    @Test
    void valueOfOtherTypeIsFailure() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Map<String, Object> raw = (Map) cluster.map;
        raw.put(Cluster.KEY.text(), List.of("secret"));

        Request request = node.begin();
        cluster.run();

        assertThat(request.failure).hasMessageContaining("java.lang.ClassCastException");
        assertThat(stackTrace(request.failure)).doesNotContain("secret");
    }
}
