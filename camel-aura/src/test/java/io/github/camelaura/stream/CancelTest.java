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

import java.io.Closeable;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** Cancelling a reply closes its connection immediately, although the server has more to send. */
class CancelTest extends AuraTestSupport {

    private static final Processor FAILING = exchange -> {
        throw new IllegalStateException("no more");
    };

    /** Only a few tests open it; otherwise the rest of the reply never arrives. */
    private final Gate gate = new Gate();

    private final Bodies chunks = new Bodies();

    @BeforeEach
    void enqueueUnfinishedReply() {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        context.getShutdownStrategy().setTimeout(1);
    }

    @Test
    void closingTheIteratorDropsTheConnection() throws Exception {
        routes(r -> r.from("direct:ask").to(uri("support", "streaming=true")).process(exchange -> {
            Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
            assertThat(reply.next()).isEqualTo("one ");
            ((Closeable) reply).close();
            server().awaitClientGone(1);
            assertThat(reply.hasNext()).isFalse();
            exchange.getMessage().setBody("closed");
        }));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("closed");
        assertNothingIsLeft();
    }

    @Test
    void failureInSplitWithStopOnExceptionDropsTheConnection() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .stopOnException()
                .process(chunks)
                .process(FAILING));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).hasRootCauseMessage("no more");
        assertThat(chunks.rest()).containsExactly("one ");
        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    /** Camel's Split marks the exchange as failed, but would continue with the next part. */
    @Test
    void failureInSplitDropsTheConnection() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(chunks)
                .process(FAILING));

        Exchange exchange = await(ask("direct:ask", "hi"));

        assertThat(exchange.getException()).hasMessage("no more");
        assertThat(chunks.rest()).containsExactly("one ");
        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    @Test
    void handledFailureInSplitKeepsTheConnection() throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(chunks)
                .doTry()
                .process(FAILING)
                .doCatch(IllegalStateException.class)
                .end());

        CompletableFuture<Exchange> asked = ask("direct:ask", "hi");

        assertThat(chunks.next()).isEqualTo("one ");
        gate.open();
        assertThat(chunks.next()).isEqualTo("two");
        assertThat(await(asked).getException()).isNull();
        assertThat(server().clientsGone()).isZero();
    }

    @Test
    void failedChunkWithStopOnExceptionDropsTheConnection() throws Exception {
        routes(r -> r.from("aura:support").process(chunks).process(FAILING));

        Exchange exchange = await(ask(uri("support", "stopOnException=true"), "hi"));

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(AuraStreamException.class, e -> {
                    assertThat(e.getChunksEmitted()).isEqualTo(1);
                    assertThat(e.getPartialReply()).isEqualTo("one ");
                })
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no more");
        assertThat(chunks.rest()).containsExactly("one ");
        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    @Test
    void failedChunkOfStreamRepliesToWithStopOnExceptionDropsTheConnection() throws Exception {
        routes(r -> r.from("direct:chunks").process(FAILING));

        Exchange exchange = await(ask(uri("support", "stopOnException=true", "streamRepliesTo=direct:chunks"), "hi"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraStreamException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    @Test
    void endOfTheExchangeDropsTheConnectionOfAnUnreadStream() throws Exception {
        routes(r -> r.from("direct:ask").to(uri("support", "streaming=true")).setBody(r.constant("not interested")));

        assertThat(await(ask("direct:ask", "hi")).getMessage().getBody()).isEqualTo("not interested");

        server().awaitClientGone(1);
        assertNothingIsLeft();
    }

    @Test
    void forcedStopOfTheCallersRouteDropsTheConnection() throws Exception {
        routes(r -> {
            r.from("direct:ask").routeId("asks").to(uri("support"));
            r.from("aura:support").process(chunks);
        });
        CompletableFuture<Exchange> asked = ask("direct:ask", "hi");
        assertThat(chunks.next()).isEqualTo("one ");

        context.getRouteController().stopRoute("asks", 1, TimeUnit.SECONDS);

        server().awaitClientGone(1);
        assertThat(await(asked).getException())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("stops");
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"streaming=false", "streaming=true"})
    void forcedStopOfTheContextDropsTheConnection(String option) throws Exception {
        routes(r -> r.from("direct:ask")
                .to(uri("support", option))
                .split(r.body())
                .streaming()
                .process(chunks));
        CompletableFuture<Exchange> asked = ask("direct:ask", "hi");
        gate.awaitReached();

        context.stop();

        server().awaitClientGone(1);
        server().awaitOpenConnections(0);
        assertThat(await(asked).getException()).isNotNull();
        awaitNoComponentThread();
    }

    @Test
    void forcedStopOfTheReadingRouteDropsTheConnection() throws Exception {
        routes(r -> r.from("direct:ask")
                .routeId("asks")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(chunks));
        CompletableFuture<Exchange> asked = ask("direct:ask", "hi");
        assertThat(chunks.next()).isEqualTo("one ");

        context.getRouteController().stopRoute("asks", 1, TimeUnit.SECONDS);

        server().awaitClientGone(1);
        assertThat(await(asked).getException())
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .rootCause()
                .hasMessageContaining("stops");
        assertThat(chunks.rest()).isEmpty();
    }

    @Test
    void forcedStopOfTheContextDropsTheConnectionOfATemplate() throws Exception {
        CompletableFuture<Exchange> asked = ask(uri("support"), "hi");
        gate.awaitReached();

        context.stop();

        server().awaitClientGone(1);
        server().awaitOpenConnections(0);
        assertThat(await(asked).getException()).isInstanceOf(AuraStreamException.class);
        awaitNoComponentThread();
    }

    @Test
    void cancelledStreamDoesNotAffectAnotherOfTheEndpoint() throws Exception {
        Gate other = new Gate();
        server().enqueue(AuraReply.chunks("still ").gate(other).chunk("here"));
        routes(r -> r.from("aura:support").filter(r.body().isEqualTo("one ")).process(FAILING));
        String uri = uri("support", "stopOnException=true");

        assertThat(await(ask(uri, "first")).getException()).isInstanceOf(AuraStreamException.class);
        CompletableFuture<Exchange> second = ask(uri, "second");
        other.awaitReached();
        server().awaitClientGone(1);
        other.open();

        assertThat(await(second).getMessage().getBody()).isEqualTo("still here");
    }

    /** Checks that the stream has released its resources and that the endpoint works again. */
    private void assertNothingIsLeft() throws Exception {
        server().awaitOpenStreams(0);
        server().awaitOpenConnections(0);
        assertThat(await(ask(uri("another"), "hello")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("hello"));
        context.stop();
        server().awaitOpenConnections(0);
        awaitNoComponentThread();
    }
}
