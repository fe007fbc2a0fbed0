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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.component.AuraConsumer;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** A graceful stop lets running streams finish; no chunk is lost, with any kind of caller and receiver. */
class ShutdownTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final Bodies chunks = new Bodies();

    @BeforeEach
    void enqueueReplyInTwoHalves() {
        server().enqueue(AuraReply.chunks("one ", "two ")
                .gate(gate)
                .chunk("three ")
                .chunk("four"));
        context.getShutdownStrategy().setTimeout(PATIENCE);
    }

    @ParameterizedTest
    @CsvSource({
        "route, consumer",
        "route, seda",
        "route, direct",
        "route, split",
        "template, consumer",
        "template, seda",
        "template, direct"
    })
    void stoppingTheContextLosesNoChunk(String caller, String taker) throws Exception {
        String asks = define(caller, taker);
        CompletableFuture<Exchange> asked = ask(asks, "count");
        assertThat(chunks.next()).isEqualTo("one ");
        assertThat(chunks.next()).isEqualTo("two ");
        gate.awaitReached();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        staysRunning(stopped);
        gate.open();

        await(stopped);
        assertThat(chunks.rest()).startsWith("three ", "four");
        Exchange exchange = await(asked);
        assertThat(exchange.getException()).isNull();
        if (!taker.equals("split")) {
            assertThat(exchange.getMessage().getBody()).isEqualTo("one two three four");
        }
        server().awaitOpenConnections(0);
        assertThat(server().clientsGone()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "split"})
    void stoppingTheCallersRouteLosesNoChunk(String taker) throws Exception {
        String asks = define("route", taker);
        CompletableFuture<Exchange> asked = ask(asks, "count");
        assertThat(chunks.next()).isEqualTo("one ");
        gate.awaitReached();

        CompletableFuture<Void> stopped = stopRoute("asks");
        staysRunning(stopped);
        gate.open();

        await(stopped);
        assertThat(await(asked).getException()).isNull();
        assertThat(chunks.rest()).startsWith("two ", "three ", "four");
    }

    @ParameterizedTest
    @ValueSource(strings = {"route", "template"})
    void stoppingTheConsumersRouteLosesNoChunkOfRunningStreams(String caller) throws Exception {
        String asks = define(caller, "consumer");
        CompletableFuture<Exchange> asked = ask(asks, "count");
        assertThat(chunks.next()).isEqualTo("one ");
        gate.awaitReached();

        CompletableFuture<Void> stopped = stopRoute("takes");
        staysRunning(stopped);
        gate.open();

        await(stopped);
        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three four");
        assertThat(chunks.rest()).containsExactly("two ", "three ", "four");
    }

    @Test
    void stoppingTheConsumersRouteDoesNotWaitForLaterStreams() throws Exception {
        Gate later = new Gate();
        define("route", "consumer");
        CompletableFuture<Exchange> first = ask("direct:ask", "count");
        gate.awaitReached();
        AuraConsumer consumer = (AuraConsumer) context.getRoute("takes").getConsumer();

        CompletableFuture<Void> stopped = stopRoute("takes");
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> consumer.getPendingExchangesSize() == 1);
        server().enqueue(AuraReply.chunks("new ").gate(later).chunk("stream"));
        CompletableFuture<Exchange> second = ask("direct:ask", "again");
        later.awaitReached();
        assertThat(consumer.getPendingExchangesSize()).isEqualTo(1);
        assertThat(stopped).isNotDone();
        gate.open();

        await(stopped);
        assertThat(second).isNotDone();
        await(first);
        later.open();
        assertThat(await(second).getMessage().getBody()).isEqualTo("new stream");
        assertThat(chunks.rest()).contains("four").doesNotContain("stream");
    }

    @Test
    void stoppingAnEndpointDoesNotBreakItsRunningStreams() throws Exception {
        define("route", "consumer");
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        gate.awaitReached();

        context.getEndpoint(uri("support")).stop();
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three four");
        server().awaitOpenConnections(0);
    }

    @Test
    void evictingAnEndpointOfToDDoesNotBreakItsRunningStreams() throws Exception {
        routes(r -> r.from("direct:dynamic").routeId("dynamic").toD(uri("${header.name}"), 1));
        CompletableFuture<Exchange> asked = askDynamic("first");
        gate.awaitReached();

        for (int i = 0; i < 5; i++) {
            assertThat(await(askDynamic("other" + i)).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
        }
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two three four");
        context.stop();
        server().awaitOpenConnections(0);
    }

    @Test
    void stoppingTheContextClosesIdleConnections() throws Exception {
        gate.open();
        assertThat(await(ask(uri("support"), "count")).getException()).isNull();
        assertThat(server().openConnections()).isEqualTo(1);

        context.stop();

        server().awaitOpenConnections(0);
    }

    @Test
    void restartedContextSendsRequestsAgain() throws Exception {
        gate.open();
        define("route", "consumer");
        await(ask("direct:ask", "count"));

        context.stop();
        context.start();

        assertThat(context.createProducerTemplate().requestBody("direct:ask", "again", String.class))
                .isEqualTo(AuraServer.replyTo("again"));
        assertThat(String.join("", chunks.rest())).endsWith(AuraServer.replyTo("again"));
    }

    /** Adds the routes of a test and returns the URI for its request. */
    private String define(String caller, String taker) throws Exception {
        String asks =
                switch (taker) {
                    case "seda" -> uri("support", "streamRepliesTo=seda:chunks");
                    case "direct" -> uri("support", "streamRepliesTo=direct:chunks");
                    case "split" -> uri("support", "streaming=true");
                    default -> uri("support");
                };
        routes(r -> {
            if (caller.equals("route")) {
                asking(r, asks, taker.equals("split"));
            }
            if (!taker.equals("split")) {
                String from = taker.equals("consumer") ? "aura:support" : taker + ":chunks";
                r.from(from).routeId("takes").process(chunks);
            }
        });
        return caller.equals("route") ? "direct:ask" : asks;
    }

    private void asking(RouteBuilder route, String uri, boolean split) {
        var asking = route.from("direct:ask").routeId("asks").to(uri);
        if (split) {
            asking.split(route.body()).streaming().process(chunks);
        }
    }

    private CompletableFuture<Exchange> askDynamic(String name) {
        return template.asyncSend("direct:dynamic", exchange -> {
            exchange.getMessage().setHeader("name", name);
            exchange.getMessage().setBody("count");
        });
    }

    private CompletableFuture<Void> stopRoute(String id) {
        return CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute(id);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Checks that the stop waits for the stream, which the gate holds. */
    private static void staysRunning(CompletableFuture<Void> stopped) {
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> !stopped.isDone());
    }
}
