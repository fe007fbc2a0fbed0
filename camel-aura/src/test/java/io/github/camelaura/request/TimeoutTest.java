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

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** Every timeout names its option and keeps the part of the reply that arrived. */
class TimeoutTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final Held held = new Held();

    @AfterEach
    void letGo() {
        held.open();
    }

    @Test
    void firstChunkTimeoutFailsASilentServer() throws Exception {
        server().enqueue(AuraReply.silence());

        streamFails("firstChunkTimeout=200", "sent no chunk", "");
        server().awaitClientGone(1);
    }

    @Test
    void firstChunkTimeoutFailsAResponseWithoutChunks() throws Exception {
        server().enqueue(AuraReply.empty().gate(gate).chunk("late"));

        streamFails("firstChunkTimeout=200", "sent no chunk", "");
        server().awaitClientGone(1);
    }

    @Test
    void firstChunkTimeoutFailsAReplyOfHalfACharacter() throws Exception {
        server().enqueue(AuraReply.empty()
                .chunk(new byte[] {(byte) 0xE2, (byte) 0x82})
                .stall());

        streamFails("firstChunkTimeout=200", "sent no chunk", "");
    }

    @Test
    void firstChunkTimeoutFailsAStreamingRequest() throws Exception {
        server().enqueue(AuraReply.silence());

        AuraStreamException failure =
                failure(AuraStreamException.class, uri("support", "streaming=true", "firstChunkTimeout=200"));
        assertThat(failure).hasMessageContaining("firstChunkTimeout=200 ms");
    }

    @Test
    void shortLimitExpiresBesideAStreamWithLongLimits() throws Exception {
        server().enqueue(AuraReply.silence(), AuraReply.silence());
        CompletableFuture<Exchange> longLimit = ask(uri("support", "firstChunkTimeout=600000"), "hi");
        server().awaitRequests(1);

        streamFails("firstChunkTimeout=200", "sent no chunk", "");
        assertThat(longLimit).isNotDone();
    }

    @Test
    void chunkTimeoutFailsAStalledReply() throws Exception {
        server().enqueue(AuraReply.providerDies("a", "b"));

        streamFails("chunkTimeout=1000", "stalled after 2 chunks", "ab");
        server().awaitClientGone(1);
    }

    @Test
    void chunkTimeoutFailsAStalledStreamingBody() throws Exception {
        Bodies parts = new Bodies();
        server().enqueue(AuraReply.providerDies("a", "b"));
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true", "chunkTimeout=1000"))
                .split(r.body())
                .streaming()
                .process(parts));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException())
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .rootCause()
                .hasMessageContaining("stalled after 2 chunks")
                .hasMessageContaining("chunkTimeout=1000 ms");
        assertThat(parts.rest()).containsExactly("a", "b");
    }

    @Test
    void timeSpentInRoutesDoesNotCountForChunkTimeout() throws Exception {
        routes(r -> r.from("aura:support").process(held));
        server().enqueue(AuraReply.chunks("a", "b"), AuraReply.providerDies("a"));
        String uri = uri("support", "chunkTimeout=1000");
        CompletableFuture<Exchange> slow = ask(uri, "slow");
        held.awaitReached();

        Exchange stalled = await(ask(uri("other", "chunkTimeout=2000"), "stalls"));

        assertThat(stalled.getException()).isInstanceOf(AuraStreamException.class);
        assertThat(slow).isNotDone();
        held.open();
        assertThat(await(slow).getMessage().getBody()).isEqualTo("ab");
    }

    @Test
    void requestTimeoutFailsASilentServer() throws Exception {
        server().enqueue(AuraReply.silence());

        streamFails("requestTimeout=300", "sent no chunk", "");
        server().awaitClientGone(1);
    }

    @Test
    void requestTimeoutFailsAStalledReply() throws Exception {
        server().enqueue(AuraReply.providerDies("a", "b"));

        streamFails("requestTimeout=2000", "stalled after 2 chunks", "ab");
        server().awaitClientGone(1);
    }

    @Test
    void requestTimeoutFailsTheCallerWhileARouteHoldsAChunk() throws Exception {
        routes(r -> r.from("aura:support").process(held));
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));

        CompletableFuture<Exchange> asked = ask(uri("support", "requestTimeout=2000"), "hi");
        held.awaitReached();

        assertThat(await(asked).getException()) // although the route still holds the chunk
                .isInstanceOfSatisfying(AuraStreamException.class, e -> {
                    assertThat(e).hasMessageContaining("did not end within requestTimeout=2000 ms, after 1 chunk");
                    assertThat(e.getChunksEmitted()).isEqualTo(1);
                    assertThat(e.getPartialReply()).isEqualTo("a");
                });
        server().awaitClientGone(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestTimeoutFailsTheCallerWhileARouteHoldsTheError(boolean cut) throws Exception {
        routes(r -> r.from("aura:support?forwardOnError=true")
                .filter(r.header(AuraConstants.EVENT_TYPE).isEqualTo(AuraConstants.ON_ERROR))
                .process(held));
        AuraReply begun = AuraReply.chunks("a");
        server().enqueue(cut ? begun.cut() : begun.stall());

        CompletableFuture<Exchange> asked = ask(uri("support", "chunkTimeout=1000", "requestTimeout=3000"), "hi");
        held.awaitReached();

        // although the route still holds the error
        assertThat(asked.get(PATIENCE / 2, TimeUnit.SECONDS).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining(
                        cut ? "Reading the reply to aura:support failed after 1 chunk" : "stalled after 1 chunk");
    }

    @Test
    void requestTimeoutDuringTheHandOverOfAStreamFreesItsSlot() throws Exception {
        String uri = uri("support", "streaming=true", "maxConcurrentStreams=1", "requestTimeout=2000");
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));
        Held handedOver = new Held();
        try (LogCapture log = new LogCapture("io.github.camelaura.stream", Level.DEBUG, line -> {
            if (line.contains("received its first chunk")) {
                hold(handedOver);
            }
        })) {
            assertThat(failure(AuraStreamException.class, uri)).hasMessageContaining("requestTimeout=2000 ms");
            assertThat(log.lines()).anyMatch(line -> line.contains("received its first chunk"));
        }
        handedOver.open();

        server().awaitClientGone(1);
        assertThat(await(ask(uri, "hi")).getException()).as("the slot is free").isNull();
    }

    @Test
    void requestTimeoutInterruptsTheCredentialProcessor() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Processor slow = exchange -> {
            try {
                held.process(exchange);
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
        context.getRegistry().bind("slow", slow);

        AuraCredentialException failure = failure(
                AuraCredentialException.class, uri("support", "credentialProcessor=#slow", "requestTimeout=300"));

        assertThat(failure)
                .hasMessageContaining("requestTimeout=300 ms")
                .hasMessageContaining("the server has accepted no request");
        assertThat(failure.getReason()).isEqualTo(AuraCredentialException.Reason.NOT_READY_IN_TIME);
        assertThat(interrupted.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void requestTimeoutEndsTheWaitForAnUninterruptibleCredentialProcessor() throws Exception {
        Processor deaf = exchange -> {
            boolean open = false;
            while (!open) {
                try {
                    held.process(exchange);
                    open = true;
                } catch (InterruptedException e) {
                    // ignores the interrupt on purpose
                }
            }
        };
        context.getRegistry().bind("deaf", deaf);

        AuraCredentialException failure = failure(
                AuraCredentialException.class, uri("support", "credentialProcessor=#deaf", "requestTimeout=300"));

        assertThat(failure).hasMessageContaining("requestTimeout=300 ms");
        held.open();
        context.stop();
        assertThat(server().requests())
                .as("nothing is sent when the credential comes too late")
                .isEmpty();
    }

    @Test
    void connectTimeoutCoversTheTlsHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "aura:support?connectTimeout=300&baseUrl=https://127.0.0.1:" + silent.getLocalPort();

            failure(AuraConnectException.class, uri);
        }
    }

    @Test
    void timeoutsOfZeroAreDisabled() throws Exception {
        assertThat(await(ask(uri("support", "requestTimeout=0", "firstChunkTimeout=0", "chunkTimeout=0"), "hi"))
                        .getMessage()
                        .getBody())
                .isEqualTo(AuraServer.replyTo("hi"));
    }

    private void streamFails(String option, String what, String partialReply) throws Exception {
        AuraStreamException failure = failure(AuraStreamException.class, uri("support", option));

        assertThat(failure).hasMessageContaining(what).hasMessageContaining(option + " ms");
        assertThat(failure.getPartialReply()).isEqualTo(partialReply);
        assertThat(failure.getChunksEmitted()).isEqualTo(partialReply.length());
    }

    private static void hold(Held held) {
        try {
            held.hold();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private <E extends Exception> E failure(Class<E> type, String uri) throws Exception {
        Exchange exchange = await(ask(uri, "hi"));
        assertThat(exchange.getException()).isExactlyInstanceOf(type);
        return type.cast(exchange.getException());
    }
}
