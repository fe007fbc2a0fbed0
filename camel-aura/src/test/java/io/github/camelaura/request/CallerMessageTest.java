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

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chunks;
import io.github.camelaura.test.AuraReply;

/** The caller's message after a request. */
class CallerMessageTest extends AuraTestSupport {

    private static final Map<String, Object> HEADERS = Map.of(
            "customer",
            "42",
            Exchange.CONTENT_TYPE,
            "text/plain",
            Exchange.CONTENT_LENGTH,
            "2",
            Exchange.CONTENT_ENCODING,
            "gzip");

    @ParameterizedTest
    @EnumSource(ExchangePattern.class)
    void replyIsTheBodyForEveryExchangePattern(ExchangePattern pattern) throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));

        Exchange exchange = ask(uri("support", "model=openchat_3.5"), pattern);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getPattern()).isEqualTo(pattern);
        assertThat(exchange.getMessage().getBody()).isEqualTo("ab");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("customer", "42")
                .doesNotContainKeys(
                        Exchange.CONTENT_TYPE, Exchange.CONTENT_LENGTH, Exchange.CONTENT_ENCODING, AuraConstants.MODEL)
                .containsKey(AuraConstants.STREAM_ID)
                .containsEntry(AuraConstants.CHUNK_COUNT, 2L)
                .containsEntry(AuraConstants.RESPONSE_MODEL, "openchat_3.5");
        long first = exchange.getMessage().getHeader(AuraConstants.TIME_TO_FIRST_CHUNK, long.class);
        long whole = exchange.getMessage().getHeader(AuraConstants.DURATION, long.class);
        assertThat(first).isBetween(0L, whole);
    }

    @Test
    void streamingBodyComesWithStreamIdAndTimeToFirstChunk() throws Exception {
        Chunks seen = new Chunks();
        server().enqueue(AuraReply.chunks("a", "b"));
        routes(r -> r.from("direct:ask").to(uri("support", "streaming=true")).process(seen));

        ask("direct:ask", ExchangePattern.InOut);

        assertThat(seen.next().headers())
                .containsOnlyKeys("customer", AuraConstants.STREAM_ID, AuraConstants.TIME_TO_FIRST_CHUNK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messageIsUnchangedAfterAFailure(boolean streaming) throws Exception {
        server().enqueue(AuraReply.error());

        Exchange exchange = ask(uri("support", "streaming=" + streaming), ExchangePattern.InOut);

        assertThat(exchange.getException()).isInstanceOf(AuraHttpException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(HEADERS);
    }

    @Test
    void messageIsUnchangedAfterABrokenStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b").stall());

        Exchange exchange = ask(uri("support", "chunkTimeout=300"), ExchangePattern.InOut);

        assertThat(exchange.getException()).isInstanceOf(AuraStreamException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(HEADERS);
    }

    private Exchange ask(String uri, ExchangePattern pattern) throws Exception {
        CompletableFuture<Exchange> asked = template.asyncSend(uri, exchange -> {
            exchange.setPattern(pattern);
            exchange.getMessage().setBody("hi");
            HEADERS.forEach(exchange.getMessage()::setHeader);
        });
        return await(asked);
    }
}
