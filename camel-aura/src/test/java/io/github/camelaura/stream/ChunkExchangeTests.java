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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chunks;
import io.github.camelaura.test.AuraReply;

/** The properties of a chunk's exchange, with new exchanges and with pooled ones. */
abstract class ChunkExchangeTests extends AuraTestSupport {

    private final Chunks chunks = new Chunks();

    @Test
    void chunkHasItsIndexAndItsStreamId() throws Exception {
        routes(r -> r.from("aura:support").process(chunks));
        server().enqueue(AuraReply.chunks("a", "b", "c"), AuraReply.chunks("d"));

        Exchange first = await(ask(uri("support"), "hi"));
        Exchange second = await(ask(uri("support"), "hi"));

        assertThat(chunks.rest()).extracting(Chunks.Seen::body).containsExactly("a", "b", "c", "d");
        assertThat(chunks.rest())
                .extracting(chunk -> chunk.header(AuraConstants.CHUNK_INDEX))
                .containsExactly(0L, 1L, 2L, 0L);
        assertThat(chunks.rest())
                .extracting(chunk -> chunk.header(AuraConstants.EVENT_TYPE))
                .containsOnly(AuraConstants.ON_NEXT);
        Object firstId = first.getMessage().getHeader(AuraConstants.STREAM_ID);
        Object secondId = second.getMessage().getHeader(AuraConstants.STREAM_ID);
        assertThat(firstId).isNotNull().isNotEqualTo(secondId);
        assertThat(chunks.rest())
                .extracting(chunk -> chunk.header(AuraConstants.STREAM_ID))
                .containsExactly(firstId, firstId, firstId, secondId);
    }

    @Test
    void chunkIsAnUntransactedCorrelatedInOnlyExchangeWithItsOwnUnitOfWork() throws Exception {
        Chunks asking = new Chunks();
        routes(r -> {
            r.from("aura:support").process(chunks);
            r.from("direct:ask")
                    .process(exchange -> {
                        exchange.setPattern(ExchangePattern.InOut);
                        exchange.getExchangeExtension().setTransacted(true);
                    })
                    .process(asking)
                    .to(uri("support"));
        });
        server().enqueue(AuraReply.chunks("a", "b"));

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();

        Chunks.Seen asker = asking.next();
        assertThat(asker.transacted()).isTrue();
        assertThat(chunks.rest()).hasSize(2).allSatisfy(chunk -> {
            assertThat(chunk.pattern()).isEqualTo(ExchangePattern.InOnly);
            assertThat(chunk.correlationId()).isEqualTo(asker.exchangeId());
            assertThat(chunk.exchangeId()).isNotEqualTo(asker.exchangeId());
            assertThat(chunk.transacted()).isFalse();
            assertThat(chunk.unitOfWork()).isNotNull().isNotSameAs(asker.unitOfWork());
        });
    }

    @Test
    void chunkCarriesTheHeadersOfTheCallersMessage() throws Exception {
        routes(r -> r.from("aura:support").process(chunks));
        server().enqueue(AuraReply.chunks("a"));

        askWith(uri("support"), headers());

        assertThat(caseInsensitive(chunks.next()).keySet())
                .containsExactlyInAnyOrder(
                        "customer",
                        "x-trace",
                        "JMSReplyTo",
                        "CamelFileName",
                        "CamelKafkaKey",
                        "userId",
                        AuraConstants.STREAM_ID,
                        AuraConstants.EVENT_TYPE,
                        AuraConstants.CHUNK_INDEX);
    }

    @Test
    void completionAndErrorCarryTheHeadersOfTheCallersMessage() throws Exception {
        routes(r -> r.from("aura:support?forwardOnCompleted=true&forwardOnError=true")
                .filter(r.header(AuraConstants.EVENT_TYPE).isNotEqualTo(AuraConstants.ON_NEXT))
                .process(chunks));
        server().enqueue(AuraReply.chunks("a"), AuraReply.error());

        askWith(uri("support"), headers());
        askWith(uri("support"), headers());

        assertThat(chunks.rest()).hasSize(2).allSatisfy(event -> {
            assertThat(event.header("customer")).isEqualTo("42");
            assertThat(caseInsensitive(event)).doesNotContainKeys("Authorization", "Cookie", AuraConstants.MODEL);
        });
    }

