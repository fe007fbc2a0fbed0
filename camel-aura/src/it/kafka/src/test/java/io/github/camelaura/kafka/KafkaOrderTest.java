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
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The Kafka routes of the documentation, with several nodes on each side of a real broker. */
@Tag("kafka")
@Timeout(180)
class KafkaOrderTest {

    private static final String QUESTION = "question of ";
    private static final int PARTITIONS = 4;
    private static final int STREAMS = 20;
    private static final int CHUNKS = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static KafkaBroker broker;

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final List<CamelContext> nodes = new ArrayList<>();
    private final Records records = new Records();
    private final Gate half = new Gate();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start();
        broker.createTopic("chunks", PARTITIONS);
    }

    @AfterAll
    static void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @AfterEach
    void stopNodes() {
        nodes.forEach(CamelContext::stop);
    }

    @Test
    void streamsAreCompleteAndInOrder() throws Exception {
        readers("reader-1", "reader-2");
        half.open();

        List<String> streams = ids(ask("asker-1", "asker-2"));

        assertThat(streams).hasSize(STREAMS).doesNotHaveDuplicates();
        awaitEndOf(streams);
        for (String stream : streams) {
            assertWhole(records.of(stream));
        }
        Set<String> used = streams.stream()
                .map(stream -> records.of(stream).get(0))
                .map(first -> first.reader() + " " + first.partition())
                .collect(Collectors.toSet());
        assertThat(used).hasSizeGreaterThan(1);
    }

    @Test
    void otherReaderTakesOverFromAStoppedOne() throws Exception {
        List<CamelContext> readers = readers("reader-1", "reader-2");

        List<CompletableFuture<Exchange>> asked = ask("asker-1");
        half.awaitReached(STREAMS);
        readers.get(0).stop();
        half.open();

        List<String> streams = ids(asked);
        awaitEndOf(streams);
        for (String stream : streams) {
            assertWhole(records.withoutRepeats(stream));
        }
    }

    @Test
    void streamsWaitForARestartedBroker() throws Exception {
        readers("reader-1");

        List<CompletableFuture<Exchange>> asked = ask("asker-1");
        half.awaitReached(STREAMS);
        broker.kill();
        half.open();
        aura.server().awaitOpenStreams(0); // it has sent all
        assertThat(asked).noneMatch(CompletableFuture::isDone);
        broker.begin();

        List<String> streams = ids(asked);
        awaitEndOf(streams);
        for (String stream : streams) {
            assertWhole(records.withoutRepeats(stream));
        }
    }

    @Test
    void unstorableChunkEndsTheStreamWithStopOnException() throws Exception {
        ProducerTemplate asker =
                asker("asker-1", kafka -> kafka.getConfiguration().setMaxRequestSize(1000));
        aura.server().answer(request -> AuraReply.chunks("stored", "x".repeat(1000), "not read"));

        Exchange asked = asker.send(uri() + "&stopOnException=true", question("not stored"));

        assertThat(asked.getException())
                .isInstanceOf(AuraStreamException.class)
                .hasRootCauseInstanceOf(RecordTooLargeException.class)
                .extracting(failure -> ((AuraStreamException) failure).getChunksEmitted())
                .isEqualTo(2L);
    }

    @Test
    void brokenStreamIsStoredWithItsError() throws Exception {
        readers("reader-1");
        aura.server().answer(request -> AuraReply.chunks("one", "two").cut());

        Exchange asked = asker("asker-1", kafka -> {}).send(uri(), question("broken"));

        assertThat(asked.getException()).isInstanceOf(AuraStreamException.class);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(records.ofQuestion(QUESTION + "broken"))
                .extracting(Records.Entry::event, Records.Entry::body)
                .containsExactly(
                        tuple("onNext", "one"),
                        tuple("onNext", "two"),
                        tuple("onError", asked.getException().getMessage())));
    }

    /** Nodes that read, each with two consumers, when Kafka has shared the partitions out to all of them. */
    private List<CamelContext> readers(String... names) throws Exception {
        List<CamelContext> readers = new ArrayList<>();
        for (String name : names) {
            CamelContext reader = node(name, "chunks-from-kafka.yaml");
            KafkaConfiguration quick =
                    reader.getComponent("kafka", KafkaComponent.class).getConfiguration();
            quick.setHeartbeatIntervalMs(200);
            quick.setPollTimeoutMs(200L);
            reader.getCamelContextExtension().addLogListener((exchange, log, message) -> {
                records.add(exchange);
                return message;
            });
            reader.start();
            readers.add(reader);
        }
        int consumers = 2 * names.length;
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> broker.partitionsOfConsumers("readers"),
                        Collections.nCopies(consumers, PARTITIONS / consumers)::equals);
        return readers;
    }

    private ProducerTemplate asker(String name, Consumer<KafkaComponent> settings) throws Exception {
        CamelContext asker = node(name, "chunks-to-kafka.yaml");
        settings.accept(asker.getComponent("kafka", KafkaComponent.class));
        asker.start();
        return asker.createProducerTemplate();
    }

    private CamelContext node(String name, String routes) throws Exception {
        DefaultCamelContext node = new DefaultCamelContext();
        nodes.add(node);
        node.getCamelContextExtension().setName(name);
        node.getPropertiesComponent().addInitialProperty("kafka.brokers", broker.brokers());
        Path file = Path.of(System.getProperty("routes"), routes);
        PluginHelper.getRoutesLoader(node).loadRoutes(ResourceHelper.resolveResource(node, "file:" + file));
        return node;
    }

    /** Streams of all these nodes at once, which stop at half of their chunks until they may go on. */
    private List<CompletableFuture<Exchange>> ask(String... names) throws Exception {
        aura.server().answer(request -> {
            AuraReply reply = AuraReply.chunks(texts(0, CHUNKS / 2)).gate(half);
            for (String text : texts(CHUNKS / 2, CHUNKS)) {
                reply = reply.chunk(text);
            }
            return reply;
        });
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (String name : names) {
            ProducerTemplate asker = asker(name, kafka -> {});
            for (int i = 0; i < STREAMS / names.length; i++) {
                asked.add(asker.asyncSend(uri(), question(name + "/" + i)));
            }
        }
        return asked;
    }

    private String uri() {
        return "aura:support?baseUrl=" + aura.server().baseUrl();
    }

    private static Processor question(String text) {
        return exchange -> {
            exchange.getMessage().setBody(text);
            exchange.getMessage().setHeader("question", QUESTION + text);
        };
    }

    private static List<String> ids(List<CompletableFuture<Exchange>> asked) throws Exception {
        List<String> ids = new ArrayList<>();
        for (CompletableFuture<Exchange> one : asked) {
            Exchange exchange = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            ids.add(exchange.getMessage().getHeader(AuraConstants.STREAM_ID, String.class));
        }
        return ids;
    }

    private void awaitEndOf(List<String> streams) {
        Awaitility.await().atMost(PATIENCE).until(() -> streams.stream()
                .allMatch(id -> records.of(id).stream().anyMatch(Records.Entry::isEnd)));
    }

    private static String[] texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "wörd" + i).toArray(String[]::new);
    }

    /** All there is to come from a stream, its end included. */
    private static void assertWhole(List<Records.Entry> records) {
        assertThat(records).hasSize(CHUNKS + 1);
        List<Records.Entry> chunks = records.subList(0, CHUNKS);
        assertThat(chunks).extracting(Records.Entry::event).containsOnly("onNext");
        assertThat(chunks)
                .extracting(Records.Entry::index)
                .containsExactly(
                        IntStream.range(0, CHUNKS).mapToObj(String::valueOf).toArray(String[]::new));
        assertThat(chunks).extracting(Records.Entry::body).containsExactly(texts(0, CHUNKS));
        assertThat(records.get(CHUNKS))
                .extracting(Records.Entry::event, Records.Entry::count, Records.Entry::body)
                .containsExactly("onCompleted", String.valueOf(CHUNKS), "");
        assertThat(records)
                .extracting(Records.Entry::partition)
                .containsOnly(records.get(0).partition());
        assertThat(records)
                .extracting(Records.Entry::question)
                .containsOnly(records.get(0).question());
    }
}
