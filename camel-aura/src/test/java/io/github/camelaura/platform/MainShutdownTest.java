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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The operating system stops Camel Main while a stream runs. */
class MainShutdownTest {

    private static final String ROUTES = """
            - route:
                from:
                  uri: timer:once
                  parameters:
                    repeatCount: 1
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: count
                    - to:
                        uri: aura:support
                    - log:
                        message: "reply: ${body}"
            - route:
                from:
                  uri: aura:support
                  steps:
                    - log:
                        message: "chunk: ${body}"
            """;

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void runningStreamCompletesBeforeTheProcessEnds(@TempDir Path folder) throws Exception {
        Gate rest = new Gate();
        aura.server().enqueue(AuraReply.chunks("one ").gate(rest).chunk("two"));
        Path routes = Files.writeString(folder.resolve("routes.yaml"), ROUTES);
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtest.log.level=info",
                        "-Dcamel.main.routes-include-pattern=file:" + routes,
                        "-Dcamel.component.aura.base-url=" + aura.server().baseUrl(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = java.inputReader(StandardCharsets.UTF_8)) {
            rest.awaitReached();
            java.toHandle().destroy(); // SIGTERM; the output stays open
            List<String> lines = new ArrayList<>();
            String line = output.readLine();
            while (line != null && !line.contains("inflight")) {
                lines.add(line);
                line = output.readLine();
            }
            assertThat(line).as("Camel waits for what is underway").isNotNull();
            rest.open();
            output.lines().forEach(lines::add);

            assertThat(lines)
                    .filteredOn(text -> text.contains("reply: ") || text.contains("chunk: "))
                    .extracting(text -> text.replaceFirst(".*(reply|chunk): ", "$1: "))
                    .containsExactlyInAnyOrder("chunk: one ", "chunk: two", "reply: one two");
            assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }
    }
}
