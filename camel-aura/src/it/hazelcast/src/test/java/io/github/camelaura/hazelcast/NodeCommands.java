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
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * The commands of a {@link NodeProcess} on the side of the node: each is a line with a number, which begins the line with its result.
 */
final class NodeCommands {

    /** Begins the output of a node that takes commands. */
    static final String READY = "ready";

    /** Runs a command. */
    interface Handler {

        /** Runs a command, which is a line without its number, and returns its result. */
        CompletableFuture<String> run(String command) throws Exception;
    }

    private NodeCommands() {}

    /** Runs the commands of the standard input until it ends. */
    static void run(Handler handler) throws IOException {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        print(out, READY);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split(" ", 2);
            CompletableFuture<Void> unused = result(handler, parts[1])
                    .exceptionally(Throwable::toString)
                    .thenAccept(result -> print(out, parts[0] + " " + result.replaceAll("\\R", " ")));
        }
    }

    private static CompletableFuture<String> result(Handler handler, String command) {
        try {
            return handler.run(command);
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static void print(PrintStream out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
