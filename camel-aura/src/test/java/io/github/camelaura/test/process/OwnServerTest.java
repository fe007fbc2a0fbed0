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
package io.github.camelaura.test.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server process that a test starts and ends. */
@Timeout(60)
class OwnServerTest {

    @Test
    void closedServerLeavesNoProcessesAndNoFiles() throws Exception {
        Path folder;
        ProcessHandle child;
        try (OwnServer server = new OwnServer("test")) {
            folder = server.folder();
            server.start(List.of("sh", "-c", "sleep 600 & echo $! >child; echo >ready; wait"), Map.of());
            server.awaitReady(Duration.ofSeconds(30), () -> Files.exists(folder.resolve("ready")));
            String pid = Files.readString(folder.resolve("child")).strip();
            child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            assertThat(child.isAlive()).isTrue();
        }
        assertThat(folder).doesNotExist();
        await().until(() -> !child.isAlive());
    }

    @Test
    void serverThatEndsEarlyFailsWithItsLog() {
        try (OwnServer server = new OwnServer("test")) {
            server.start(List.of("sh", "-c", "echo that is why"), Map.of());
            assertThatThrownBy(() -> server.awaitReady(Duration.ofSeconds(30), () -> false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("that is why");
        }
    }
}