    @Test
    void copyHeadersFalseCopiesNoHeaders() throws Exception {
        routes(r -> r.from("aura:support").process(chunks));
        server().enqueue(AuraReply.chunks("a"));

        askWith(uri("support", "copyHeaders=false"), headers());

        assertThat(chunks.next().headers().keySet())
                .containsExactlyInAnyOrder(
                        AuraConstants.STREAM_ID, AuraConstants.EVENT_TYPE, AuraConstants.CHUNK_INDEX);
    }

    @Test
    void headersSetOnAChunkAreNotOnOthersOrOnTheCaller() throws Exception {
        routes(r -> {
            r.from("aura:support")
                    .process(chunks)
                    .setHeader("customer", r.constant("changed"))
                    .setHeader("own", r.constant("left behind"))
                    .setProperty("own", r.constant("left behind"));
            r.from("aura:support").process(chunks);
        });
        server().enqueue(AuraReply.chunks("a", "b"));

        Exchange asked = askWith(uri("support"), headers());

        assertThat(chunks.rest()).hasSize(4).allSatisfy(chunk -> {
            assertThat(chunk.header("customer")).isEqualTo("42");
            assertThat(chunk.header("own")).isNull();
        });
        assertThat(asked.getMessage().getHeaders())
                .containsEntry("customer", "42")
                .doesNotContainKey("own");
    }

    @Test
    void consumerWithForwardOnCompletedReceivesTheCompletion() throws Exception {
        routes(r -> {
            r.from("aura:support?forwardOnCompleted=true").process(chunks);
            r.from("aura:support").to("mock:others");
        });
        MockEndpoint others = getMockEndpoint("mock:others");
        server().enqueue(AuraReply.chunks("a", "b"));

        Exchange asked = await(ask(uri("support", "model=openchat_3.5"), "hi"));

        assertThat(chunks.rest()).extracting(Chunks.Seen::text).containsExactly("a", "b", "ab");
        isCompletionOf(asked, chunks.rest().get(2));
        assertThat(others.getExchanges()).hasSize(2);
    }

    @Test
    void consumerWithForwardOnErrorReceivesTheError() throws Exception {
        routes(r -> {
            r.from("aura:support?forwardOnError=true&forwardOnCompleted=true").process(chunks);
            r.from("aura:support").to("mock:others");
        });
        MockEndpoint others = getMockEndpoint("mock:others");
        server().enqueue(AuraReply.chunks("a", "b").stall());

        Exchange asked = await(ask(uri("support", "chunkTimeout=300"), "hi"));

        assertThat(chunks.rest()).hasSize(3);
        isErrorOf(asked, chunks.rest().get(2));
        assertThat(others.getExchanges()).hasSize(2);
    }

    @Test
    void streamRepliesToReceivesCompletionAndErrorWithTheProducersOptions() throws Exception {
        routes(r -> r.from("direct:chunks").process(chunks));
        String uri = uri(
                "support",
                "streamRepliesTo=direct:chunks",
                "forwardOnCompleted=true",
                "forwardOnError=true",
                "chunkTimeout=300",
                "model=openchat_3.5");
        server().enqueue(AuraReply.chunks("a", "b"), AuraReply.chunks("a", "b").stall());

        Exchange success = await(ask(uri, "hi"));
        Exchange failure = await(ask(uri, "hi"));

        List<Chunks.Seen> seen = chunks.rest();
        assertThat(seen).hasSize(6);
        assertThat(seen).extracting(Chunks.Seen::pattern).containsOnly(ExchangePattern.InOnly);
        assertThat(seen)
                .extracting(Chunks.Seen::correlationId)
                .containsOnly(success.getExchangeId(), failure.getExchangeId());
        isCompletionOf(success, seen.get(2));
        isErrorOf(failure, seen.get(5));
    }

