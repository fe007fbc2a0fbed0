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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** Many simultaneous streams on one endpoint with default settings are not mixed up. */
class ManyStreamsTest extends AuraTestSupport {

    private static final int STREAMS = 200;

    private final Gate gate = new Gate();
    private final Map<Object, String> textOfStream = new ConcurrentHashMap<>();

    @Test
    void manyStreamsCompleteWithTheirOwnChunks() throws Exception {
        routes(r -> r.from("aura:support").process(this::collect));
        server().answer(request -> AuraReply.chunks(request.question(), " is")
                .gate(gate)
                .chunk(" not ")
                .chunk(request.question() + "'s twin"));
        AsyncProducer producer = context.getEndpoint(uri("support")).createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();

        for (int i = 0; i < STREAMS; i++) {
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("question" + i);
            asked.add(producer.processAsync(exchange));
        }

        gate.awaitReached(STREAMS);
        assertThat(server().peakStreams()).isEqualTo(STREAMS);
        gate.open();
        for (int i = 0; i < STREAMS; i++) {
            Exchange exchange = await(asked.get(i));
            String expected = "question" + i + " is not question" + i + "'s twin";
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo(expected);
            assertThat(textOfStream.get(exchange.getMessage().getHeader(AuraConstants.STREAM_ID)))
                    .isEqualTo(expected);
        }
        assertThat(textOfStream).hasSize(STREAMS);
    }

    @Test
    void manySplitStreamsCompleteWithTheirOwnParts() throws Exception {
        Bodies parts = new Bodies();
        routes(r -> r.from("seda:ask?concurrentConsumers=50")
                .to(uri("support", "streaming=true"))
                .split(r.body(), (before, part) -> before == null ? part : joined(before, part))
                .streaming()
                .log(LoggingLevel.TRACE, "${body}")
                .end()
                .process(parts));
        server().answer(request ->
                AuraReply.chunks(request.question(), " and ").gate(gate).chunk(request.question()));

        for (int i = 0; i < 50; i++) {
            template.sendBody("seda:ask", "question" + i);
        }

        gate.awaitReached(50);
        gate.open();
        List<String> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(parts.next());
        }
        assertThat(replies).doesNotHaveDuplicates().allSatisfy(reply -> {
            String[] words = reply.split(" and ");
            assertThat(words).hasSize(2);
            assertThat(words[0]).isEqualTo(words[1]);
        });
    }

    private void collect(Exchange chunk) {
        textOfStream.merge(
                chunk.getMessage().getHeader(AuraConstants.STREAM_ID),
                chunk.getMessage().getBody(String.class),
                String::concat);
    }

    private static Exchange joined(Exchange before, Exchange part) {
        before.getMessage()
                .setBody(before.getMessage().getBody(String.class)
                        + part.getMessage().getBody(String.class));
        return before;
    }
}
