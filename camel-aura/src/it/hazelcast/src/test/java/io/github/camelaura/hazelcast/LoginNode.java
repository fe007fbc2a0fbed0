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

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.hazelcast.core.HazelcastInstance;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

import io.github.camelaura.test.AuraServer;

/**
 * One node of a cluster whose nodes share logins. Its commands:
 *
 * <ul>
 *   <li>{@code start map name=value ...} starts a Camel context with options of the component, and a map as {@code credentialStore};
 *       the one before stops
 *   <li>{@code ask prompt} has the result {@code ok}, or {@code failed} with the message
 *   <li>{@code load seconds number} sends so many requests at a time, and has the number of requests and those that failed, with the
 *       message of one
 * </ul>
 */
final class LoginNode {

    private static final String ENDPOINT = "aura:support";

    private final HazelcastInstance hazelcast;
    private Main main = new Main();

    private LoginNode(HazelcastInstance hazelcast) {
        this.hazelcast = hazelcast;
    }

    /**
     * Runs a node until its standard input ends.
     *
     * @param args the port of this member, or any text that is not a number for a client, and the ports of all members with commas
     */
    public static void main(String... args) throws Exception {
        var ports = Stream.of(args[1].split(",")).map(Integer::valueOf).toList();
        LoginNode node = new LoginNode(
                args[0].matches("\\d+") ? Members.start(Integer.parseInt(args[0]), ports) : Members.connect(ports));
        try {
            NodeCommands.run(node::run);
        } finally {
            node.main.stop();
            node.hazelcast.shutdown();
        }
    }

    private CompletableFuture<String> run(String line) throws Exception {
        String[] command = line.split(" ", 3);
        return switch (command[0]) {
            case "start" -> CompletableFuture.completedFuture(start(command[1], command[2]));
            case "ask" -> ask(command[1]).thenApply(failure -> failure == null ? "ok" : "failed " + failure);
            case "load" -> load(Integer.parseInt(command[1]), Integer.parseInt(command[2]));
            default -> throw new IllegalArgumentException(line);
        };
    }

    private String start(String map, String options) throws Exception {
        main.stop();
        main = new Main();
        main.configure().setShutdownTimeout(5);
        main.bind("logins", hazelcast.<String, String>getMap(map));
        main.addInitialProperty("camel.component.aura.credential-store", "#bean:logins");
        for (String option : options.split(" ")) {
            String[] parts = option.split("=", 2);
            main.addInitialProperty("camel.component.aura." + parts[0], parts[1]);
        }
        main.start();
        return "ok";
    }

    /** Sends a request; the result is null, or why it failed. */
    private CompletableFuture<String> ask(String prompt) throws Exception {
        return main.getCamelTemplate()
                .asyncSend(ENDPOINT, exchange -> exchange.getMessage().setBody(prompt))
                .thenApply(exchange -> failure(exchange, prompt));
    }

    private static String failure(Exchange exchange, String prompt) {
        if (exchange.getException() != null) {
            return exchange.getException().toString();
        }
        String reply = exchange.getMessage().getBody(String.class);
        return AuraServer.replyTo(prompt).equals(reply) ? null : "with the reply " + reply;
    }

    private CompletableFuture<String> load(int seconds, int number) {
        Load load = new Load(() -> ask("count"), seconds);
        return CompletableFuture.allOf(IntStream.range(0, number)
                        .mapToObj(each -> load.begin())
                        .toArray(CompletableFuture<?>[]::new))
                .thenApply(unused -> load.result());
    }
}
