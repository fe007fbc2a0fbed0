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
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.hazelcast.core.HazelcastInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two JVMs share the session of an account in a map of Hazelcast, of which they are clients, and which stops and starts again. */
@Tag("hazelcast")
@Timeout(180)
class CredentialStoreOutageTest {

    private static final String ASK = "ask count";

    @TempDir
    Path folder;

    private final List<Integer> ports = Members.freePorts(1);
    private HazelcastInstance store;
    private ProtectedServer server;
    private NodeProcess first;
    private NodeProcess second;

    @BeforeEach
    void start() throws Exception {
        server = new ProtectedServer(folder);
        startStore();
        first = LoginCluster.startNode("first", ports);
        second = LoginCluster.startNode("second", ports);
        server.connect(List.of(first.awaitReady(), second.awaitReady()));
    }

    @AfterEach
    void stop() throws Exception {
        first.kill();
        second.kill();
        first.close();
        second.close();
        store.shutdown();
        server.close();
    }

    private void startStore() {
        store = Members.start(ports.get(0), ports);
    }

    @Test
    void requestsNeedTheStoreOnlyForALogin() throws Exception {
        assertThat(first.call(ASK)).isEqualTo("ok");

        store.shutdown();
        CompletableFuture<String> withoutCredential = second.send(ASK);
        for (int request = 0; request < 10; request++) {
            assertThat(first.call(ASK)).isEqualTo("ok");
        }
        assertThat(withoutCredential.get(60, TimeUnit.SECONDS))
                .startsWith("failed")
                .contains("credentialStore");
        assertThat(server.site().passwords()).isEqualTo(1);

        startStore();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(second.call(ASK)).isEqualTo("ok"));
        assertThat(first.call(ASK)).isEqualTo("ok");
        assertThat(second.call(ASK)).isEqualTo("ok");
        assertThat(server.site().passwords())
                .as(
                        "the second login ends the session of the first one, which ignores a session that is not newer than its own")
                .isBetween(2, 3);
    }
}
