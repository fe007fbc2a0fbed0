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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.assertj.core.groups.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The Kamelets of the documentation that send sentences to a real broker. */
@Tag("kafka")
@Timeout(180)
class SentencesToKafkaTest {

    private static final int PARTITIONS = 4;
    private static final int STREAMS = 20;
    private static final int SENTENCES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void sentencesOfEachStreamAreInOrderUnderItsKey() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            broker.createTopic("chunks", PARTITIONS);
            start(context, broker);

            List<String> streams = askTogether(context);

            Map<String, List<ConsumerRecord<String, String>>> records =
                    recordsOfKeys(broker, STREAMS * (SENTENCES + 1));
            assertThat(records.keySet()).containsExactlyInAnyOrderElementsOf(streams);
            records.forEach((key, ofStream) -> {
                assertThat(ofStream)
                        .extracting(record -> tuple(
                                header(record, "event"),
                                header(record, "index"),
                                header(record, "count"),
                                record.value()))
                        .containsExactlyElementsOf(expected());
                assertThat(ofStream)
                        .extracting(record -> header(record, "streamId"))
                        .containsOnly(key);
            });
        }
    }

    @Test
    void brokenStreamEndsWithItsFailure() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            broker.createTopic("chunks", PARTITIONS);
            start(context, broker);
            aura.server().enqueue(AuraReply.chunks("One sentence. And a p").cut());

            Exception failure = context.createProducerTemplate()
                    .send(uri(), exchange -> exchange.getMessage().setBody("count"))
                    .getException();

            assertThat(failure).isNotNull();
            assertThat(recordsOfKeys(broker, 3).values()).singleElement().satisfies(records -> assertThat(records)
                    .extracting(record -> header(record, "event"), ConsumerRecord::value)
                    .containsExactly(
                            tuple("onNext", "One sentence. "),
                            tuple("onNext", "And a p"),
                            tuple("onError", failure.getMessage())));
        }
    }

    private static void start(DefaultCamelContext context, KafkaBroker broker) throws Exception {
        context.getPropertiesComponent().addInitialProperty("kafka.brokers", broker.brokers());
        Path file = Path.of(System.getProperty("routes"), "sentences-to-kafka.yaml");
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
        context.start();
    }

    private String uri() {
        return "aura:support?baseUrl=" + aura.server().baseUrl();
    }

    /** Returns the ids of streams that run at the same time, and whose chunks end within sentences. */
    private List<String> askTogether(DefaultCamelContext context) throws Exception {
        Gate gate = new Gate();
        aura.server().answer(request -> {
            AuraReply reply = AuraReply.chunks("Senten").gate(gate).chunk("ce 0 is here. ");
            for (int i = 1; i < SENTENCES; i++) {
                reply = reply.chunk("Sentence " + i).chunk(" is here. ");
            }
            return reply;
        });
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            asked.add(context.createProducerTemplate()
                    .asyncSend(uri(), exchange -> exchange.getMessage().setBody("count")));
        }
        gate.awaitReached(STREAMS);
        gate.open();
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<Exchange> one : asked) {
            Exchange exchange = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            ids.add(exchange.getMessage().getHeader(AuraConstants.STREAM_ID, String.class));
        }
        return ids;
    }

    private static List<Tuple> expected() {
        List<Tuple> expected = new ArrayList<>();
        for (int i = 0; i < SENTENCES; i++) {
            expected.add(tuple("onNext", String.valueOf(i), null, "Sentence " + i + " is here. "));
        }
        expected.add(tuple("onCompleted", null, String.valueOf(SENTENCES), ""));
        return expected;
    }

    /** Reads so many records of the topic; those of a key are in the order of their partition. */
    private static Map<String, List<ConsumerRecord<String, String>>> recordsOfKeys(KafkaBroker broker, int number) {
        Map<String, List<ConsumerRecord<String, String>>> records = new LinkedHashMap<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.brokers()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(i -> new TopicPartition("chunks", i))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Awaitility.await().atMost(PATIENCE).pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> records.computeIfAbsent(record.key(), key -> new ArrayList<>())
                                .add(record));
                return records.values().stream().mapToInt(List::size).sum() >= number;
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
