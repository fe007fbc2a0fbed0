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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraMessage;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;

/** Turns with real threads. */
class ConversationThreadsTest {

    private static final ConversationKey OTHER = ConversationKey.of("aura:chat", "c2");

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
        timer.shutdownNow();
    }

    /** Saves its turn as soon as it starts. */
    private static final class Talk implements Turn.Listener {

        private final String prompt;
        private final CompletableFuture<List<String>> history = new CompletableFuture<>();
        private final CompletableFuture<CompletableFuture<Boolean>> saving = new CompletableFuture<>();

        private Talk(String prompt) {
            this.prompt = prompt;
        }

        @Override
        public void ready(Turn turn) {
            history.complete(turn.history().stream().map(AuraMessage::content).toList());
            saving.complete(turn.save(List.of(AuraMessage.user(prompt)), "r" + prompt));
        }

        @Override
        public void failed(ConversationException failure) {
            saving.completeExceptionally(failure);
        }

        private boolean isSaved() throws Exception {
            return saving.thenCompose(end -> end).get(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
        }
    }

    @Test
    void turnsOfManyThreadsAndNodesAreSavedOnce() throws Exception {
        ConcurrentHashMap<String, String> map = new ConcurrentHashMap<>();
        BlockingQueue<Talk> talks = new LinkedBlockingQueue<>();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            Conversations conversations = new Conversations(map, timer, executor);
            for (int caller = 0; caller < 5; caller++) {
                String name = node + "." + caller + ".";
                callers.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 10; i++) {
                                Talk talk = new Talk(name + i);
                                talks.add(talk);
                                conversations.begin(Cluster.KEY, Cluster.SETTINGS, talk);
                            }
                        },
                        executor));
            }
        }
        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new))
                .get(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
        for (Talk talk : talks) {
            assertThat(talk.isSaved()).isTrue();
        }

        List<String> prompts = ConversationJson.read(map.get(Cluster.KEY.text())).conversation().turns().stream()
                .map(turn -> turn.prompts().get(0))
                .toList();
        assertThat(prompts).hasSize(150).doesNotHaveDuplicates();
        assertThat(talks).extracting(talk -> talk.history.join().size() / 2).doesNotHaveDuplicates();
    }

    /** Blocks the accesses to one conversation. */
    private static final class HangingMap extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final transient Held held = new Held();

        @Override
        public String get(Object key) {
            if (key.equals(Cluster.KEY.text())) {
                try {
                    held.hold();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.get(key);
        }
    }

    @Test
    void mapThatHangsHoldsUpOneConversationOnly() throws Exception {
        HangingMap map = new HangingMap();
        Conversations conversations = new Conversations(map, timer, executor);
        Talk cancelled = new Talk("a");
        Turn hanging = conversations.begin(Cluster.KEY, Cluster.SETTINGS, cancelled);
        map.held.awaitReached();
        Talk next = new Talk("b");
        conversations.begin(Cluster.KEY, Cluster.SETTINGS, next);
        Talk other = new Talk("c");
        conversations.begin(OTHER, Cluster.SETTINGS, other);

        assertThat(other.isSaved()).isTrue();
        CountDownLatch ticked = new CountDownLatch(1);
        timer.execute(ticked::countDown);
        assertThat(ticked.await(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.cancel()).isTrue();
        assertThat(next.history).isNotDone();

        map.held.open();

        assertThat(next.isSaved()).isTrue();
        assertThat(next.history.join()).isEmpty();
        assertThat(cancelled.history).isNotDone();
    }

    @Test
    void turnThatIsCancelledWhileItStartsReleasesTheConversation() throws Exception {
        HangingMap map = new HangingMap();
        Conversations conversations = new Conversations(map, timer, executor);
        Turn hanging = conversations.begin(Cluster.KEY, Cluster.SETTINGS, new Talk("a"));
        map.held.awaitReached();
        assertThat(hanging.cancel()).isTrue();

        map.held.open();
        Talk next = new Talk("b");
        new Conversations(map, timer, executor).begin(Cluster.KEY, Cluster.SETTINGS, next);

        assertThat(next.isSaved()).isTrue();
        assertThat(next.history.join()).isEmpty();
    }
}
