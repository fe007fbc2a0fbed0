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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** {@code chunkUnit}, {@code chunkInterval} and {@code chunkMinLength}. */
class ChunkUnitTest extends AuraTestSupport {

    /** An interval that never ends within a test. */
    private static final String LONG = "chunkInterval=1h";

    private final Gate gate = new Gate();
    private final Bodies chunks = new Bodies();

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void consumersReceiveUnitsOfTheirOwn(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("A b", "c. D", "ef.\nG", "hi"));
        Bodies lines = new Bodies();
        MockEndpoint sentences = getMockEndpoint("mock:sentences");
        routes(route -> {
            route.from("aura:support?chunkUnit=sentence&forwardOnCompleted=true&" + interval)
                    .to("mock:sentences");
            route.from("aura:support?chunkUnit=line&" + interval).process(lines);
            route.from("aura:support").process(chunks);
        });

        Exchange reply = await(ask(uri("support"), "count"));

        assertThat(chunks.rest()).containsExactly("A b", "c. D", "ef.\nG", "hi");
        assertThat(lines.rest()).containsExactly("A bc. Def.\n", "Ghi");
        assertThat(sentences.getReceivedExchanges())
                .extracting(each -> each.getMessage().getBody())
                .containsExactly("A bc. ", "Def.\n", "Ghi", "A bc. Def.\nGhi");
        assertThat(sentences.getReceivedExchanges())
                .extracting(each -> each.getMessage().getHeader(AuraConstants.CHUNK_INDEX))
                .containsExactly(0L, 1L, 2L, null);
        assertThat(sentences.getReceivedExchanges().get(3).getMessage().getHeader(AuraConstants.CHUNK_COUNT))
                .isEqualTo(3L);
        assertThat(reply.getMessage().getHeader(AuraConstants.CHUNK_COUNT)).isEqualTo(4L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void streamRepliesToReceivesUnitsAndTheRequestTheirNumber(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\nt", "wo\n", "three"));
        routes(route -> route.from("direct:chunks").process(chunks));

        Exchange reply =
                await(ask(uri("support", "chunkUnit=line", interval, "streamRepliesTo=direct:chunks"), "count"));

        assertThat(chunks.rest()).containsExactly("one\n", "two\n", "three");
        assertThat(reply.getMessage().getHeader(AuraConstants.CHUNK_COUNT)).isEqualTo(3L);
        assertThat(reply.getMessage().getBody()).isEqualTo("one\ntwo\nthree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void streamingBodyHasUnits(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\nt", "wo\n", "three"));
        splitting("chunkUnit=line", interval);

        await(ask("direct:ask", "count"));

        assertThat(chunks.rest()).containsExactly("one\n", "two\n", "three", "");
    }

    @ParameterizedTest
    @CsvSource({"chunkUnit=line, chunkInterval=0", "chunkUnit=line, chunkInterval=1h"})
    void unitIsEmittedBeforeTheServerSendsTheNextChunk(String unit, String interval) throws Exception {
        server().enqueue(AuraReply.chunks("on", "e\n").gate(gate).chunk("two"));
        routes(route -> route.from("aura:support?" + unit + "&" + interval).process(chunks));
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");

        assertThat(chunks.next()).isEqualTo("one\n");

        gate.open();
        await(asked);
        assertThat(chunks.rest()).containsExactly("two");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void intervalEmitsAnIncompleteUnit(boolean streaming) throws Exception {
        server().enqueue(AuraReply.chunks("on", "e").gate(gate).chunk(" two\nthree"));
        CompletableFuture<Exchange> asked;
        if (streaming) {
            splitting("chunkUnit=line", "chunkInterval=50");
            asked = ask("direct:ask", "count");
        } else {
            routes(route ->
                    route.from("aura:support?chunkUnit=line&chunkInterval=50").process(chunks));
            asked = ask(uri("support"), "count");
        }

        StringBuilder early = new StringBuilder();
        while (early.length() < 3) {
            early.append(chunks.next());
        }

        assertThat(early).hasToString("one");
        gate.open();
        await(asked);
        assertThat(String.join("", chunks.rest())).isEqualTo(" two\nthree");
    }

    @Test
    void chunksBecomeLongerIfARouteIsSlowerThanTheInterval() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Bodies arrivals = new Bodies();
        server().enqueue(AuraReply.chunks("one\n")
                .gate(gate)
                .chunk("two\n")
                .chunk("three\n")
                .chunk("four"));
        routes(route -> {
            route.from("aura:support?chunkUnit=line&chunkInterval=20")
                    .process(chunks)
                    .process(exchange -> slow.await());
            route.from("aura:support").process(arrivals);
        });
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        assertThat(chunks.next()).isEqualTo("one\n");
        gate.open();
        for (String arrival : List.of("one\n", "two\n", "three\n", "four")) {
            assertThat(arrivals.next()).as("read while the route is busy").isEqualTo(arrival);
        }

        long read = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - read > TimeUnit.MILLISECONDS.toNanos(20));
        slow.countDown();

