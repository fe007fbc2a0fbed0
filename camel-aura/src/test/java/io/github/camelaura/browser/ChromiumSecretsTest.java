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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.manager.SeleniumManager;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.Gate;

/** Secrets of a login with Chromium. */
@Tag("chromium")
class ChromiumSecretsTest extends LoginSecretsTests {

    private final Gate gate = new Gate();

    @Override
    List<String> browser() {
        return Chromium.options();
    }

    private String uriWith(String argument) {
        String arguments = Chromium.options().stream().findFirst().orElse("browserArguments=") + " " + argument;
        return uri("support", arguments, "loginUsername=jane", "loginPassword=RAW(" + TYPED + ")");
    }

    /** Sends a request, and holds its login until the gate opens. */
    private CompletableFuture<Exchange> askAndHoldLogin(String uri) {
        site().holdLogin(gate);
        CompletableFuture<Exchange> asked = ask(uri, "count");
        gate.awaitReached();
        return asked;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void browserDoesNotGetTheEnvironmentOfTheJvm() throws Exception {
        String secret = System.getenv("AURA_TEST_SECRET"); // set by the build
        assertThat(secret).isNotEmpty();
        CompletableFuture<Exchange> asked = askAndHoldLogin("direct:ask");

        ProcessHandle browser = new BrowserTraces(ProcessHandle.current()).browser();

        assertThat(environment(ProcessHandle.current())).contains(secret);
        assertThat(environment(browser)).contains("PATH=").doesNotContain(secret);
        assertThat(environment(browser.parent().orElseThrow()))
                .as("ChromeDriver")
                .doesNotContain(secret);
        gate.open();
        await(asked);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void otherUsersCannotReadTheFolderOfTheBrowser() throws Exception {
        Gate gate = new Gate();
        site().holdLogin(gate);
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        gate.awaitReached();

        assertThat(new BrowserTraces(ProcessHandle.current()).look())
                .singleElement()
                .satisfies(folder -> assertThat(Files.getPosixFilePermissions(folder))
                        .isEqualTo(PosixFilePermissions.fromString("rwx------")));
        gate.open();
        await(asked);
    }

    /** Selenium Manager is a program that looks for browsers in the Internet. */
    @Test
    void seleniumManagerDoesNotRun() throws Exception {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(SeleniumManager.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {
                // every record is there at once
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        handler.setLevel(java.util.logging.Level.ALL);
        logger.setLevel(java.util.logging.Level.ALL);
        logger.addHandler(handler);
        try {
            assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }

        assertThat(records).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void browserAndDriverListenOnLoopbackOnly() throws Exception {
        CompletableFuture<Exchange> asked = askAndHoldLogin("direct:ask");

        ProcessHandle browser = new BrowserTraces(ProcessHandle.current()).browser();

        assertThat(listeningSockets(browser)).isNotEmpty().allMatch(ChromiumSecretsTest::isLoopback);
        assertThat(listeningSockets(browser.parent().orElseThrow()))
                .isNotEmpty()
                .allMatch(ChromiumSecretsTest::isLoopback);
        gate.open();
        await(asked);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void remoteDebuggingPipeClosesThePortOfTheBrowser() throws Exception {
        CompletableFuture<Exchange> asked = askAndHoldLogin(uriWith("--remote-debugging-pipe"));

        ProcessHandle browser = new BrowserTraces(ProcessHandle.current()).browser();

        assertThat(listeningSockets(browser)).isEmpty();
        gate.open();
        assertThat(await(asked).getException()).isNull();
    }

    /** The hosts that the security page names; a service of Chromium that begins later than a login ends is not seen. */
    @Test
    void browserContactsOnlyTheHostsThatAreDocumented(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("net-log.json");

        Exchange answered = await(ask(uriWith("--log-net-log=" + log), "count"));

        assertThat(answered.getException()).isNull();
        Matcher hosts =
                Pattern.compile("\"host\":\"([^\"]+)\"").matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
        assertThat(hosts.results()
                        .map(host ->
                                host.group(1).replaceFirst("^https?://", "").replaceFirst(":\\d+$", "")))
                .isSubsetOf("127.0.0.1", "accounts.google.com", "start.duckduckgo.com", "update.googleapis.com");
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("0100007F:") || address.startsWith("00000000000000000000000001000000:");
    }

    /** Returns the local addresses, as in {@code /proc/net/tcp}, of the sockets on which a process listens. */
    private static List<String> listeningSockets(ProcessHandle process) throws IOException {
        List<String> inodes;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            inodes = descriptors
                    .map(ChromiumSecretsTest::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .toList();
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/net/" + table))) {
                String[] columns = line.trim().split("\\s+");
                if ("0A".equals(columns[3]) && inodes.contains(columns[9])) { // 0A is LISTEN
                    addresses.add(columns[1]);
                }
            }
        }
        return addresses;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) { // closed meanwhile
            return "";
        }
    }

    private static String environment(ProcessHandle process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
    }

    /** Selenium's exceptions contain the command that failed, here the one that types the password. */
    @Test
    void failureOfAKilledBrowserShowsNoSecret() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            CompletableFuture<Exchange> asked = askAndHoldLogin("direct:ask");

            new BrowserTraces(ProcessHandle.current()).browser().destroyForcibly();

            assertThat(await(asked).getException()).isInstanceOf(AuraCredentialException.class);
            read(await(asked));
            read(log);
        }
        assertNoSecrets();
    }
}
