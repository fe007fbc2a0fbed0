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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.login.SharedNodes.Node;

/** Random requests, ended sessions and kills in a cluster of nodes. */
@Timeout(120)
class SharedClusterTest {

    private static final int RUNS = 200;
    private static final int RUNS_WITH_KILLS = 16;

    @Test
    void eachSessionThatTheServerEndsCausesOneLogin() throws Exception {
        runs(RUNS, seed -> {
            try (SharedNodes nodes = new SharedNodes()) {
                Run run = new Run(nodes, seed);
                run.steps(6, false);
                run.ends();
                assertThat(run.site.passwords()).as("seed " + seed).isEqualTo(run.expected());
            }
        });
    }

    @Test
    void eachKilledNodeCausesOneFurtherPasswordAtMost() throws Exception {
        runs(RUNS_WITH_KILLS, seed -> {
            try (SharedNodes nodes = new SharedNodes()) {
                Run run = new Run(nodes, seed);
                run.steps(4, true);
                run.ends();
                assertThat(run.site.passwords()).as("seed " + seed).isLessThanOrEqualTo(run.expected() + run.killed);
            }
        });
    }

    private interface Seeded {
        void run(int seed) throws Exception;
    }

    /** Has clusters run at the same time, because their nodes mostly wait for each other. */
    private static void runs(int count, Seeded run) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> done = IntStream.rangeClosed(1, count)
                    .<Future<?>>mapToObj(seed -> threads.submit(() -> {
                        run.run(seed);
                        return null;
                    }))
                    .toList();
            for (Future<?> each : done) {
                Object unused = each.get(100, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** One cluster with random events. */
    private static final class Run {

        private final SharedNodes nodes;
        private final int seed;
        private final Random random;
        private final OneSessionSite site = new OneSessionSite();
        private final List<Node> live = new ArrayList<>();
        private int ended;
        private int killed;

        Run(SharedNodes nodes, int seed) {
            this.nodes = nodes;
            this.seed = seed;
            this.random = new Random(seed);
            for (int node = 0; node < 3; node++) {
                start("node" + node);
            }
        }

        private void start(String name) {
            Node node = nodes.start(name, Duration.ofSeconds(random.nextInt(121) - 60));
            site.serves(node);
            live.add(node);
        }

        int expected() {
            return ended + 1;
        }

        void steps(int count, boolean kills) throws Exception {
            requests();
            for (int step = 0; step < count; step++) {
                awaitAccepted();
                if (random.nextInt(2) == 0) {
                    site.end();
                    ended++;
                    if (kills && random.nextInt(2) == 0) {
                        kill(live.get(random.nextInt(live.size())));
                    }
                }
                requests();
            }
        }

        /** Has a node send the password and die. */
        private void kill(Node node) throws Exception {
            site.killsAfterPassword(node);
            CompletableFuture<?> dying = request(node);
            Awaitility.await("seed " + seed).until(node.executor::isShutdown);
            dying.cancel(false);
            live.remove(node);
            killed++;
            start("node" + (killed + 3));
        }

        /** Sends a request of each of some random nodes at the same time. All must succeed. */
        private void requests() throws Exception {
            List<Node> some = new ArrayList<>(live);
            Collections.shuffle(some, random);
            List<CompletableFuture<Integer>> requests = some.stream()
                    .limit(1L + random.nextInt(live.size()))
                    .map(this::request)
                    .toList();
            CompletableFuture<?> all = CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new));
            Awaitility.await("seed " + seed)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> {
                        live.forEach(
                                node -> node.nanoTime.addAndGet(TimeUnit.MILLISECONDS.toNanos(killed == 0 ? 0 : 50)));
                        return all.isDone();
                    });
            try {
                Object unused = all.get();
            } catch (Exception e) {
                throw new AssertionError("seed " + seed, e);
            }
        }

        private CompletableFuture<Integer> request(Node node) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return site.request(node, false);
                        } catch (Exception e) {
                            throw new IllegalStateException(e.getMessage(), e);
                        }
                    },
                    node.executor);
        }

        private void awaitAccepted() {
            Awaitility.await("seed " + seed).pollInterval(Duration.ofMillis(1)).until(() -> {
                SharedAccount account = live.get(0).storedAccount();
                return account.holder() == null && account.unaccepted().isEmpty();
            });
        }

        /** All nodes use the same session, and nothing runs any more. */
        void ends() throws Exception {
            awaitAccepted();
            for (Node node : live) {
                int unused = site.request(node, false);
            }
            assertThat(live).as("seed " + seed).allSatisfy(node -> {
                assertThat(node.cookies(node.session.get(null, null)))
                        .isEqualTo("session="
                                + live.get(0).storedSession().cookies().get(0).value());
            });
            assertThat(site.overlapped).as("seed " + seed).isFalse();
            Awaitility.await("seed " + seed).pollInterval(Duration.ofMillis(1)).until(() -> live.stream()
                    .allMatch(node -> node.session.runs().isEmpty()
                            && node.timer.repeated() == 0
                            && ((ThreadPoolExecutor) node.executor).getActiveCount() == 0));
        }
    }
}
