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

import org.apache.camel.Exchange;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.AuraStreamException.Reason;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** {@code operation=cancel}. */
class CancelOperationTest extends AuraTestSupport {

    private static final String CANCEL = "aura:support?operation=cancel";

    private final Gate gate = new Gate();
    private final Bodies chunks = new Bodies();

    @Test
    void keyCancelsARunningStream() throws Exception {
        enqueueUnfinished();
        MockEndpoint events = getMockEndpoint("mock:events");
        routes(route -> {
            route.from("aura:support").process(chunks);
            route.from("aura:support?forwardOnError=true&forwardOnCompleted=true")
                    .to("mock:events");
        });
        CompletableFuture<Exchange> asked = request("support", "a-key");
        assertThat(chunks.next()).isEqualTo("one ");

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "a-key")).isEqualTo(1);

        assertCancelled(await(asked), 1, "one ");
        server().awaitClientGone(1);
        assertThat(events.getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(AuraConstants.EVENT_TYPE))
                .containsExactly(AuraConstants.ON_NEXT, AuraConstants.ON_ERROR);
        assertThat(events.getReceivedExchanges())
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeader(AuraConstants.STREAM_KEY))
                        .isEqualTo("a-key"));
    }

    @Test
    void idCancelsARunningStream() throws Exception {
        enqueueUnfinished();
        Bodies ids = new Bodies();
        routes(route -> route.from("aura:support")
                .setBody()
                .header(AuraConstants.STREAM_ID)
                .process(ids));
        CompletableFuture<Exchange> asked = request("support", null);
        String id = ids.next();

        assertThat(cancel(CANCEL, AuraConstants.STREAM_ID, "another")).isEqualTo(0);
        assertThat(cancel("aura:other?operation=cancel", AuraConstants.STREAM_ID, id))
                .isEqualTo(0);
        assertThat(cancel(CANCEL, AuraConstants.STREAM_ID, id)).isEqualTo(1);

        assertCancelled(await(asked), 1, "one ");
    }

    @Test
    void keyCancelsOnlyStreamsOfItsNameAndComponent() throws Exception {
        context.addComponent("other", new AuraComponent());
        enqueueUnfinished();
        CompletableFuture<Exchange> asked = request("support", "a-key");
        gate.awaitReached();

        assertThat(cancel("aura:other?operation=cancel", AuraConstants.STREAM_KEY, "a-key"))
                .isEqualTo(0);
        assertThat(cancel("other:support?operation=cancel", AuraConstants.STREAM_KEY, "a-key"))
                .isEqualTo(0);
        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "A-KEY")).isEqualTo(0);

        gate.open();
        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two");
    }

    @Test
    void idAndKeyTogetherCancelOnlyAStreamThatHasBoth() throws Exception {
        enqueueUnfinished();
        Bodies ids = new Bodies();
        routes(route -> route.from("aura:support")
                .setBody()
                .header(AuraConstants.STREAM_ID)
                .process(ids));
        CompletableFuture<Exchange> asked = request("support", "a-key");
        String id = ids.next();

        assertThat(cancel(CANCEL, AuraConstants.STREAM_ID, id, AuraConstants.STREAM_KEY, "another"))
                .isEqualTo(0);
        assertThat(cancel(CANCEL, AuraConstants.STREAM_ID, id, AuraConstants.STREAM_KEY, "a-key"))
                .isEqualTo(1);

        assertCancelled(await(asked), 1, "one ");
    }

    @Test
    void requestThatWaitsForASlotIsCancelledAndNeverSent() throws Exception {
        enqueueUnfinished();
        String uri = uri("support", "maxConcurrentStreams=1");
        routes(route -> {
            route.from("direct:first").to(uri);
            route.from("direct:waiting")
                    .errorHandler(
                            route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                    .to(uri);
        });
        CompletableFuture<Exchange> first = send("direct:first", "first");
        gate.awaitReached();
        CompletableFuture<Exchange> second = send("direct:waiting", "waits");
        CompletableFuture<Exchange> third = send("direct:waiting", "waits");
        awaitRunning(3);

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "waits")).isEqualTo(2);

        assertCancelled(await(second), 0, "");
        assertCancelled(await(third), 0, "");
        gate.open();
        assertThat(await(first).getMessage().getBody()).isEqualTo("one two");
        assertThat(server().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void redeliveryNeverRepeatsACancelledRequest(boolean streaming) throws Exception {
        enqueueUnfinished();
        routes(route -> {
            route.from("direct:ask")
                    .errorHandler(
                            route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                    .to("direct:child");
            route.from("direct:child")
                    .errorHandler(route.noErrorHandler())
                    .to(uri("support", "streaming=" + streaming))
                    .split(route.body())
                    .streaming()
                    .process(chunks);
        });
        CompletableFuture<Exchange> asked = send("direct:ask", "a-key");
        gate.awaitReached();
        if (streaming) {
            assertThat(chunks.next()).isEqualTo("one ");
        }

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "a-key")).isEqualTo(1);

        assertThat(await(asked).getException(AuraStreamException.class))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo(Reason.CANCELLED));
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void routeOfAChunkCancelsItsOwnStream() throws Exception {
        enqueueUnfinished();
        Bodies cancelled = new Bodies();
        routes(route -> route.from("aura:support").to(CANCEL).process(cancelled));

        assertCancelled(await(request("support", null)), 1, "one ");

        assertThat(cancelled.rest()).containsExactly("1");
    }

    @Test
    void requestWhoseCredentialProcessorHangsFailsAtOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        context.getRegistry().bind("hanging", (AuraCredentialProcessor) exchange -> {
            entered.countDown();
            boolean left = false;
            while (!left) {
                try {
                    leave.await();
                    left = true;
                } catch (InterruptedException e) {
                    // ignored on purpose: this is what a bad bean does
                }
            }
        });
        CompletableFuture<Exchange> asked = request("support", "a-key", "credentialProcessor=#hanging");
        entered.await();

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "a-key")).isEqualTo(1);

        assertCancelled(await(asked), 0, "");
        leave.countDown();
        awaitRunning(0);
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void streamWhoseReplyIsCompleteIsNotCancelled() throws Exception {
        server().enqueue(AuraReply.chunks("all of it"));
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        routes(route -> route.from("aura:support?forwardOnCompleted=true")
                .filter(route.header(AuraConstants.EVENT_TYPE).isEqualTo(AuraConstants.ON_COMPLETED))
                .process(exchange -> {
                    entered.countDown();
                    leave.await();
                }));
        CompletableFuture<Exchange> asked = request("support", "a-key");
        entered.await();

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "a-key")).isEqualTo(0);

        leave.countDown();
        assertThat(await(asked).getMessage().getBody()).isEqualTo("all of it");
    }

    @Test
    void cancelWithoutIdAndKeyFailsAndNamesTheHeaders() throws Exception {
        Exchange exchange = await(template.asyncSend(CANCEL, each -> {}));

        assertThat(exchange.getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining(AuraConstants.STREAM_ID)
                .hasMessageContaining(AuraConstants.STREAM_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyKeyIsAnErrorForBothOperations(String key) throws Exception {
        for (String uri : List.of(CANCEL, uri("support"))) {
            assertThat(await(send(uri, key)).getException())
                    .isInstanceOf(AuraRequestException.class)
                    .hasMessageContaining(AuraConstants.STREAM_KEY);
        }
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void keyThatIsNoTextIsAnError() throws Exception {
        assertThat(await(send(CANCEL, new Object())).getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("CamelAuraStreamKey must be a String");
    }

    @Test
    void keyThatIsNoTextIsNotShown() throws Exception {
        for (String uri : List.of(CANCEL, uri("support"))) {
            assertThat(await(send(uri, List.of("a-key"))).getException())
                    .isInstanceOf(AuraRequestException.class)
                    .hasMessageNotContaining("a-key");
        }
    }

    @Test
    void redeliveryOfAnEarlierStepDoesNotResendACancelledRequest() throws Exception {
        server().enqueue(
                        AuraReply.chunks("first"),
                        AuraReply.chunks("one ").gate(gate).chunk("two"));
        routes(route -> {
            route.from("aura:support").process(chunks);
            route.from("direct:both")
                    .errorHandler(route.noErrorHandler())
                    .to(uri("other"))
                    .to(uri("support"));
            route.from("direct:ask")
                    .errorHandler(
                            route.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                    .to("direct:both");
        });
        CompletableFuture<Exchange> asked = send("direct:ask", "a-key");
        assertThat(chunks.next()).isEqualTo("one ");
        server().enqueue(AuraReply.chunks("second"), AuraReply.chunks("resent"));

        assertThat(cancel(CANCEL, AuraConstants.STREAM_KEY, "a-key")).isEqualTo(1);

        assertCancelled(await(asked), 1, "one ");
        assertThat(chunks.rest()).isEmpty();
    }

    @Test
    void consumerRejectsTheOption() {
        assertThatThrownBy(() -> routes(route -> route.from(CANCEL).to("mock:never")))
                .isInstanceOf(FailedToStartRouteException.class)
                .rootCause()
                .hasMessageContaining("operation")
                .hasMessageContaining("consumer");
    }

    @Test
    void unknownOperationIsAnErrorThatNamesTheOption() {
        assertThatThrownBy(() -> context.getEndpoint("aura:support?operation=stop"))
                .hasStackTraceContaining("operation");
    }

    private void enqueueUnfinished() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
    }

    private CompletableFuture<Exchange> request(String name, Object key, String... options) {
        return send(uri(name, options), key);
    }

    private CompletableFuture<Exchange> send(String uri, Object key) {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setBody("hi");
            exchange.getMessage().setHeader(AuraConstants.STREAM_KEY, key);
        });
    }

    private Object cancel(String uri, String... headers) throws Exception {
        Exchange exchange = await(template.asyncSend(uri, each -> {
            for (int i = 0; i < headers.length; i += 2) {
                each.getMessage().setHeader(headers[i], headers[i + 1]);
            }
        }));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private void awaitRunning(int streams) {
        Awaitility.await()
                .until(() -> context.getComponent("aura", AuraComponent.class).getRunningStreams() == streams);
    }

    private static void assertCancelled(Exchange exchange, int chunks, String partial) {
        assertThat(exchange.getException(AuraException.class)).isInstanceOfSatisfying(AuraStreamException.class, e -> {
            assertThat(e).hasMessageContaining("was cancelled after " + chunks + " chunk");
            assertThat(e.getReason()).isEqualTo(Reason.CANCELLED);
            assertThat(e.getChunksEmitted()).isEqualTo(chunks);
            assertThat(e.getPartialReply()).isEqualTo(partial);
        });
    }
}
