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
package io.github.camelaura.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServerExtension;

/** The documentation's conversations whose key in Kafka is the conversation, on two nodes. */
@Tag("kafka")
@Timeout(180)
class ConversationsFromKafkaTest {

    private static final int CONVERSATIONS = 6;
    private static final int TURNS = 5;

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();

    @Test
    void turnsOfEachConversationAreAnsweredInOrderWithTheirHistory() throws Exception {
        aura.server().answer(request -> AuraReply.chunks("reply to ", request.question()));
        try (KafkaBroker broker = KafkaBroker.start();
                CamelContext first = node(broker);
                CamelContext second = node(broker)) {
            broker.createTopic("questions", 4);
            broker.createTopic("answers", 4);
            first.start();
            second.start();

            ask(broker);
            List<ConsumerRecord<String, String>> answers = answers(broker);

            assertThat(answers).hasSize(CONVERSATIONS * TURNS);
            for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                String key = "conversation-" + conversation;
                assertThat(answers)
                        .filteredOn(answer -> answer.key().equals(key))
                        .extracting(ConsumerRecord::value)
                        .containsExactlyElementsOf(
                                questions(key).map(each -> "reply to " + each).toList());
                assertThat(lastRequest(key)).containsExactlyElementsOf(lastMessages(key));
            }
        }
    }

    private CamelContext node(KafkaBroker broker) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().addInitialProperty("kafka.brokers", broker.brokers());
        context.getRegistry().bind("conversations", store);
        context.getComponent("aura", AuraComponent.class)
                .getConfiguration()
                .setBaseUrl(aura.server().baseUrl());
        Path file = Path.of(System.getProperty("routes"), "conversations.yaml");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
        return context;
    }

    private static Stream<String> questions(String key) {
        return IntStream.range(0, TURNS).mapToObj(turn -> key + " question " + turn);
    }

    private static void ask(KafkaBroker broker) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.brokers()), new StringSerializer(), new StringSerializer())) {
            for (int turn = 0; turn < TURNS; turn++) {
                for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                    String key = "conversation-" + conversation;
                    var unused = producer.send(new ProducerRecord<>("questions", key, key + " question " + turn));
                }
            }
        }
    }

    private static List<ConsumerRecord<String, String>> answers(KafkaBroker broker) {
        List<ConsumerRecord<String, String>> answers = new ArrayList<>();
        Map<String, Object> options =
                Map.of("bootstrap.servers", broker.brokers(), "group.id", "test", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(options, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("answers"));
            Awaitility.await().atMost(Duration.ofSeconds(90)).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(answers::add);
                return answers.size() >= CONVERSATIONS * TURNS;
            });
        }
        return answers;
    }

    private List<String> lastRequest(String key) {
        String last = questions(key).skip(TURNS - 1).findFirst().orElseThrow();
        AuraRequest request = aura.server().requests().stream()
                .filter(each -> each.question().equals(last))
                .findFirst()
                .orElseThrow();
        return request.json().path("messages").findValuesAsText("content");
    }

    private static List<String> lastMessages(String key) {
        return questions(key)
                .flatMap(question -> Stream.of(question, "reply to " + question))
                .limit(TURNS * 2L - 1)
                .toList();
    }
}
