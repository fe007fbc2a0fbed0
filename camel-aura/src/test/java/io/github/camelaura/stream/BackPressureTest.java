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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.Gate;

/** Chunks are processed in order and one at a time; a slow route slows down only the reading of its own stream. */
class BackPressureTest extends AuraTestSupport {

    private static final int BIG_CHUNK = 64 * 1024;
    private static final int BIG_CHUNKS = 400;

    private final Held held = new Held();
    private final Bodies chunks = new Bodies();

    @AfterEach
    void letGo() {
        held.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "delay", "threads", "seda"})
    void chunksStayInOrderInRoutesThatChangeThreads(String kind) throws Exception {
        routes(r -> {
            switch (kind) {
                case "delay" -> r.from("aura:support").delay(1).asyncDelayed().process(chunks);
                case "threads" -> r.from("aura:support").threads(3).process(chunks);
                case "seda" -> {
                    r.from("aura:support").to("seda:chunks?waitForTaskToComplete=Always");
                    r.from("seda:chunks?concurrentConsumers=3").process(chunks);
                }
                default -> r.from("aura:support").process(chunks);
            }
        });
        server().enqueue(numbered(50));

        await(ask(uri("support"), "count"));

        assertThat(chunks.rest()).containsExactlyElementsOf(numbers(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "threads", "streamRepliesTo"})
    void slowRouteStopsTheReading(String kind) throws Exception {
        routes(r -> {
            switch (kind) {
                case "threads" -> r.from("aura:support").threads(2).process(held);
                case "streamRepliesTo" -> r.from("direct:chunks").process(held);
                default -> r.from("aura:support").process(held);
            }
        });
        server().enqueue(bigReply());
        String option = kind.equals("streamRepliesTo") ? "streamRepliesTo=direct:chunks" : "maxTokens=8192";

        CompletableFuture<Exchange> asked = ask(uri("support", "maxReplySize=100000000", option), "count");

        held.awaitReached();
        assertThat(chunksSentWhenNothingMoves()).isLessThan(BIG_CHUNKS);
        assertThat(asked).isNotDone();

        held.open();
        assertThat(await(asked).getMessage().getBody(String.class)).hasSize(BIG_CHUNKS * BIG_CHUNK);
    }

    /** A second thread reads for a body with comments, but no further than the next chunk. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void slowClientOfABodyForHttpStopsTheReading(String format) throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "maxReplySize=100000000", "streaming=true", "streamFormat=" + format))
                .process(exchange -> {
                    InputStream body = exchange.getMessage().getBody(InputStream.class);
                    assertThat(body.read()).isPositive();
                    held.process(exchange);
                    exchange.getMessage().setBody(body.readAllBytes());
                }));
        server().enqueue(bigReply());

        CompletableFuture<Exchange> asked = ask("direct:ask", "count");

        held.awaitReached();
        assertThat(chunksSentWhenNothingMoves()).isLessThan(BIG_CHUNKS);

        held.open();
        assertThat(await(asked).getMessage().getBody(byte[].class))
                .hasSizeGreaterThanOrEqualTo(BIG_CHUNKS * BIG_CHUNK - 1);
    }

    @Test
    void slowReaderOfAStreamingBodyStopsTheReading() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "maxReplySize=100000000", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(held));
        server().enqueue(bigReply());

        CompletableFuture<Exchange> asked = ask("direct:ask", "count");

        held.awaitReached();
        assertThat(chunksSentWhenNothingMoves()).isLessThan(BIG_CHUNKS);

        held.open();
        assertThat(await(asked).getException()).isNull();
        assertThat(server().chunksSent()).isEqualTo(BIG_CHUNKS);
    }

    @Test
    void nextConsumerReceivesAChunkAfterThePreviousHasProcessedIt() throws Exception {
        routes(r -> {
            r.from("aura:support").process(held);
            r.from("aura:support").process(chunks);
        });
        server().enqueue(numbered(2));

        CompletableFuture<Exchange> asked = ask(uri("support"), "count");

        held.awaitReached();
        assertThat(chunks.rest()).isEmpty();
        held.open();
        await(asked);
        assertThat(chunks.rest()).containsExactlyElementsOf(numbers(2));
    }

    @Test
    void slowStreamDoesNotDelayAnother() throws Exception {
        routes(r -> r.from("aura:support").filter(r.header("slow")).process(held));
        server().answer(request -> numbered(20));

        CompletableFuture<Exchange> slow = template.asyncSend(uri("support"), exchange -> {
            exchange.getMessage().setBody("slow");
            exchange.getMessage().setHeader("slow", true);
        });
        held.awaitReached();

        assertThat(await(ask(uri("support"), "quick")).getMessage().getBody()).isEqualTo(String.join("", numbers(20)));
        assertThat(slow).isNotDone();
        held.open();
    }

    @Test
    void consumerProcessesSeveralStreamsAtTheSameTime() throws Exception {
        routes(r -> r.from("aura:support").process(held));
        server().answer(request -> numbered(1));

        CompletableFuture<Exchange> one = ask(uri("support"), "one");
        CompletableFuture<Exchange> two = ask(uri("support"), "two");

        held.awaitReached();
        held.awaitReached();
        held.open();
        assertThat(await(one).getException()).isNull();
        assertThat(await(two).getException()).isNull();
    }

    @Test
    void streamDoesNotBlockTheCallersThread() throws Exception {
        Gate gate = new Gate();
        server().answer(request -> AuraReply.chunks("re: ").gate(gate).chunk(request.question()));
        routes(r -> r.from("seda:ask?concurrentConsumers=1").to(uri("support")).process(chunks));

        for (String question : List.of("a", "b", "c")) {
            template.sendBody("seda:ask", question);
        }

        gate.awaitReached(3); // one thread has sent three requests and waits for none of them
        gate.open();
        assertThat(List.of(chunks.next(), chunks.next(), chunks.next()))
                .containsExactlyInAnyOrder("re: a", "re: b", "re: c");
        assertThat(server().requests()).extracting(AuraRequest::question).contains("a", "b", "c");
    }

    private static AuraReply numbered(int count) {
        return AuraReply.chunks(numbers(count).toArray(String[]::new));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> i + " ").toList();
    }

    /** A reply that is larger than the buffers of two sockets. */
    private static AuraReply bigReply() {
        return AuraReply.chunks(IntStream.range(0, BIG_CHUNKS)
                .mapToObj(i -> "x".repeat(BIG_CHUNK))
                .toArray(String[]::new));
    }

    private long chunksSentWhenNothingMoves() {
        AtomicLong last = new AtomicLong(-1);
        Duration patience = Duration.ofSeconds(PATIENCE);
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(300)).until(() -> {
            long now = server().chunksSent();
            return last.getAndSet(now) == now;
        });
        return last.get();
    }
}
