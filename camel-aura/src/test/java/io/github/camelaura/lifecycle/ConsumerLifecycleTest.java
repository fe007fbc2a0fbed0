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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** A consumer receives the chunks that arrive while it runs; starting or stopping it affects no other consumer. */
class ConsumerLifecycleTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final Bodies steady = new Bodies();
    private final Bodies changing = new Bodies();

    @BeforeEach
    void enqueueReplyInThreeChunks() throws Exception {
        server().enqueue(AuraReply.chunks("one ")
                .gate(gate)
                .chunk("two ")
                .gate(gate)
                .chunk("three"));
        // short, because a stop waits for running streams
        context.getShutdownStrategy().setTimeout(1);
        routes(r -> r.from("aura:support").routeId("steady").process(steady));
    }

    @AfterEach
    void letGo() {
        gate.open();
    }

    @Test
    void consumersReceiveEachChunkInTheOrderOfTheirStart() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        gate.open();
        routes(r -> List.of("third", "first", "second")
                .forEach(id ->
                        r.from("aura:support").routeId(id).autoStartup(false).process(chunk -> order.add(id))));
        for (String id : List.of("first", "second", "third")) {
            context.getRouteController().startRoute(id);
        }

        await(ask(uri("support"), "count"));

        assertThat(order)
                .containsExactly("first", "second", "third", "first", "second", "third", "first", "second", "third");
        assertThat(steady.rest()).containsExactly("one ", "two ", "three");
    }

    @Test
    void consumerWithOtherOptionsReceivesTheSameChunks() throws Exception {
        gate.open();
        routes(r -> r.from("aura:support?forwardOnCompleted=true").process(changing));

        await(ask(uri("support"), "count"));

        assertThat(changing.rest()).containsExactly("one ", "two ", "three", "one two three");
    }

    @Test
    void consumerOfAnotherNameReceivesNoChunks() throws Exception {
        gate.open();
        routes(r -> r.from("aura:other").process(changing));

        await(ask(uri("support"), "count"));

        assertThat(changing.rest()).isEmpty();
    }

    @Test
    void consumersReceiveNoChunksOfAStreamingBody() throws Exception {
        gate.open();
        routes(r -> r.from("direct:ask")
                .to(uri("support", "streaming=true"))
                .split(r.body())
                .streaming()
                .process(changing));

        await(ask("direct:ask", "count"));

        assertThat(changing.rest()).containsExactly("one ", "two ", "three", "");
        assertThat(steady.rest()).isEmpty();
    }

    @Test
    void consumerStartedDuringAStreamReceivesTheRest() throws Exception {
        routes(r -> r.from("aura:support").routeId("late").autoStartup(false).process(changing));
        CompletableFuture<Exchange> asked = firstChunkArrived();

        context.getRouteController().startRoute("late");
        gate.let(1);

        assertThat(changing.next()).isEqualTo("two ");
        awaitTheRest(asked);
        assertThat(changing.rest()).containsExactly("three");
    }

    @Test
    void consumerAddedDuringAStreamReceivesTheRest() throws Exception {
        CompletableFuture<Exchange> asked = firstChunkArrived();

        routes(r -> r.from("aura:support").process(changing));
        gate.let(1);

        assertThat(changing.next()).isEqualTo("two ");
        awaitTheRest(asked);
    }

    @Test
    void consumerStoppedDuringAStreamReceivesNoMoreChunks() throws Exception {
        routes(r -> r.from("aura:support").routeId("leaves").process(changing));
        CompletableFuture<Exchange> asked = firstChunkArrived();
        assertThat(changing.next()).isEqualTo("one ");

        context.getRouteController().stopRoute("leaves", 1, TimeUnit.SECONDS);

        awaitTheRest(asked);
        assertThat(changing.rest()).isEmpty();
    }

    @Test
    void consumerRemovedDuringAStreamReceivesNoMoreChunks() throws Exception {
        routes(r -> r.from("aura:support").routeId("leaves").process(changing));
        CompletableFuture<Exchange> asked = firstChunkArrived();
        assertThat(changing.next()).isEqualTo("one ");

        context.getRouteController().stopRoute("leaves", 1, TimeUnit.SECONDS);
        assertThat(context.removeRoute("leaves")).isTrue();

        awaitTheRest(asked);
        assertThat(changing.rest()).isEmpty();
        assertThat(await(ask(uri("support"), "again")).getException()).isNull();
    }

    @Test
    void suspendedConsumerReceivesNoChunksUntilItIsResumed() throws Exception {
        routes(r -> r.from("aura:support").routeId("pauses").process(changing));
        CompletableFuture<Exchange> asked = firstChunkArrived();
        assertThat(changing.next()).isEqualTo("one ");

        context.getRouteController().suspendRoute("pauses", 1, TimeUnit.SECONDS);
        gate.let(1);
        assertThat(steady.next()).isEqualTo("two ");
        gate.awaitReached();
        context.getRouteController().resumeRoute("pauses");
        gate.open();

        await(asked);
        assertThat(changing.rest()).containsExactly("three");
        assertThat(steady.rest()).containsExactly("three");
    }

    @Test
    void consumerThatStopsItselfDoesNotAffectTheStream() throws Exception {
        routes(r -> r.from("aura:support")
                .routeId("once")
                .process(changing)
                .to("controlbus:route?routeId=current&action=stop&async=true"));
        gate.open();

        assertThat(await(ask(uri("support"), "count")).getMessage().getBody()).isEqualTo("one two three");
        assertThat(steady.rest()).containsExactly("one ", "two ", "three");
    }

    @Test
    void restartedConsumerReceivesEachChunkOnce() throws Exception {
        gate.open();
        await(ask(uri("support"), "count"));

        context.getRouteController().stopRoute("steady");
        context.getRouteController().startRoute("steady");
        server().enqueue(AuraReply.chunks("four"));
        await(ask(uri("support"), "go on"));

        assertThat(steady.rest()).as("each chunk once").containsExactly("one ", "two ", "three", "four");
    }

    private CompletableFuture<Exchange> firstChunkArrived() throws Exception {
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        assertThat(steady.next()).isEqualTo("one ");
        gate.awaitReached();
        return asked;
    }

    private void awaitTheRest(CompletableFuture<Exchange> asked) throws Exception {
        gate.open();
        Exchange exchange = await(asked);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("one two three");
        assertThat(steady.rest()).containsExactly("two ", "three");
    }
}
