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
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.Settings;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/**
 * Routes that fail with errors, blocked queues or timeouts: the stream, its caller and the other routes are not
 * affected.
 */
class DownstreamFaultTest extends AuraTestSupport {

    private static final Processor FATAL = exchange -> {
        throw new StackOverflowError("no end");
    };

    private final Gate gate = new Gate();
    private final Held held = new Held();
    private final Bodies others = new Bodies();

    @AfterEach
    void letGo() {
        gate.open();
        held.open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"route", "exceptionHandler", "streamRepliesTo"})
    void errorInAConsumersRouteDoesNotEndTheStream(String place) throws Exception {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
        context.getRegistry().bind("fatal", new FatalHandler());
        routes(r -> {
            switch (place) {
                case "exceptionHandler" ->
                    r.from("aura:support?exceptionHandler=#fatal").throwException(new IllegalStateException("no"));
                case "streamRepliesTo" ->
                    r.from("direct:chunks").errorHandler(r.noErrorHandler()).process(FATAL);
                default ->
                    r.from("aura:support").errorHandler(r.noErrorHandler()).process(FATAL);
            }
            r.from("aura:support").process(others);
        });
        String option = place.equals("streamRepliesTo") ? "streamRepliesTo=direct:chunks" : "streaming=false";

        Exchange exchange = await(ask(uri("support", option), "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("abc");
        assertThat(others.rest()).containsExactly("a", "b", "c");
        assertNothingIsLeft();
    }

    @Test
    void errorInARouteEndsTheStreamWithStopOnException() throws Exception {
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));
        routes(r -> r.from("aura:support").process(FATAL));

        Exchange exchange = await(ask(uri("support", "stopOnException=true"), "hi"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraStreamException.class)
                .hasRootCauseInstanceOf(StackOverflowError.class);
        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    /**
     * Camel never calls back after an error, with any component. The component can only release the stream and log the
     * error.
     */
    @Test
    void errorInTheReadingRouteEndsTheStream() throws Exception {
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(FATAL));

        try (LogCapture log = new LogCapture("io.github.camelaura.stream.AuraStream", Level.ERROR)) {
            CompletableFuture<Exchange> asked = ask("direct:ask", "hi");
            server().awaitClientGone(1);
            awaitLog(log);
            assertThat(asked).isNotDone();
        }

        assertNothingIsLeft();
    }

    /** Camel does not call back here either. The stream has ended before, and must not end a second time. */
    @Test
    void errorAfterTheReplyInTheCallersRouteDoesNotAffectTheStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));
        routes(r -> {
            r.from("direct:ask").to(uri("support")).process(FATAL);
            r.from("aura:support?forwardOnCompleted=true&forwardOnError=true").process(others);
        });

        try (LogCapture log = new LogCapture("io.github.camelaura.stream.AuraStream", Level.ERROR)) {
            CompletableFuture<Exchange> asked = ask("direct:ask", "hi");
            awaitLog(log);
            assertThat(asked).isNotDone();
        }

        assertNothingIsLeft();
        assertThat(others.rest()).containsExactly("a", "b", "ab");
    }

    private static void awaitLog(LogCapture log) {
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("got the reply of aura:support, then its route failed"));
    }

    @Test
    void callersRouteThatBlocksAfterTheReplyHoldsNoSlotAndNoConnection() throws Exception {
        String uri = uri("support", "maxConcurrentStreams=1");
        routes(r -> r.from("direct:ask").to(uri).process(held));
        CompletableFuture<Exchange> blocked = ask("direct:ask", "hi");
        held.awaitReached();

        assertThat(await(ask(uri, "count")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));

        assertThat(blocked).isNotDone();
        assertThat(server().connections()).isEqualTo(1);
        held.open();
        assertThat(await(blocked).getException()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"seda:full?size=1", "seda:full?size=1&blockWhenFull=true&offerTimeout=10"})
    void fullQueueFailsTheChunksThatDoNotFit(String queue) throws Exception {
        server().enqueue(AuraReply.chunks("a", "b", "c"));
        Bodies placed = new Bodies();
        routes(r -> {
            r.from("aura:support").to(queue).process(placed);
            r.from("aura:support").process(others);
            r.from("seda:full").autoStartup(false).process(held);
        });

        Exchange exchange = await(ask(uri("support"), "hi"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("abc");
        assertThat(placed.rest()).containsExactly("a");
        assertThat(others.rest()).containsExactly("a", "b", "c");
    }

    @Test
    void blockingQueueStopsTheReadingWhenItIsFull() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b", "c", "d"));
        routes(r -> {
            r.from("aura:support").to("seda:full?size=1&blockWhenFull=true").process(others);
            r.from("seda:full").process(held);
        });
        CompletableFuture<Exchange> asked = ask(uri("support"), "hi");
        held.awaitReached();

        assertThat(others.next()).isEqualTo("a"); // held by the route
        assertThat(others.next()).isEqualTo("b"); // in the queue
        assertThat(asked).isNotDone();
        held.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("abcd");
        assertThat(others.rest()).containsExactly("c", "d");
    }

    @Test
    void timeoutInARouteDoesNotAffectTheStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));
        routes(r -> {
            r.from("aura:support").to("seda:slow?timeout=20&waitForTaskToComplete=Always");
            r.from("seda:slow").process(held);
            r.from("aura:support").process(others);
        });

        assertThat(await(ask(uri("support"), "hi")).getMessage().getBody()).isEqualTo("ab");
        assertThat(others.rest()).containsExactly("a", "b");
    }

    @Test
    void routeRemovedWhileItHoldsAChunkDoesNotAffectTheStream() throws Exception {
        server().enqueue(AuraReply.chunks("a", "b"));
        routes(r -> {
            r.from("aura:support").routeId("leaves").process(held);
            r.from("aura:support").process(others);
        });
        CompletableFuture<Exchange> asked = ask(uri("support"), "hi");
        held.awaitReached();
        context.getShutdownStrategy().setTimeout(1);
        context.getRouteController().stopRoute("leaves");
        assertThat(context.removeRoute("leaves")).isTrue();
        assertThat(asked).isNotDone();
        held.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("ab");
        assertThat(others.rest()).containsExactly("a", "b");
    }

    private void assertNothingIsLeft() throws Exception {
        server().awaitOpenStreams(0);
        assertThat(Settings.state(context.getComponent("aura", AuraComponent.class))
                        .streams())
                .isEmpty();
        context.getShutdownStrategy().setTimeout(1); // for the exchange that Camel has lost
        context.stop();
        server().awaitOpenConnections(0);
        awaitNoComponentThread();
    }

    /** An exception handler that throws an error. */
    private static final class FatalHandler implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            throw new StackOverflowError("no end");
        }

        @Override
        public void handleException(String message, Throwable exception) {
            throw new StackOverflowError("no end");
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            throw new StackOverflowError("no end");
        }
    }
}
