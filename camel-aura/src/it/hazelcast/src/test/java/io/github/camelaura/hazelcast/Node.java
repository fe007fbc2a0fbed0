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
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;

/**
 * One node of a cluster: a member of Hazelcast, and the routes and properties of the page about conversations. It reads
 * commands from its standard input ({@code say id prompt}, {@code history id}) and writes one line for each result.
 */
final class Node {

    private final Main main = new Main();

    private Node() {}

    /**
     * Runs a node until its standard input ends.
     *
     * @param args the port of this member, the ports of all members with commas, the address of the server, and the folder of the
     *     examples
     */
    public static void main(String... args) throws Exception {
        PrintStream out = System.out;
        Config config = new Config();
        config.setClusterName("conversations");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.heartbeat.failuredetector.type", "deadline");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        config.getNetworkConfig().setPort(Integer.parseInt(args[0])).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        for (String port : args[1].split(",")) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember("127.0.0.1:" + port);
        }
        HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config);
        Node node = new Node();
        node.main.bind("conversations", hazelcast.<String, String>getMap("conversations"));
        node.main.setPropertyPlaceholderLocations("file:" + args[3] + "/hazelcast.properties");
        node.main.configure().withRoutesIncludePattern("file:" + args[3] + "/memory.yaml");
        node.main.addInitialProperty("camel.component.aura.base-url", args[2]);
        node.main.addInitialProperty("camel.component.aura.max-history-messages", "0");
        node.main.start();
        out.println("ready");
        try {
            node.run(out);
        } finally {
            node.main.stop();
            hazelcast.shutdown();
        }
    }

    private void run(PrintStream out) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] command = line.split(" ", 3);
            if (command[0].equals("history")) {
                print(out, "history " + encoded(history(command[1])));
            } else {
                say(command[1], command[2], out);
            }
        }
    }

    private void say(String id, String prompt, PrintStream out) throws Exception {
        CompletableFuture<Void> unused = main.getCamelTemplate()
                .asyncSend("direct:say", exchange -> prepare(exchange, id, prompt))
                .thenAccept(done -> print(out, (done.getException() == null ? "ok " : "failed ") + prompt));
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

    private static void print(PrintStream out, String line) {
        synchronized (out) {
            out.println(line);
        }
    }
}