        await(asked);
        assertThat(chunks.rest()).containsExactly("two\nthree\n", "four");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void failureFollowsWhatWasCollected(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\nt", "wo").cut());
        Bodies types = new Bodies();
        routes(route -> route.from("aura:support?forwardOnError=true&chunkUnit=line&" + interval)
                .process(chunks)
                .setBody()
                .header(AuraConstants.EVENT_TYPE)
                .process(types));

        Exchange exchange = await(ask(uri("support"), "count"));

        assertThat(exchange.getException()).isInstanceOf(AuraStreamException.class);
        assertThat(types.rest()).containsExactly("onNext", "onNext", "onError");
        assertThat(chunks.rest()).startsWith("one\n", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void failureOfAStreamingBodyFollowsWhatWasCollected(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\nt", "wo").cut());
        splitting("chunkUnit=line", interval);

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException(AuraStreamException.class)).isNotNull();
        assertThat(chunks.rest()).containsExactly("one\n", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void stopOnExceptionEndsTheStreamAndEmitsNoFurtherUnit(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\ntwo\nthr").gate(gate).chunk("ee"));
        routes(route -> route.from("aura:support?chunkUnit=line&" + interval)
                .process(chunks)
                .throwException(new IllegalStateException("no more")));

        Exchange exchange = await(ask(uri("support", "stopOnException=true"), "count"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraStreamException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(chunks.rest()).containsExactly("one\n");
        server().awaitClientGone(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void stopOnExceptionAlsoCountsForTheLastUnit(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one"));
        routes(route -> route.from("aura:support?chunkUnit=line&" + interval)
                .throwException(new IllegalStateException("no more")));

        assertThat(await(ask(uri("support", "stopOnException=true"), "count")).getException())
                .isInstanceOf(AuraStreamException.class);
    }

    @Test
    void closedIteratorWithAnIntervalDropsTheConnectionAndEndsItsThread() throws Exception {
        server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "chunkUnit=line", "chunkInterval=20"))
                .split(route.body())
                .streaming()
                .stopOnException()
                .throwException(new IllegalStateException("no more")));

        assertThat(await(ask("direct:ask", "count")).getException()).hasRootCauseMessage("no more");

        server().awaitClientGone(1);
        server().awaitOpenConnections(0);
        context.stop();
        awaitNoComponentThread();
    }

    @Test
    void consumerThatStopsDuringAStreamLeavesNoThread() throws Exception {
        server().enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two\n"));
        context.getShutdownStrategy().setTimeout(1);
        routes(route -> route.from("aura:support?chunkUnit=line&" + LONG)
                .routeId("lines")
                .process(chunks));
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        assertThat(chunks.next()).isEqualTo("one\n");

        context.getRouteController().stopRoute("lines", 1, TimeUnit.SECONDS);
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("one\ntwo\n");
        context.stop();
        awaitNoComponentThread();
    }

    @Test
    void requestTimeoutAnswersAlthoughARouteWithAnIntervalHangs() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        server().enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two"));
        routes(route -> route.from("aura:support?chunkUnit=line&" + LONG)
                .process(chunks)
                .process(exchange -> hanging.await()));
        CompletableFuture<Exchange> asked = ask(uri("support", "requestTimeout=500"), "count");
        assertThat(chunks.next()).isEqualTo("one\n");

        assertThat(await(asked).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("requestTimeout=500");

        hanging.countDown();
    }

    @ParameterizedTest
    @CsvSource({
        "chunkUnit=word, chunkUnit",
        "chunkInterval=-1, chunkInterval",
        "chunkMinLength=-1, chunkMinLength",
        "chunkLocale=de_, chunkLocale"
    })
    void invalidOptionIsNamed(String option, String name) {
        for (String uri : List.of("direct:ask", "aura:support?" + option)) {
            assertThatThrownBy(() -> routes(route -> route.from(uri).to(uri("support", option))))
                    .hasStackTraceContaining(name);
        }
    }

    @Test
    void chunkMinLengthJoinsShortUnits() throws Exception {
        server().enqueue(AuraReply.chunks("a\nb\nlonger line\nc"));
        routes(route ->
                route.from("aura:support?chunkUnit=line&chunkMinLength=4").process(chunks));

        await(ask(uri("support"), "count"));

        assertThat(chunks.rest()).containsExactly("a\nb\n", "longer line\n", "c");
    }

    private void splitting(String... options) throws Exception {
        String uri = uri("support", options) + "&streaming=true";
        routes(route ->
                route.from("direct:ask").to(uri).split(route.body()).streaming().process(chunks));
    }
}
