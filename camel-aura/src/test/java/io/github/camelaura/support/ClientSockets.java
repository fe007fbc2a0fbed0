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
package io.github.camelaura.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** The TCP sockets of this machine that are connected to a server, read from the kernel's tables. */
public final class ClientSockets {

    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

    private static final String ESTABLISHED = "01";
    private static final String NOTHING_UNREAD = ":00000000";

    private ClientSockets() {}

    /** The number of sockets, without closed ones that linger in the kernel. */
    public static long to(int port) {
        return open(port).count();
    }

    /** Waits until each of them has received bytes, or an end, that its owner has not read. */
    public static void awaitNoneIdle(int port) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(AuraTestSupport.PATIENCE))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> open(port)
                        .noneMatch(field -> field[3].equals(ESTABLISHED) && field[4].endsWith(NOTHING_UNREAD)));
    }

    private static Stream<String[]> open(int port) {
        Assumptions.assumeTrue(Files.exists(TABLES.get(0)), "the kernel lists its sockets");
        String remotePort = String.format(":%04X", port);
        return TABLES.stream()
                .flatMap(ClientSockets::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(field -> field[2].endsWith(remotePort) && !field[9].equals("0"));
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
