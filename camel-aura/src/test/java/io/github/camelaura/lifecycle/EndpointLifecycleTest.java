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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.StartupStep;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.support.startup.DefaultStartupStepRecorder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.AuraException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** Starting, stopping and misbehaving endpoints, producers and consumers do not affect the streams of others. */
class EndpointLifecycleTest extends AuraTestSupport {

    private final Gate gate = new Gate();

    @Test
    void evictedProducerForwardsItsStreamToTheEnd() throws Exception {
        Bodies chunks = new Bodies();
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        routes(r -> {
            r.from("direct:ask").toD(uri("${body}", "streamRepliesTo=direct:chunks"), 1);
            r.from("direct:chunks").process(chunks);
        });
        CompletableFuture<Exchange> asked = ask("direct:ask", "a");
        gate.awaitReached();
        for (String evicting : List.of("b", "c", "d")) {
            await(ask("direct:ask", evicting));
        }
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("one two");
        assertThat(chunks.rest()).contains("one ", "two");
    }

    @Test
    void evictedProducersLeaveNothingBehindWhileOtherStreamsRun() throws Exception {
        AtomicInteger forwarding = new AtomicInteger();
        context.addComponent("counted", new CountedComponent(forwarding));
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        String uri = uri("support", "streamRepliesTo=counted:chunks");
        routes(r -> r.from("direct:ask").to(uri));
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        gate.awaitReached();

        for (int i = 0; i < 5; i++) {
            try (ProducerTemplate evicted = context.createProducerTemplate()) {
                evicted.requestBody(uri, "count");
            }
        }

        assertThat(forwarding).hasValue(1);
        gate.open();
        assertThat(await(asked).getException()).isNull();
        context.stop();
        Awaitility.await().untilAsserted(() -> assertThat(forwarding).hasValue(0));
    }

    /** Counts the producers that are started. */
    private static final class CountedComponent extends DefaultComponent {

        private final AtomicInteger started;

        private CountedComponent(AtomicInteger started) {
            this.started = started;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new ProcessorEndpoint(uri, this, exchange -> {}) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {}

                        @Override
                        protected void doStart() {
                            started.incrementAndGet();
                        }

                        @Override
                        protected void doStop() {
                            started.decrementAndGet();
                        }
                    };
                }
            };
        }
    }

    @Test
    void requestsThroughASmallCacheSucceedOrAreNotSent() throws Exception {
        int threads = 32;
        routes(r -> r.from("direct:ask").toD(uri("${body}"), 2));
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        try {
            for (int i = 0; i < 20 * threads; i++) {
                String name = "stream" + i % 5;
                asked.add(CompletableFuture.supplyAsync(
                        () -> template.send(
                                "direct:ask", exchange -> exchange.getMessage().setBody(name)),
                        callers));
            }
            int answered = 0;
            for (CompletableFuture<Exchange> each : asked) {
                Exchange exchange = await(each);
                if (exchange.getException() == null) {
                    answered++;
                } else {
                    String refusedByCamel = "No producer"; // Camel's cache gave it none
                    assertThat(exchange.getException().getMessage())
                            .matches(message ->
                                    message.contains("nothing was sent") || message.contains(refusedByCamel));
                }
            }
            assertThat(server().requests()).hasSize(answered);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void requestSucceedsAfterItsEndpointWasRemoved() throws Exception {
        String uri = uri("support");
        await(ask(uri, "one"));
        context.removeEndpoints(uri);

        assertThat(await(ask(uri, "two")).getException()).isNull();
    }

    @Test
    void endpointsCanBeCreatedWhileTheComponentStarts() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CompletableFuture<Void> started = new CompletableFuture<>();
        context.getCamelContextExtension().setStartupStepRecorder(new DefaultStartupStepRecorder() {
            @Override
            public StartupStep beginStep(Class<?> type, String name, String description) {
                if (name.equals("aura") && description.equals("Start Component")) {
                    starting.countDown();
                    started.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
                }
                return super.beginStep(type, name, description);
            }
        });
        CompletableFuture<Endpoint> first = CompletableFuture.supplyAsync(() -> context.getEndpoint(uri("support")));
        assertThat(starting.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        assertThat(await(ask(uri("another"), "two")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("two"));

        started.complete(null);
        assertThat(await(first)).isNotNull();
    }

    @Test
    void stoppingTheContextFailsRequestsThatWaitForASlot() throws Exception {
        server().answer(request -> AuraReply.chunks("one ").gate(gate));
        context.getShutdownStrategy().setTimeout(1);
        routes(r -> r.from("direct:ask").to(uri("support", "maxConcurrentStreams=1")));
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asked.add(ask("direct:ask", "count"));
        }
        gate.awaitReached();

        context.stop();

        for (CompletableFuture<Exchange> each : asked) {
            assertThat(await(each).getException()).isNotNull();
        }
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void throwingExceptionHandlerAffectsNoOtherConsumer() throws Exception {
        Bodies others = new Bodies();
        server().enqueue(AuraReply.chunks("one ", "two"));
        context.getRegistry().bind("bad", new FailingExceptionHandler());
        routes(r -> {
            r.from("aura:support?exceptionHandler=#bad").throwException(new IllegalStateException("no"));
            r.from("aura:support").process(others);
        });

        assertThat(await(ask(uri("support"), "count")).getMessage().getBody()).isEqualTo("one two");
        assertThat(others.rest()).containsExactly("one ", "two");
    }

    @Test
    void requestTimeoutEndsTheWaitForAnUninterruptibleCredentialProcessor() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        context.getRegistry().bind("deaf", new AuraCredentialProcessor() {
            @Override
            public void process(Exchange exchange) {}

            @Override
            public void answered(Exchange exchange) {
                while (free.getCount() > 0) {
                    try {
                        free.await();
                    } catch (InterruptedException e) {
                        // ignores the interrupt on purpose
                    }
                }
            }
        });
        try {
            assertThat(await(ask(uri("support", "credentialProcessor=#deaf", "requestTimeout=500"), "count"))
                            .getException())
                    .isInstanceOf(AuraException.class);
        } finally {
            free.countDown();
        }
    }

    @Test
    void maxConcurrentStreamsMayBeTheLargestInteger() throws Exception {
        assertThat(await(ask(uri("support", "maxConcurrentStreams=2147483647"), "count"))
                        .getException())
                .isNull();
    }

    private static final class FailingExceptionHandler implements ExceptionHandler {

        @Override
        public void handleException(Throwable exception) {
            throw new IllegalStateException(exception);
        }

        @Override
        public void handleException(String message, Throwable exception) {
            throw new IllegalStateException(exception);
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            throw new IllegalStateException(exception);
        }
    }
}
