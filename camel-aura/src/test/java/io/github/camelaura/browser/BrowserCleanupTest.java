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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** A login with Chromium leaves no process, folder or thread behind, however and whenever it ends. */
@Tag("chromium")
class BrowserCleanupTest extends AuraTestSupport {

    /** The moment at which the login hangs. */
    enum Phase {
        /** The driver waits for the browser to start. */
        START,
        /** The browser waits for the first page. */
        PAGE,
        /** The browser waits for the response to the password. */
        POST
    }

    private final BrowserTraces traces = new BrowserTraces(ProcessHandle.current());
    private final Gate gate = new Gate();
    private LoginSite site;

    @TempDir
    private Path programs;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    @ParameterizedTest
    @EnumSource
    void killedDriverLeavesNoProcessFolderOrThread(Phase phase) throws Exception {
        CompletableFuture<Exchange> asked = hang(phase);

        traces.driver().destroyForcibly();

        assertFailed(asked);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void killedBrowserLeavesNoProcessFolderOrThread(Phase phase) throws Exception {
        CompletableFuture<Exchange> asked = hang(phase);

        traces.browser().destroyForcibly();

        assertFailed(asked);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource
    void loginTimeoutLeavesNoProcessFolderOrThread(Phase phase) throws Exception {
        CompletableFuture<Exchange> asked = hang(phase, "loginTimeout=10000");

        assertThat(assertFailed(asked)).isEqualTo(Reason.NOT_READY_IN_TIME);
        traces.awaitGone();
        BrowserTraces.awaitIdleThreads();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void processThatReadsTheFolderOfTheBrowserIsNotKilled() throws Exception {
        CompletableFuture<Exchange> asked = hang(Phase.POST);
        String driver =
                Files.readString(Path.of("/proc/" + traces.driver().pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
        String log = driver.replaceFirst("(?s).*--log-path=([^\0]+).*", "$1");
        Process reader = new ProcessBuilder("tail", "-f", log).start();
        try {
            gate.open();

            assertThat(await(asked).getException()).isNull();
            assertThat(reader.isAlive()).isTrue();
        } finally {
            reader.destroyForcibly();
        }
        traces.awaitGone();
    }

    @Test
    void driverThatNeverListensLeavesNoProcessFolderOrThread() throws Exception {
        CompletableFuture<Exchange> asked =
                ask(endpoint("browserDriver=" + hangingProgram(), "loginTimeout=5000"), "count");
        traces.driver();

        assertFailed(asked);
        traces.awaitGone();
        BrowserTraces.awaitIdleThreads();
    }

    /** Sends a request and returns when its login hangs. */
    private CompletableFuture<Exchange> hang(Phase phase, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        switch (phase) {
            case START -> all.add("browserBinary=" + hangingProgram());
            case PAGE -> site.page(LoginSite.Page.NEVER);
            case POST -> site.holdLogin(gate);
        }
        String endpoint = endpoint(all.toArray(String[]::new));
        CompletableFuture<Exchange> asked = ask(endpoint, "count");
        traces.browser();
        switch (phase) {
            case START -> {}
            case PAGE -> Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() > 0);
            case POST -> gate.awaitReached();
        }
        return asked;
    }

    private String endpoint(String... options) {
        List<String> all = new ArrayList<>(Chromium.options());
        all.add("loginUsername=" + LoginSite.USER);
        all.add("loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        all.addAll(List.of(options));
        return uri("support", all.toArray(String[]::new));
    }

    /** A program that hangs immediately after its start. */
    private Path hangingProgram() throws IOException {
        Path program = Files.writeString(programs.resolve("program"), "#!/bin/sh\nkill -STOP $$\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static Reason assertFailed(CompletableFuture<Exchange> asked) throws Exception {
        Exchange exchange = await(asked);
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return exchange.getException(AuraCredentialException.class).getReason();
    }

    private void assertNothingIsLeft() {
        traces.awaitGone();
        BrowserTraces.awaitIdleThreads();
    }
}
