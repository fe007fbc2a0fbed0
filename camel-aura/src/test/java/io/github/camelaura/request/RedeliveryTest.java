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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** Redelivery repeats a request before its first chunk, and never after it. */
class RedeliveryTest extends AuraTestSupport {

    private final Bodies chunks = new Bodies();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redeliveryRepeatsARequestWithoutChunks(boolean streaming) throws Exception {
        server().answer(request -> AuraReply.error());
        route(uri("support", "streaming=" + streaming));

        assertThat(await(ask("direct:ask", "hi")).getException()).isInstanceOf(AuraHttpException.class);

        assertThat(server().requests()).hasSize(3);
    }

    @Test
    void redeliveryAfterAnEmptyReplySucceeds() throws Exception {
        server().enqueue(AuraReply.empty(), AuraReply.chunks("a", "b"));
        route(uri("support"));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("ab");
        assertThat(server().requests()).hasSize(2);
        assertThat(chunks.rest()).containsExactly("a", "b");
    }

    @Test
    void redeliveryDoesNotRepeatARequestWithAChunk() throws Exception {
        server().enqueue(AuraReply.chunks("a").stall());
        route(uri("support", "chunkTimeout=300"));

        assertThat(await(ask("direct:ask", "hi")).getException()).isInstanceOf(AuraStreamException.class);

        assertThat(server().requests()).hasSize(1);
        assertThat(chunks.rest()).containsExactly("a");
    }

    @Test
    void redeliveryDoesNotRepeatARequestWhoseChunkFailedInARoute() throws Exception {
        routes(r -> r.from("aura:support").throwException(new IllegalStateException("no")));
        route(uri("support", "stopOnException=true"));

        assertThat(await(ask("direct:ask", "hi")).getException()).isInstanceOf(AuraStreamException.class);

        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void laterStepIsRedeliveredWithoutRepeatingTheRequest() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        server().enqueue(AuraReply.chunks("a", "b"));
        routes(r -> asking(r).to(uri("support")).process(exchange -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo("ab");

        assertThat(tries).hasValue(3);
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void brokenStreamInSplitIsNotReadAsComplete() throws Exception {
        server().enqueue(AuraReply.chunks("a").stall());
        Bodies after = new Bodies();
        routes(r -> asking(r)
                .to(uri("support", "streaming=true", "chunkTimeout=300"))
                .split(r.body())
                .streaming()
                .process(chunks)
                .end()
                .process(after));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).hasRootCauseInstanceOf(AuraStreamException.class);
        assertThat(chunks.rest()).containsExactly("a");
        assertThat(after.rest()).isEmpty();
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void onExceptionMatchesTheFailureOfAStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b").stall());
        routes(r -> r.from("direct:ask")
                .onException(AuraStreamException.class)
                .handled(true)
                .setBody(r.simple("${exception.partialReply} of ${exception.chunksEmitted}"))
                .end()
                .to(uri("support", "chunkTimeout=300")));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo("ab of 2");
    }

    @Test
    void deadLetterChannelReceivesTheExchangeOfABrokenStream() throws Exception {
        Bodies dead = new Bodies();
        server().enqueue(AuraReply.chunks("a").stall());
        routes(r -> {
            r.from("direct:ask")
                    .errorHandler(r.deadLetterChannel("direct:dead")
                            .maximumRedeliveries(-1)
                            .redeliveryDelay(0))
                    .to(uri("support", "chunkTimeout=300"));
            r.from("direct:dead").process(dead);
        });

        assertThat(await(ask("direct:ask", "hi")).getException()).isNull();

        assertThat(dead.rest()).containsExactly("hi");
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void laterRequestOfTheSameExchangeMayBeRepeated() throws Exception {
        server().enqueue(AuraReply.chunks("a").stall(), AuraReply.error(), AuraReply.chunks("second"));
        routes(r -> asking(r)
                .doTry()
                .to(uri("support", "chunkTimeout=300"))
                .doCatch(AuraStreamException.class)
                .end()
                .to(uri("support")));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("second");
        assertThat(server().requests()).hasSize(3);
    }

    @Test
    void onExceptionMatchesAnEmptyReply() throws Exception {
        server().enqueue(AuraReply.empty());
        routes(r -> r.from("direct:ask")
                .onException(AuraStreamException.class)
                .handled(true)
                .setBody(r.simple("${exception.message}"))
                .end()
                .to(uri("support")));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody(String.class))
                .contains("is empty");
    }

    @Test
    void onExceptionMatchesTheFailureOfAStreamingBody() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b").stall());
        routes(r -> r.from("direct:ask")
                .onException(AuraStreamException.class)
                .handled(true)
                .setBody(r.simple("${exception.message}"))
                .end()
                .to(uri("support", "streaming=true", "chunkTimeout=300"))
                .split(r.body())
                .streaming()
                .process(chunks));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody(String.class))
                .contains("stalled");
    }

    @Test
    void doCatchCatchesTheFailureOfAStream() throws Exception {
        server().enqueue(AuraReply.chunks("a").stall());
        routes(r -> r.from("direct:ask")
                .doTry()
                .to(uri("support", "chunkTimeout=300"))
                .doCatch(AuraStreamException.class)
                .setBody(r.constant("sorry"))
                .end());

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("sorry");
    }

    @Test
    void requestToAnotherEndpointInDoCatchMayBeRepeated() throws Exception {
        server().enqueue(AuraReply.chunks("a").stall(), AuraReply.error(), AuraReply.chunks("second"));
        routes(r -> asking(r)
                .doTry()
                .to(uri("support", "chunkTimeout=300"))
                .doCatch(AuraStreamException.class)
                .to("direct:fallback")
                .end());
        routes(r -> {
            r.errorHandler(r.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
            r.from("direct:fallback").to(uri("fallback"));
        });

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("second");
        assertThat(server().requests()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aura:other?", "aura:support?operation=models&", "aura:other?operation=models&"})
    void otherRequestDoesNotMakeARedeliveryRepeatARequestWithAChunk(String first) throws Exception {
        server().answer(request -> request.path().equals("/api/models")
                        || request.json()
                                .path("messages")
                                .path(0)
                                .path("content")
                                .asText()
                                .equals("first")
                ? null
                : AuraReply.chunks("a").stall());
        routes(r -> r.from("aura:support").process(chunks));
        routes(r -> asking(r).to("direct:both"));
        routes(r -> r.from("direct:both")
                .errorHandler(r.noErrorHandler())
                .setBody(r.constant("first"))
                .to(first + "baseUrl=" + server().baseUrl())
                .setBody(r.constant("second"))
                .to(uri("support", "chunkTimeout=300")));

        assertThat(await(ask("direct:ask", "hi")).getException()).isInstanceOf(AuraStreamException.class);

        assertThat(chunks.rest()).containsExactly("a");
    }

    private void route(String uri) throws Exception {
        routes(r -> r.from("aura:support").process(chunks));
        routes(r -> asking(r).to(uri));
    }

    private static RouteDefinition asking(RouteBuilder route) {
        return route.from("direct:ask")
                .errorHandler(route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
    }
}
