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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The example routes with Kamelets. Those with Kafka run in a module of their own. */
@ExtendWith(AuraServerExtension.class)
class KameletExamplesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> log = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void askActionReturnsTheReplyAndChunksSourceEmitsSentences(AuraServer server) throws Exception {
        start(server, "kamelet-ask.yaml", "kamelet-chunks.yaml");
        server.enqueue(AuraReply.chunks("One sen", "tence. And an", "other."));

        assertThat(context.createProducerTemplate().requestBody("direct:ask", "count"))
                .isEqualTo("One sentence. And another.");
        assertThat(log).containsExactly("One sentence. ", "And another.");
    }

    @Test
    void askActionRemembersTheConversationOfTheSession(AuraServer server) throws Exception {
        context.getRegistry().bind("conversations", new ConcurrentHashMap<String, String>());
        start(server, "kamelet-memory.yaml");
        server.enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));

        send("direct:ask", "jane").get(60, TimeUnit.SECONDS);
        send("direct:ask", "jane").get(60, TimeUnit.SECONDS);

        assertThat(server.requests().get(1).json().path("messages").findValuesAsText("content"))
                .containsExactly("count", "one", "count");
    }

    @Test
    void cancelActionCancelsOnlyStreamsOfTheSession(AuraServer server) throws Exception {
        start(server, "kamelet-cancel.yaml");
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        CompletableFuture<Exchange> janes = send("direct:ask", "jane");
        CompletableFuture<Exchange> johns = send("direct:ask", "john");
        gate.awaitReached(2);

        send("direct:stop", "jane").get(60, TimeUnit.SECONDS);

        assertThat(log).containsExactly("1 streams were cancelled");
        assertThat(janes.get(60, TimeUnit.SECONDS).getException())
                .isInstanceOfSatisfying(AuraStreamException.class, failure -> assertThat(failure.getReason())
                        .isEqualTo(AuraStreamException.Reason.CANCELLED));
        gate.open();
        assertThat(johns.get(60, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("Hello");
    }

    @Test
    void kafkaSinkHasTheStepsOfTheRouteThatRunsOnEachVersionOfCamel() throws Exception {
        String kamelet = Docs.resource("/kamelets/aura-kafka-sink.kamelet.yaml");
        String route = Files.readString(Docs.EXAMPLES.resolve("kafka/chunks-to-kafka.yaml"));

        assertThat(stepsBeforeKafka(kamelet)).startsWith("- setHeader:").isEqualTo(stepsBeforeKafka(route));
    }

    private static String stepsBeforeKafka(String yaml) {
        String steps = yaml.substring(yaml.indexOf("        - setHeader:"), yaml.indexOf("        - to:"));
        return steps.lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private void start(AuraServer server, String... files) throws Exception {
        context.getPropertiesComponent().addInitialProperty("chat.url", server.baseUrl());
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            log.add(message);
            return message;
        });
        for (String file : files) {
            String resource = "file:" + Docs.EXAMPLES.resolve(file);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, resource));
        }
        context.start();
    }

    private CompletableFuture<Exchange> send(String uri, String session) {
        return context.createProducerTemplate().asyncSend(uri, exchange -> {
            exchange.getMessage().setBody("count");
            exchange.setProperty("sessionId", session);
        });
    }
}
