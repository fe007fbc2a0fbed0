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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node in a JVM of its own, which takes {@link NodeCommands}. It ends with its standard input, so it does not outlive this JVM. Its
 * log is its standard error, in a file of the folder {@code target}.
 */
final class NodeProcess implements AutoCloseable {

    /** The result of a command whose node ended before it answered. */
    static final String KILLED = "killed";

    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final PrintWriter in;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = expect(NodeCommands.READY);

    private NodeProcess(Process process) {
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::readAll, "node " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a JVM. */
    static NodeProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1", // this and the next: starts sooner
                "-XX:+UseSerialGC",
                "-Dhazelcast.logging.type=none",
                "-Dtest.log.level=" + System.getProperty("test.log.level", "warn"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path log = Path.of("target", main.getSimpleName() + "-" + arguments[0] + ".log");
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(Redirect.appendTo(log.toFile()))
                .start());
    }

    NodeProcess awaitReady() throws Exception {
        ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    /** Starts a command. */
    CompletableFuture<String> send(String command) {
        String number = String.valueOf(commands.incrementAndGet());
        CompletableFuture<String> result = expect(number);
        in.println(number + " " + command);
        if (!process.isAlive()) { // its output may have ended before the result was expected
            result.complete(KILLED);
        }
        return result;
    }

    /** Runs a command. */
    String call(String command) throws Exception {
        return send(command).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the process without a chance to clean up. */
    void kill() {
        process.destroyForcibly();
    }

    private CompletableFuture<String> expect(String name) {
        return results.computeIfAbsent(name, unused -> new CompletableFuture<>());
    }

    private void readAll() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", 2);
                CompletableFuture<String> expected = results.remove(words[0]);
                if (expected != null) {
                    expected.complete(words.length == 1 ? "" : words[1]);
                }
            }
        } catch (IOException e) { // the process was killed while a line was read
            LOG.debug("The output of a node ended", e);
        } finally {
            results.values().forEach(result -> result.complete(KILLED));
        }
    }

    @Override
    public void close() throws InterruptedException {
        in.close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
