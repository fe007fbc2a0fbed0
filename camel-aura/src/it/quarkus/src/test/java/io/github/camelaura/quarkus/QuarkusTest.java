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
package io.github.camelaura.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The Quarkus quick start in JVM mode: the application that Quarkus has built runs in a separate process. */
@Timeout(60)
class QuarkusTest {

    private static final Path QUICK_START = Path.of(System.getProperty("quick-start"));

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void quickStartSendsARequestAndEnds() throws Exception {
        Process quarkus = start(List.of(), Map.of());

        assertThat(output(quarkus))
                .anyMatch(line -> line.contains("features: [camel-core, camel-http, camel-yaml-dsl, cdi]"))
                .anyMatch(line -> line.endsWith("chunk 26: words."))
                .anyMatch(line -> line.contains("all of it: You asked: \"What is a route?\""));
        assertThat(quarkus.waitFor()).isZero();
    }

    @Test
    void runningStreamCompletesBeforeTheProcessEnds() throws Exception {
        Gate rest = new Gate();
        aura.server().enqueue(AuraReply.chunks("one ").gate(rest).chunk("two"));
        Process quarkus = start(ownServer("-Dcamel.main.duration-max-idle-seconds=0"), Map.of());
        try (BufferedReader output = quarkus.inputReader(StandardCharsets.UTF_8)) {
            rest.awaitReached();
            quarkus.toHandle().destroy(); // SIGTERM; its output stays open
            String line = output.readLine();
            while (line != null && !line.contains("inflight")) {
                line = output.readLine();
            }
            assertThat(line).as("Camel waits for what is underway").isNotNull();
            rest.open();

            assertThat(output.lines())
                    .anyMatch(text -> text.endsWith("chunk 1: two"))
                    .anyMatch(text -> text.endsWith("all of it: one two"))
                    .anyMatch(text -> text.contains("ask stopped in "));
            assertThat(quarkus.waitFor()).isEqualTo(128 + 15);
        } finally {
            quarkus.destroyForcibly();
        }
    }

    @Test
    void misspeltPropertyIsRejected() throws Exception {
        Process quarkus = start(ownServer("-Dcamel.component.aura.max-tokns=5"), Map.of());

        assertThat(output(quarkus)).anyMatch(line -> line.contains("(camel.component.aura.maxTokns=5)"));
        assertThat(quarkus.waitFor()).isOne();
    }

    @Test
    void misspeltOptionOfARouteIsRejected(@TempDir Path folder) throws Exception {
        String routes = Files.readString(QUICK_START.resolve("src/main/resources/camel/ask.yaml"));
        Path misspelt = Files.writeString(
                folder.resolve("ask.yaml"), routes.replace("uri: aura:support", "uri: aura:support?streamin=true"));
        Process quarkus = start(ownServer("-Dcamel.main.routes-include-pattern=file:" + misspelt), Map.of());

        assertThat(output(quarkus)).anyMatch(line -> line.contains("Unknown parameters=[{streamin=true}]"));
        assertThat(quarkus.waitFor()).isOne();
    }

    /** Of the environment, which has no small letters, Quarkus takes the names of properties that there are. */
    @Test
    void environmentVariableReplacesAnExistingProperty() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two"));
        Process quarkus = start(
                List.of("-Dcamel.beans.server=#class:java.lang.Object", "-Dcamel.main.duration-max-seconds=4"),
                Map.of("CAMEL_COMPONENT_AURA_BASE_URL", aura.server().baseUrl()));

        assertThat(output(quarkus)).anyMatch(line -> line.endsWith("all of it: one two"));
        assertThat(quarkus.waitFor()).isZero();
    }

    /** It is so with all components, and the documentation says so. */
    @Test
    void environmentVariableOfANewPropertyIsRejected() throws Exception {
        Process quarkus = start(ownServer(), Map.of("CAMEL_COMPONENT_AURA_MAX_TOKENS", "5"));

        assertThat(output(quarkus)).anyMatch(line -> line.contains("max.tokens"));
        assertThat(quarkus.waitFor()).isOne();
    }

    /** The server of the test in place of that of the quick start. */
    private List<String> ownServer(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Dcamel.beans.server=#class:java.lang.Object");
        all.add("-Dcamel.component.aura.base-url=" + aura.server().baseUrl());
        return all;
    }

    private static Process start(List<String> options, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(QUICK_START.resolve("target/quarkus-app/quarkus-run.jar").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<String> output(Process process) throws Exception {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            return reader.lines().toList();
        } finally {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
