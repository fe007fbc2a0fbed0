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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;

/** Conversations in a map of Hazelcast that three JVMs share. */
@Tag("hazelcast")
class ConversationClusterTest {

    private static final int NODES = 3;
    private static final int TURNS = 200;
    private static final int TURNS_PER_KILL = 70;
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final AuraServer server = AuraServer.start();
    private final List<Integer> ports = new ArrayList<>(Members.freePorts(NODES));
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @AfterEach
    void stop() throws Exception {
        for (NodeProcess node : nodes) {
            node.close();
        }
        server.close();
    }

    @Test
    void historyHasEachTurnThatEndedWellOnceAndInOrder() throws Exception {
        server.answer(request -> {
            String prompt = request.question();
            AuraReply reply = AuraReply.chunks("reply to ", prompt);
            return isBroken(prompt) ? reply.cut() : reply;
        });
        for (int node = 0; node < NODES; node++) {
            nodes.add(start(node));
            NodeProcess unused = nodes.get(0).awaitReady(); // members that all start at once may form several clusters
        }
        for (NodeProcess node : nodes) {
            NodeProcess unused = node.awaitReady();
        }
        Map<String, String> results = new HashMap<>();

        for (int kills = 0; results.size() < TURNS; ) {
            Map<String, Asked> round = new HashMap<>();
            for (int together = 1 + random.nextInt(2); together > 0; together--) {
                int node = random.nextInt(NODES);
                String prompt = "prompt-" + (results.size() + together) + (random.nextInt(3) == 0 ? "-broken" : "");
                round.put(prompt, new Asked(node, nodes.get(node).send("say " + ID + " " + prompt)));
            }
            if (results.size() > (kills + 1) * TURNS_PER_KILL) {
                kills++;
                nodes.get(round.values().iterator().next().node()).kill();
            }
            for (Map.Entry<String, Asked> asked : round.entrySet()) {
                String result = asked.getValue().result().get(120, TimeUnit.SECONDS);
                results.put(asked.getKey(), result);
                if (result.equals("killed")) {
                    restart(asked.getValue().node());
                }
            }
        }

        List<String> saved = prompts(nodes.get(0).call("history " + ID));
        assertThat(saved).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(saved)
                .as(
                        "those that ended well, in the order of their requests; of a killed node, nobody knows; seed %d",
                        seed)
                .isEqualTo(server.requests().stream()
                        .map(AuraRequest::question)
                        .filter(prompt -> results.get(prompt).equals("ok")
                                || (results.get(prompt).equals("killed") && saved.contains(prompt)))
                        .toList());
        assertThat(results).allSatisfy((prompt, result) -> assertThat(result)
                .isIn(isBroken(prompt) ? List.of("failed", "killed") : List.of("ok", "killed")));
        assertThat(server.requests()).extracting(AuraRequest::question).doesNotHaveDuplicates();
    }

    /** A request, and the node that sends it. */
    private record Asked(int node, CompletableFuture<String> result) {}

    private void restart(int node) throws Exception {
        nodes.get(node).close();
        Members.renew(ports, node);
        nodes.set(node, start(node));
        NodeProcess unused = nodes.get(node).awaitReady();
    }

    private NodeProcess start(int node) throws IOException {
        return NodeProcess.start(
                ConversationNode.class,
                String.valueOf(ports.get(node)),
                ports.stream().map(String::valueOf).collect(Collectors.joining(",")),
                server.baseUrl(),
                System.getProperty("examples"));
    }

    private static boolean isBroken(String prompt) {
        return prompt.endsWith("-broken");
    }

    /** Returns the prompts of a history in which each is followed by its reply. */
    private static List<String> prompts(String history) {
        List<String> lines = new String(Base64.getDecoder().decode(history), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            String prompt = lines.get(i).substring("user ".length());
            assertThat(lines.get(i + 1)).isEqualTo("assistant reply to " + prompt);
            prompts.add(prompt);
        }
        return prompts;
    }
}
