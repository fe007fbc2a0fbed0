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
package io.github.camelaura.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.LoginSite;

/** A JVM that receives SIGTERM during a login leaves no process and no file behind. */
@Tag("chromium")
class JvmStopTest extends AuraTestSupport {

    /** Runs a command, then waits until no process remains except those of this script, and prints "alone". */
    private static final String AND_THEN_ALONE = """
            "$@"
            echo "status $?"
            until left=$(cat /proc/[0-9]*/stat 2>/dev/null | cut -d' ' -f2,3 | grep -vE '^\\((tini|sh|cat|cut|grep|sleep)\\)')
                  test -z "$left"
            do echo "$left"; sleep 1
            done
            echo alone""";

    /** A short path, because Chrome creates a socket below it and the length of socket paths is limited. */
    private final Path temporary = Path.of(
            System.getProperty("java.io.tmpdir"),
            "jvm" + ProcessHandle.current().pid());

    private final Path output = temporary.resolveSibling(temporary.getFileName() + ".log");
    private LoginSite site;
    private Process process;

    @BeforeEach
    void protect() throws IOException {
        site = LoginSite.protect(server()).page(LoginSite.Page.NEVER);
        Files.createDirectory(temporary);
    }

    @AfterEach
    void cleanUp() throws IOException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Files.deleteIfExists(output);
        if (files().isEmpty()) {
            Files.delete(temporary);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "context"})
    void stoppedJvmLeavesNoProcessAndNoFile(String kind) throws Exception {
        process = start(java(kind));
        BrowserTraces traces = new BrowserTraces(process.toHandle());
        traces.browser();
        awaitPage();

        process.destroy(); // SIGTERM

        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        traces.assertGone();
        assertThat(files()).isEmpty();
    }

    @Test
    void stoppedJvmInAContainerWithInitLeavesNoProcessAndNoFile() throws Exception {
        List<String> container = container();
        List<String> command = new ArrayList<>(container);
        command.addAll(List.of("sh", "-c", AND_THEN_ALONE, "sh"));
        command.addAll(java("context"));
        process = start(command);
        BrowserTraces traces = new BrowserTraces(process.toHandle());
        traces.browser();
        awaitPage();

        java().destroy();

        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS))
                .as(Files.readString(output))
                .isTrue();
        assertThat(Files.readString(output)).contains("status 143").endsWith("alone\n");
        traces.assertGone();
        assertThat(files()).isEmpty();
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("TMPDIR", temporary.toString()); // for the browser
        return builder.start();
    }

    private List<String> java(String kind) {
        List<String> options = new ArrayList<>(Chromium.options());
        options.add("loginUsername=" + LoginSite.USER);
        options.add("loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                LoginMain.class.getName(),
                kind,
                uri("support", options.toArray(String[]::new)));
    }

    /**
     * The command prefix that runs a command in a PID namespace with an init that reaps processes. Skips the test if
     * the machine cannot do that.
     */
    private static List<String> container() {
        assumeTrue("root".equals(System.getProperty("user.name")), "Not root, who alone may make a PID namespace");
        for (String program : List.of("unshare", "tini")) {
            boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            assumeTrue(there, "No " + program + ": install it (Debian: packages util-linux, tini) to run this test");
        }
        return List.of("unshare", "--pid", "--fork", "--mount-proc", "tini", "--");
    }

    private ProcessHandle java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitPage() {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() > 0);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(temporary)) {
            return files.toList();
        }
    }
}
