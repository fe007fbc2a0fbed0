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
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chunks;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** Units while routes, readers and callers interfere with their stream. */
class UnitInterferenceTest extends AuraTestSupport {

    /** An interval that never ends within a test. */
    private static final String LONG = "chunkInterval=1h";

    private final Gate gate = new Gate();
    private final Bodies chunks = new Bodies();

    @Test
    void routeThatInterruptsItsThreadLosesNoUnit() throws Exception {
        server().enqueue(AuraReply.chunks("one\ntwo\n").gate(gate).chunk("three\nfour\nfive"));
        routes(route -> route.from("aura:support?chunkUnit=line&" + LONG)
                .process(chunks)
                .process(exchange -> Thread.currentThread().interrupt()));
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        assertThat(chunks.next()).isEqualTo("one\n");
        assertThat(chunks.next()).isEqualTo("two\n");

        gate.open();

        await(asked);
        assertThat(chunks.rest()).containsExactly("three\n", "four\n", "five");
    }

    /** Only with an interval: without one the reader reads the socket, which the interrupt of a virtual thread closes. */
    @Test
    void readerThatIsInterruptedReadsTheWholeReplyWithAnInterval() throws Exception {
        server().enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two\nthree"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "chunkUnit=line", LONG))
                .split(route.body())
                .streaming()
                .process(chunks)
                .process(exchange -> Thread.currentThread().interrupt()));
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        assertThat(chunks.next()).isEqualTo("one\n");

        gate.open();

        assertThat(await(asked).getException()).isNull();
        assertThat(chunks.rest()).containsExactly("two\n", "three", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void unitsHaveNoHeadersOfAnExchangeThatWasAnswered(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\n", "two\n"));
        Held held = new Held();
        Chunks units = new Chunks();
        routes(route -> {
            route.from("aura:support").process(held);
            route.from("aura:support?chunkUnit=line&" + interval).process(units);
            route.from("direct:ask").setHeader("mine", route.constant("yes")).to(uri("support", "requestTimeout=300"));
        });
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        held.awaitReached();
        Exchange answered = await(asked);
        answered.getMessage().setHeader("other", "of the next message");
        answered.getMessage().removeHeader("mine");

        held.open();

        assertThat(units.next().headers()).containsKey("mine").doesNotContainKey("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", LONG})
    void consumerThatHasStoppedReceivesNoUnit(String interval) throws Exception {
        server().enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two\n").chunk("three"));
        Held held = new Held();
        Bodies arrivals = new Bodies();
        Bodies failed = new Bodies();
        context.getRegistry().bind("failed", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {}

            @Override
            public void handleException(String message, Throwable exception) {}

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                failed.process(exchange);
            }
        });
        routes(route -> {
            route.from("aura:support").process(arrivals);
            route.from("aura:support?chunkUnit=line&exceptionHandler=#failed&" + interval)
                    .routeId("lines")
                    .process(chunks)
                    .process(held);
        });
        CompletableFuture<Exchange> asked = ask(uri("support"), "count");
        held.awaitReached();
        if (interval.equals(LONG)) {
            gate.open();
            while (!arrivals.next().endsWith("three")) {
                // the units wait for the route
            }
        }

        context.getRouteController().stopRoute("lines", 100, TimeUnit.MILLISECONDS);
        held.open();
        gate.open();

        assertThat(await(asked).getException()).isNull();
        assertThat(chunks.rest()).containsExactly("one\n");
        assertThat(failed.rest()).as("sent to a stopped route").doesNotContain("two\n", "three");
    }
}
