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
package io.github.camelaura.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three JVMs share the session of an account, which expires every ten seconds while they send requests. {@code -Dsoak.seconds} sets for
 * how long.
 */
@Tag("hazelcast")
class LoginExpiryTest {

    private static final int SECONDS_PER_SESSION = 10;
    private static final int REQUESTS_AT_A_TIME = 4;

    @TempDir
    Path folder;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private LoginCluster cluster;
    private ProtectedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new ProtectedServer(folder);
        cluster = LoginCluster.start(3);
    }

    @AfterEach
    void stop() throws Exception {
        timer.shutdownNow();
        cluster.close();
        server.close();
    }

    @Test
    void noRequestFailsForSeconds() throws Exception {
        run(Integer.getInteger("soak.seconds", 30));
    }

    @Test
    @Tag("soak")
    void noRequestFailsForFiveMinutes() throws Exception {
        run(Integer.getInteger("soak.seconds", 300));
    }

    private void run(int seconds) throws Exception {
        server.connect(cluster.nodes());
        List<CompletableFuture<String>> loads = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            loads.add(node.send("load " + seconds + " " + REQUESTS_AT_A_TIME));
        }
        var unused = timer.scheduleAtFixedRate(
                server.site()::expireSessions, SECONDS_PER_SESSION, SECONDS_PER_SESSION, TimeUnit.SECONDS);

        for (CompletableFuture<String> load : loads) {
            String result = load.get(seconds + 120, TimeUnit.SECONDS);
            assertThat(result).matches("[1-9]\\d+ 0 ");
        }
        int expiries = seconds / SECONDS_PER_SESSION;
        assertThat(server.site().passwords())
                .as("one for each session, of which there are fewer if logins are slow")
                .isBetween(expiries / 2, expiries + 2);
    }
}