    @Test
    void streamRepliesToReceivesOnlyChunksByDefault() throws Exception {
        routes(r -> r.from("direct:chunks").process(chunks));
        server().enqueue(AuraReply.chunks("a", "b"), AuraReply.error());
        String uri = uri("support", "streamRepliesTo=direct:chunks");

        await(ask(uri, "hi"));
        await(ask(uri, "hi"));

        assertThat(chunks.rest()).extracting(Chunks.Seen::text).containsExactly("a", "b");
    }

    private static void isCompletionOf(Exchange asked, Chunks.Seen event) {
        assertThat(event.body()).isEqualTo("ab");
        assertThat(event.headers()).doesNotContainKey(AuraConstants.CHUNK_INDEX);
        assertThat(event.header(AuraConstants.EVENT_TYPE)).isEqualTo(AuraConstants.ON_COMPLETED);
        assertThat(event.header(AuraConstants.CHUNK_COUNT)).isEqualTo(2L);
        assertThat(event.header(AuraConstants.RESPONSE_MODEL)).isEqualTo("openchat_3.5");
        for (String name : List.of(
                AuraConstants.STREAM_ID,
                AuraConstants.CHUNK_COUNT,
                AuraConstants.TIME_TO_FIRST_CHUNK,
                AuraConstants.DURATION,
                AuraConstants.RESPONSE_MODEL)) {
            assertThat(event.header(name))
                    .as(name)
                    .isNotNull()
                    .isEqualTo(asked.getMessage().getHeader(name));
        }
    }

    private static void isErrorOf(Exchange asked, Chunks.Seen event) {
        assertThat(event.header(AuraConstants.EVENT_TYPE)).isEqualTo(AuraConstants.ON_ERROR);
        assertThat(event.body()).isSameAs(asked.getException()).isInstanceOfSatisfying(AuraStreamException.class, e -> {
            assertThat(e.getPartialReply()).isEqualTo("ab");
            assertThat(e.getChunksEmitted()).isEqualTo(2);
        });
    }

    /** Headers that chunks carry, and many that they never carry, in upper and lower case. */
    private static Map<String, Object> headers() {
        Map<String, Object> headers = new TreeMap<>();
        for (String name : List.of(
                "authorization",
                "PROXY-Authorization",
                "cookie",
                "HOST",
                "transfer-encoding",
                "Content-type",
                "CONTENT-LENGTH",
                "content-Encoding",
                "Set-Cookie",
                "X-Api-Key",
                "X_API_KEY",
                "X-Auth-Token",
                "CF-Access-Client-Secret",
                "CF-Access-Jwt-Assertion",
                "private-key",
                "connection",
                "User-Agent",
                "Accept",
                "Accept-Language",
                "origin",
                "Referer",
                "Cache-Control",
                "X-Forwarded-For",
                "Sec-Fetch-Site",
                "Proxy-Connection",
                "If-None-Match",
                "www-authenticate",
                "CamelHttpUri",
                "camelhttppath",
                "CamelHttpQuery",
                "CamelAuraSystemMessage",
                "camelAuraChunkCount",
                "CamelAuraAnything",
                Exchange.REDELIVERED,
                Exchange.REDELIVERY_COUNTER,
                Exchange.REDELIVERY_MAX_COUNTER)) {
            headers.put(name, "secret");
        }
        headers.put(AuraConstants.MODEL, "openchat_3.6");
        headers.put("customer", "42");
        headers.put("x-trace", "abc");
        headers.put("JMSReplyTo", "queue");
        headers.put("CamelFileName", "a.txt");
        headers.put("CamelKafkaKey", "key");
        headers.put("userId", "jane");
        return headers;
    }

    private static Map<String, Object> caseInsensitive(Chunks.Seen event) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(event.headers());
        return headers;
    }

    private Exchange askWith(String uri, Map<String, Object> headers) throws Exception {
        CompletableFuture<Exchange> asked = template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody("hi");
            exchange.getMessage().setHeaders(new TreeMap<>(headers));
        });
        return await(asked);
    }
}
