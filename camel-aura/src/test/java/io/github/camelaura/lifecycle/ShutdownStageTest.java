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
package io.github.camelaura.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.Settings;
import io.github.camelaura.stream.StreamState;
import io.github.camelaura.stream.StreamState.StreamPhase;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;

/** Stops of the context in stages of a stream that ShutdownTest, CancelTest and CallbackTest do not cover. */
class ShutdownStageTest extends AuraTestSupport {

    private final Held held = new Held();

    @Test
    void stopDuringTheConnectAbortsTheStream() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
            }

            isBrokenOffIn(
                    StreamPhase.CONNECT,
                    ask(
                            "aura:support?connectTimeout=" + PATIENCE + "s&baseUrl=http://127.0.0.1:"
                                    + full.getLocalPort(),
                            "hi"));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void stopBeforeTheResponseHeadAbortsTheStream() throws Exception {
        server().enqueue(AuraReply.silence());

        isBrokenOffIn(StreamPhase.FIRST_CHUNK, ask(uri("support"), "hi"));
    }

    @Test
    void stopBeforeTheFirstChunkAbortsTheStream() throws Exception {
        server().enqueue(AuraReply.chunks().stall());

        isBrokenOffIn(StreamPhase.FIRST_CHUNK, ask(uri("support", "streaming=true"), "hi"));
    }

    private void isBrokenOffIn(StreamPhase phase, CompletableFuture<Exchange> asked) throws Exception {
        AuraComponent component = context.getComponent("aura", AuraComponent.class);
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        Settings.state(component).streams())
                .extracting(StreamState::phase)
                .containsExactly(phase));
        context.getShutdownStrategy().setTimeout(1);

        context.stop();

        assertThat(await(asked).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("stops");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {AuraConstants.ON_NEXT, AuraConstants.ON_COMPLETED})
    void stopWaitsForTheRouteThatProcessesTheLastChunkOrTheEnd(String event) throws Exception {
        server().enqueue(AuraReply.chunks("whole"));
        context.getShutdownStrategy().setTimeout(PATIENCE);
        routes(r -> r.from("aura:support?forwardOnCompleted=true")
                .filter(r.header(AuraConstants.EVENT_TYPE).isEqualTo(event))
                .process(held));
        CompletableFuture<Exchange> asked = ask(uri("support"), "hi");
        held.awaitReached();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> !stopped.isDone());
        assertThat(asked).isNotDone();
        held.open();

        await(stopped);
        assertThat(await(asked).getException()).isNull();
        assertThat(asked.join().getMessage().getBody()).isEqualTo("whole");
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        server().awaitOpenConnections(0);
        server().awaitOpenStreams(0);
        assertThat(ClientSockets.to(server().port())).isZero();
        awaitNoComponentThread();
    }
}
