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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.AuraMessage;
import io.github.camelaura.conversation.Cluster.Node;

/**
 * A conversation of 200 turns on three nodes whose steps are interleaved at random. A third of the turns is not saved, and nodes are
 * killed and paused. {@code -Dtest.seed} repeats a run.
 */
class RandomTurnsTest {

    private static final int TURNS = 200;
    private static final int MOST_TALKS = 8;
    private static final int RUNS = Integer.getInteger("test.rounds", 40);

    static List<Long> seeds() {
        Long seed = Long.getLong("test.seed");
        return seed != null ? List.of(seed) : new Random().longs(RUNS).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void historyIsTheSavedTurnsInOrder(long seed) throws Exception {
        try {
            new Run(new Random(seed)).play();
        } catch (AssertionError e) {
            throw new AssertionError("-Dtest.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    /** One conversation. */
    private static final class Run {

        private final Cluster cluster = new Cluster();
        private final List<String> saved = new ArrayList<>();
        private final List<Talk> talks = new ArrayList<>();
        private final List<Node> paused = new ArrayList<>();
        private final Random random;
        private int begun;
        private int depth;

        private Run(Random random) {
            this.random = random;
            for (int i = 0; i < 3; i++) {
                cluster.node(new InterleavedMap());
            }
        }

        private void play() throws Exception {
            while (begun < TURNS || !talks.isEmpty()) {
                step();
                talks.removeIf(Talk::isDone);
            }
            paused.forEach(Node::resume);
            cluster.pass(Duration.ofMinutes(1));

            assertThat(cluster.texts()).isEqualTo(saved).doesNotHaveDuplicates();
            assertThat(saved).hasSizeGreaterThan(TURNS / 4); // two messages each
            Request last = node().begin();
            cluster.pass(Duration.ofSeconds(16));
            assertThat(last.history()).isEqualTo(saved);
            CompletableFuture<Boolean> unused = last.turn.release();
            cluster.run();
            assertThat(cluster.nodes).allMatch(node -> node.conversations.isIdle());
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1 -> begin();
                case 2, 3, 4 -> node().runOne();
                case 5, 6 -> end();
                case 7 -> cluster.run();
                case 8 -> cluster.pass(Duration.ofMillis(random.nextInt(1_000)));
                case 9 -> cancel();
                default -> rareStep();
            }
        }

        private void rareStep() {
            switch (random.nextInt(10)) {
                case 0 -> kill();
                case 1 -> pause();
                case 2 -> resume();
                case 3 -> cluster.pass(Duration.ofSeconds(20));
                default -> cluster.run();
            }
        }

        private Node node() {
            return cluster.nodes.get(random.nextInt(cluster.nodes.size()));
        }

        private void begin() {
            if (begun < TURNS && talks.size() < MOST_TALKS) {
                Talk talk = new Talk(node(), "q" + begun, "a" + begun);
                begun++;
                talks.add(talk);
                talk.turn = talk.node.conversations.begin(Cluster.KEY, Cluster.SETTINGS, talk);
            }
        }

        private void end() {
            List<Talk> running = talks.stream()
                    .filter(talk -> talk.started && !paused.contains(talk.node))
                    .toList();
            if (!running.isEmpty()) {
                running.get(random.nextInt(running.size())).end();
            }
        }

        private void cancel() {
            if (!talks.isEmpty() && random.nextInt(4) == 0) {
                Talk talk = talks.get(random.nextInt(talks.size()));
                talk.cancelled = talk.turn.cancel() || talk.cancelled;
            }
        }

        /** The node never runs again; another one replaces it. */
        private void kill() {
            Node node = node();
            node.kill();
            talks.removeIf(talk -> talk.node == node);
            cluster.node(new InterleavedMap());
        }

        private void pause() {
            if (cluster.nodes.size() > 1) {
                Node node = node();
                node.kill();
                paused.add(node);
            }
        }

        private void resume() {
            paused.forEach(Node::resume);
            paused.clear();
        }

        /** One request. */
        private final class Talk implements Turn.Listener {

            private final Node node;
            private final String prompt;
            private final String reply;
            private Turn turn;
            private boolean started;
            private boolean cancelled;
            private boolean ends;
            private CompletableFuture<?> end;

            private Talk(Node node, String prompt, String reply) {
                this.node = node;
                this.prompt = prompt;
                this.reply = reply;
            }

            @Override
            public void ready(Turn ready) {
                assertThat(cancelled || started).isFalse();
                started = true;
                assertThat(ready.history()).extracting(AuraMessage::content).isEqualTo(saved);
            }

            @Override
            public void failed(ConversationException failure) {
                throw new AssertionError(failure);
            }

            private void end() {
                if (random.nextInt(3) == 0) {
                    ends = true;
                    end = turn.release();
                    return;
                }
                boolean again = ends; // perhaps during saveHere
                ends = true;
                List<AuraMessage> prompts = List.of(AuraMessage.user(prompt));
                CompletableFuture<Boolean> saving =
                        random.nextBoolean() ? turn.saveHere(prompts, reply) : turn.save(prompts, reply);
                end = saving;
                if (!again) {
                    CompletableFuture<Void> unused = saving.thenAccept(isSaved -> {
                        if (isSaved) {
                            saved.add(prompt);
                            saved.add(reply);
                        }
                    });
                }
            }

            private boolean isDone() {
                return cancelled || (end != null && end.isDone());
            }
        }

        /** Nodes and callers take steps before an operation of this node. */
        private final class InterleavedMap extends ConcurrentHashMap<String, String> {

            private static final long serialVersionUID = 1L;

            private void interleave() {
                if (depth < 3 && random.nextInt(3) == 0) {
                    depth++;
                    switch (random.nextInt(5)) {
                        case 0 -> cancel();
                        case 1 -> end();
                        default -> node().runOne();
                    }
                    depth--;
                }
            }

            @Override
            public String get(Object key) {
                interleave();
                return cluster.map.get(key);
            }

            @Override
            public String putIfAbsent(String key, String value) {
                interleave();
                return cluster.map.putIfAbsent(key, value);
            }

            @Override
            public boolean replace(String key, String oldValue, String newValue) {
                interleave();
                return cluster.map.replace(key, oldValue, newValue);
            }

            @Override
            public boolean remove(Object key, Object value) {
                interleave();
                return cluster.map.remove(key, value);
            }
        }
    }
}
