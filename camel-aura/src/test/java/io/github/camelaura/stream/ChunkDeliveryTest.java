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

import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** Each chunk reaches its route before the server sends the next, with every way to receive chunks. */
class ChunkDeliveryTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final Bodies chunks = new Bodies();

    @BeforeEach
    void gateBetweenAnyTwoChunks() {
        server().enqueue(AuraReply.chunks("one ")
                .gate(gate)
                .chunk("two ")
                .gate(gate)
                .chunk("three"));
    }

    @Test
    void consumerReceivesEachChunkImmediately() throws Exception {
        routes(r -> r.from("aura:support").process(chunks));

        CompletableFuture<Exchange> asked = ask(uri("support"), "count");

        chunksArriveOneByOne(asked);
        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three");
        assertThat(chunks.rest()).isEmpty();
    }

    @Test
    void streamRepliesToReceivesEachChunkImmediately() throws Exception {
        routes(r -> r.from("direct:chunks").process(chunks));

        CompletableFuture<Exchange> asked = ask(uri("support", "streamRepliesTo=direct:chunks"), "count");

        chunksArriveOneByOne(asked);
        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three");
        assertThat(chunks.rest()).isEmpty();
    }

    @Test
    void splitInTheSameRouteReceivesEachChunkImmediately() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(chunks));

        CompletableFuture<Exchange> asked = ask("direct:ask", "count");

        chunksArriveOneByOne(asked);
        await(asked);
        assertThat(chunks.rest()).as("the part with CamelSplitComplete").containsExactly("");
    }

    @Test
    void wholeReplyFollowsTheLastChunk() throws Exception {
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");

        gate.awaitReached();
        assertThat(asked).isNotDone();
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three");
    }

    private void chunksArriveOneByOne(CompletableFuture<Exchange> asked) throws Exception {
        assertThat(chunks.next()).isEqualTo("one ");
        gate.awaitReached();
        assertThat(chunks.rest()).isEmpty();
        gate.let(1);
        assertThat(chunks.next()).isEqualTo("two ");
        gate.awaitReached();
        assertThat(asked).isNotDone();
        assertThat(chunks.rest()).isEmpty();
        gate.let(1);
        assertThat(chunks.next()).isEqualTo("three");
    }
}
