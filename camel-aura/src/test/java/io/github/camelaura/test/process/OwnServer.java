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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A server in a process and a folder of its own, which both are gone after {@link #close}, or when this JVM ends. */
public final class OwnServer implements AutoCloseable {

    private static final int LINES_OF_LOG = 40;

    private final String name;
    private final Path folder;
    private final Thread lastResort = new Thread(this::end);
    private volatile Process process;

    /** With an empty folder, and nothing that runs yet. */
    public OwnServer(String name) {
        this.name = name;
        try {
            this.folder = Files.createTempDirectory("aura-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Runtime.getRuntime().addShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // The JVM is about to end, and nobody would clean up after us any more.
            Folders.delete(folder);
            throw e;
        }
    }

    public Path folder() {
        return folder;
    }

    /** What the process prints; a server may write there as well. */
    public Path log() {
        return folder.resolve("server.log");
    }

    public void start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        try {
            synchronized (this) {
                process = builder.start();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /** Fails with the end of the log when the process ends instead, or takes too long. */
    public void awaitReady(Duration patience, Callable<Boolean> ready) {
        try {
            Awaitility.await(name)
                    .atMost(patience)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(ready);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(name + " did not start:\n" + endOfLog(), e);
        }
    }

    /** For a process that only prepares something: fails with the end of the log if it failed, or takes too long. */
    public void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(name + " was not prepared:\n" + endOfLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a crash does it: the folder stays, and another process may be started there. */
    public synchronized void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            // The JVM is about to end, and the hook finds nothing left to do.
        }
    }

    private synchronized void end() {
        try {
            if (process != null) {
                new ProcessTree(process.toHandle()).end();
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size()));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
