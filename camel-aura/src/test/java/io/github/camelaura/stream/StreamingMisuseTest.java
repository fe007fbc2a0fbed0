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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.awaitility.Awaitility;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/**
 * Wrong use of {@code streaming=true}: reading fails with a message, because an end would be taken for the end of the
 * reply.
 */
class StreamingMisuseTest extends AuraTestSupport {

    @Test
    void redeliveredSplitOfABrokenStreamFailsAgain() throws Exception {
        AtomicInteger redeliveries = new AtomicInteger();
        Bodies whole = new Bodies();
        server().enqueue(AuraReply.chunks("one ", "two ").cut());
        routes(r -> {
            r.errorHandler(r.defaultErrorHandler()
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0)
                    .onRedelivery(exchange -> redeliveries.incrementAndGet()));
            r.from("direct:ask").to(uri("x", "streaming=true")).to("seda:read");
            r.from("seda:read")
                    .split(r.body())
                    .streaming()
                    .to("mock:parts")
                    .end()
                    .process(whole);
        });
        getMockEndpoint("mock:parts").expectedBodiesReceived("one ", "two ");

        await(ask("direct:ask", "count"));

        Awaitility.await().untilAtomic(redeliveries, Matchers.equalTo(2));
        getMockEndpoint("mock:parts").assertIsSatisfied();
        assertThat(whole.rest()).isEmpty();
    }

    @Test
    void loopContinuesReadingAStreamAfterTheRedeliveryOfAStep() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Bodies seen = new Bodies();
        server().enqueue(AuraReply.chunks("one ", "two "));
        routes(r -> {
            r.errorHandler(r.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            r.from("direct:ask")
                    .to(uri("x", "streaming=true"))
                    .setProperty("chunks", r.body())
                    .loopDoWhile(exchange ->
                            exchange.getProperty("chunks", Iterator.class).hasNext())
                    .process(exchange -> exchange.getMessage()
                            .setBody(exchange.getProperty("chunks", Iterator.class)
                                    .next()))
                    .process(exchange -> {
                        if (calls.getAndIncrement() == 0) {
                            throw new IllegalStateException("once");
                        }
                    })
                    .process(seen)
                    .end();
        });

        assertThat(await(ask("direct:ask", "count")).getException()).isNull();
        assertThat(seen.rest()).containsExactly("one ", "two ", "");
    }

    @Test
    void readingAfterTheEndOfTheExchangeFails() throws Exception {
        Iterator<?> chunks = await(ask(uri("x", "streaming=true"), "one two three"))
                .getMessage()
                .getBody(Iterator.class);
        assertThat(chunks.hasNext()).isTrue();
        assertThat(catchThrowable(chunks::next))
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .hasStackTraceContaining("was closed when its request exchange was done");
        assertThat(chunks.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipientList", "multicast", "split"})
    void messageNamesTheSubExchangeThatClosedTheStream(String eip) throws Exception {
        String chat = uri("x", "streaming=true");
        routes(r -> {
            var from = r.from("direct:ask");
            switch (eip) {
                case "recipientList" -> from.recipientList(r.constant(chat)).end();
                case "multicast" ->
                    from.multicast(new UseLatestAggregationStrategy()).to(chat).end();
                default ->
                    from.split(r.body(), new UseLatestAggregationStrategy())
                            .to(chat)
                            .end();
            }
            from.split(r.body()).streaming().to("mock:parts").end();
        });

        assertThat(await(ask("direct:ask", "hi")).getException())
                .hasStackTraceContaining(
                        "was closed when its sub-exchange (of recipientList, multicast or split) was done."
                                + " Read it inside the sub-exchange")
                .hasStackTraceContaining("or remove streaming=true");
    }
}
