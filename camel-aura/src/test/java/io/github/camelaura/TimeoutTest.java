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
package io.github.camelaura;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

import io.github.camelaura.test.AuraReply;

/** Each phase of a request has its limit, and its own words for what ran out. */
class TimeoutTest extends AuraTestSupport {

    @Test
    void theServerDoesNotAnswer() throws Exception {
        server().enqueue(AuraReply.silence());

        AuraStreamException failure = fails(AuraStreamException.class, "firstChunkTimeout=100ms");

        assertThat(failure).hasMessageContaining("no chunk").hasMessageContaining("firstChunkTimeout=100 ms");
        assertThat(failure.getChunksEmitted()).isZero();
        assertThat(failure.getPartialReply()).isEmpty();
        server().awaitClientGone(1);
    }

    @Test
    void theServerAnswersButSendsNoChunk() throws Exception {
        server().enqueue(AuraReply.chunks().stall());

        assertThat(fails(AuraStreamException.class, "firstChunkTimeout=100ms"))
                .hasMessageContaining("firstChunkTimeout");
        server().awaitClientGone(1);
    }

    @Test
    void halfACharacterIsNoChunk() throws Exception {
        server().enqueue(AuraReply.chunks().chunk(new byte[] {(byte) 0xC3}).stall());

        AuraStreamException failure = fails(AuraStreamException.class, "firstChunkTimeout=100ms");

        assertThat(failure).hasMessageContaining("firstChunkTimeout");
        assertThat(failure.getChunksEmitted()).isZero();
    }

    @Test
    void theServerStallsInMidReply() throws Exception {
        server().enqueue(AuraReply.providerDies("one ", "two "));

        AuraStreamException failure = fails(AuraStreamException.class, "chunkTimeout=1s");

        assertThat(failure).hasMessageContaining("after 2 chunks").hasMessageContaining("chunkTimeout=1000 ms");
        assertThat(failure.getChunksEmitted()).isEqualTo(2);
        assertThat(failure.getPartialReply()).isEqualTo("one two ");
        server().awaitClientGone(1);
    }

    @Test
    void theTimeOfRoutesIsNotTheServers() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two "));
        routes(r -> r.from("aura:support").delay(1500).process(exchange -> {}));

        Exchange exchange = await(ask(uri("support", "chunkTimeout=500ms"), "count"));

        assertThat(exchange.getException()).isNull();
    }

    @Test
    void theWholeRequestWhileTheServerSends() throws Exception {
        server().answer(request -> AuraReply.chunks("one ").stall());

        assertThat(fails(AuraStreamException.class, "requestTimeout=2s"))
                .hasMessageContaining("after 1 chunk")
                .hasMessageContaining("requestTimeout=2000 ms");
        server().awaitClientGone(1);
    }

    @Test
    void theWholeRequestWhileARouteIsHeld() throws Exception {
        server().enqueue(AuraReply.chunks("one ").stall());
        CountDownLatch held = new CountDownLatch(1);
        try {
            routes(r -> r.from("aura:support").process(exchange -> held.await()));

            AuraStreamException failure = fails(AuraStreamException.class, "requestTimeout=2s");

            assertThat(failure).hasMessageContaining("requestTimeout=2000 ms");
            assertThat(failure.getPartialReply()).isEqualTo("one ");
            server().awaitClientGone(1);
        } finally {
            held.countDown();
        }
    }

    @Test
    void theWholeRequestWhileTheCredentialProcessorWorks() throws Exception {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch left = new CountDownLatch(1);
        context.getRegistry().bind("slow", (Processor) exchange -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            } finally {
                left.countDown();
            }
        });

        AuraCredentialException failure =
                fails(AuraCredentialException.class, "requestTimeout=200ms", "credentialProcessor=%23slow");

        assertThat(failure.getReason()).isEqualTo(AuraCredentialException.Reason.NOT_READY_IN_TIME);
        assertThat(left.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted).isTrue();
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void connecting() throws Exception {
        try (ServerSocket neverAnswersTheHandshake = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "aura:support?connectTimeout=200ms&baseUrl=https://127.0.0.1:"
                    + neverAnswersTheHandshake.getLocalPort();

            assertThat(await(ask(uri, "count")).getException()).isInstanceOf(AuraConnectException.class);
        }
    }

    private <T extends Exception> T fails(Class<T> type, String... options) throws Exception {
        Exchange exchange = await(ask(uri("support", options), "count"));
        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(exchange.getMessage().getBody()).isEqualTo("count");
        return type.cast(exchange.getException());
    }
}
