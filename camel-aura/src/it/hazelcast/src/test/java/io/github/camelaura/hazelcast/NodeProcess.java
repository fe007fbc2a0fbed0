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
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A {@link Node} in a JVM of its own. It ends with its standard input, so it does not outlive this JVM. */
final class NodeProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final PrintWriter in;
    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>();
    private final CompletableFuture<String> ready = expect("ready");

    private NodeProcess(Process process) {
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread reader = new Thread(this::readAll, "node " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    static NodeProcess start(int port, String ports, String server) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                String.valueOf(port),
                ports,
                server,
                System.getProperty("examples"));
        return new NodeProcess(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
    }

    void awaitReady() throws Exception {
        ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends a prompt; the result is {@code ok}, {@code failed}, or {@code killed} if the node ended before it answered. */
    CompletableFuture<String> say(String id, String prompt) {
        CompletableFuture<String> result = expect(prompt);
        in.println("say " + id + " " + prompt);
        return result;
    }

    /** Returns the messages of a conversation in Base64, each in a line. */
    String history(String id) throws Exception {
        CompletableFuture<String> result = expect("history");
        in.println("history " + id);
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
                if (words[0].equals("history")) {
                    complete("history", words[1]);
                } else if (words[0].equals("ready")) {
                    complete("ready", "");
                } else if (words[0].equals("ok") || words[0].equals("failed")) {
                    complete(words[1], words[0]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            results.values().forEach(result -> result.complete("killed"));
        }
    }

    private void complete(String name, String result) {
        CompletableFuture<String> expected = results.remove(name);
        if (expected != null) {
            expected.complete(result);
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
