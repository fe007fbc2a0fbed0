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

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.hazelcast.core.HazelcastInstance;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/**
 * One node of a cluster: a member of Hazelcast, and the routes and properties of the page about conversations. The command {@code say id
 * prompt} has the result {@code ok} or {@code failed}; {@code history id} has the messages in Base64, each in a line.
 */
final class ConversationNode {

    private final Main main = new Main();

    private ConversationNode() {}

    /**
     * Runs a node until its standard input ends.
     *
     * @param args the port of this member, the ports of all members with commas, the address of the server, and the folder of the
     *     examples
     */
    public static void main(String... args) throws Exception {
        HazelcastInstance hazelcast = Members.start(
                Integer.parseInt(args[0]),
                Stream.of(args[1].split(",")).map(Integer::valueOf).toList());
        ConversationNode node = new ConversationNode();
        node.main.bind("conversations", hazelcast.<String, String>getMap("conversations"));
        node.main.setPropertyPlaceholderLocations("file:" + args[3] + "/hazelcast.properties");
        node.main.configure().withRoutesIncludePattern("file:" + args[3] + "/memory.yaml");
        node.main.addInitialProperty("camel.component.aura.base-url", args[2]);
        node.main.addInitialProperty("camel.component.aura.max-history-messages", "0");
        node.main.start();
        try {
            NodeCommands.run(node::run);
        } finally {
            node.main.stop();
            hazelcast.shutdown();
        }
    }

    private CompletableFuture<String> run(String line) throws Exception {
        String[] command = line.split(" ", 3);
        return command[0].equals("history")
                ? CompletableFuture.completedFuture(encoded(history(command[1])))
                : say(command[1], command[2]);
    }

    private CompletableFuture<String> say(String id, String prompt) throws Exception {
        return main.getCamelTemplate()
                .asyncSend("direct:say", exchange -> prepare(exchange, id, prompt))
                .thenApply(done -> done.getException() == null ? "ok" : "failed");
    }

    private List<?> history(String id) throws Exception {
        return main.getCamelTemplate()
                .send("direct:history", exchange -> prepare(exchange, id, null))
                .getMessage()
                .getBody(List.class);
    }

    private static void prepare(Exchange exchange, String id, String body) {
        exchange.getMessage().setBody(body);
        exchange.setProperty("sessionId", id);
    }

    private static String encoded(List<?> messages) {
        StringBuilder text = new StringBuilder();
        for (Object message : messages) {
            Map<?, ?> map = (Map<?, ?>) message;
            text.append(map.get("role")).append(' ').append(map.get("content")).append('\n');
        }
        return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
