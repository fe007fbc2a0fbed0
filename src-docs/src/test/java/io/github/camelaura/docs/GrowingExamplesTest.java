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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraEndpoint;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The example routes for servers with many callers, and what the documentation says of their limits. */
@ExtendWith(AuraServerExtension.class)
class GrowingExamplesTest {

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void aim(AuraServer server) {
        aura().getConfiguration().setBaseUrl(server.baseUrl());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String file) throws Exception {
        String resource = "file:" + Docs.EXAMPLES.resolve(file);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, resource));
        context.start();
    }

    private Exchange ask() {
        return context.createProducerTemplate()
                .send("direct:ask", exchange -> exchange.getMessage().setBody("count"));
    }

    @Test
    void throttleRejectsExcessRequests(AuraServer server) throws Exception {
        start("throttle.yaml");

        for (int i = 0; i < 20; i++) {
            assertThat(ask().getException()).isNull();
        }

        assertThat(ask().getException()).isInstanceOf(ThrottlerRejectedExecutionException.class);
        assertThat(server.requests()).hasSize(20);
    }

    @Test
    void cancelExampleCancelsOnlyStreamsOfTheSession(AuraServer server) throws Exception {
        start("cancel.yaml");
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        CompletableFuture<Exchange> janes = send("direct:ask", "jane");
        CompletableFuture<Exchange> johns = send("direct:ask", "john");
        awaitStreams(2);

        assertThat(send("direct:stop", "jane")
                        .get(60, TimeUnit.SECONDS)
                        .getMessage()
                        .getBody())
                .isEqualTo(1);

        assertThat(janes.get(60, TimeUnit.SECONDS).getException())
                .isInstanceOfSatisfying(AuraStreamException.class, failure -> assertThat(failure.isCancelled())
                        .isTrue());
        gate.open();
        assertThat(johns.get(60, TimeUnit.SECONDS).getMessage().getBody()).isEqualTo("Hello");
    }

    private CompletableFuture<Exchange> send(String uri, String session) {
        return context.createProducerTemplate().asyncSend(uri, exchange -> {
            exchange.getMessage().setBody("count");
            exchange.setProperty("sessionId", session);
        });
    }

    @Test
    void openCircuitBreakerSendsNoRequests(AuraServer server) throws Exception {
        start("circuit-breaker.yaml");
        server.answer(request -> AuraReply.providerError("Rate limit reached for requests"));

        for (int i = 0; i < 15; i++) {
            Exchange exchange = ask();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("The chat is not available at the moment.");
            if (i < 10) {
                assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                        .isInstanceOfSatisfying(AuraHttpException.class, failure -> {
                            assertThat(failure.getStatusCode()).isEqualTo(500);
                            assertThat(failure.getReasonPhrase()).isEqualTo("Rate limit reached for requests");
                            assertThat(failure.getRetryAfter()).isNull();
                        });
            }
        }

        assertThat(server.requests()).hasSize(10);
    }

    @Test
    void circuitBreakerExampleLimitsTheTimeOfAStream() throws Exception {
        start("circuit-breaker.yaml");

        assertThat(context.getEndpoints())
                .filteredOn(AuraEndpoint.class::isInstance)
                .extracting(
                        endpoint -> ((AuraEndpoint) endpoint).getConfiguration().getRequestTimeout())
                .containsExactly(30_000L);
    }

    @Test
    void timeoutOfTheCircuitBreakerDoesNotEndTheStream(AuraServer server) throws Exception {
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        start(
                new Resilience4jConfigurationDefinition().timeoutEnabled(true).timeoutDuration(200),
                "aura:support?maxConcurrentStreams=1");

        assertThat(ask().getMessage().getBody()).isEqualTo("fallback");
        gate.awaitReached();
        CompletableFuture<Object> other =
                context.createProducerTemplate().asyncRequestBody("aura:support?maxConcurrentStreams=1", "count");
        awaitStreams(2);
        assertThat(server.requests()).as("the other waits for the slot").hasSize(1);
        gate.open();

        assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo("Hello");
        awaitStreams(0);
        assertThat(aura().getCompletedStreams()).isEqualTo(2);
        assertThat(server.clientsGone()).isZero();
    }

    @Test
    void requestTimeoutEndsTheStreamAndIsAFailureForTheCircuitBreaker(AuraServer server) throws Exception {
        server.answer(request -> AuraReply.chunks("Hel").stall());
        start(
                new Resilience4jConfigurationDefinition().slidingWindowSize(1).minimumNumberOfCalls(1),
                "aura:support?requestTimeout=300");

        Exchange exchange = ask();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fallback");
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("requestTimeout=300");
        server.awaitClientGone(1);
        awaitStreams(0);

        assertThat(ask().getMessage().getBody()).isEqualTo("fallback");
        assertThat(server.requests()).as("the circuit breaker is open").hasSize(1);
    }

    private void start(Resilience4jConfigurationDefinition circuitBreaker, String uri) throws Exception {
        RouteBuilder.addRoutes(context, route -> route.from("direct:ask")
                .circuitBreaker()
                .resilience4jConfiguration(circuitBreaker)
                .to(uri)
                .onFallback()
                .setBody(route.constant("fallback"))
                .end());
        context.start();
    }

    private AuraComponent aura() {
        return context.getComponent("aura", AuraComponent.class);
    }

    /** Waits until this many streams run or wait for a slot. */
    private void awaitStreams(int count) {
        Awaitility.await().until(() -> aura().getRunningStreams() == count);
    }

    @Test
    void circuitBreakerBlocksTheCallersThread(AuraServer server) throws Exception {
        start("circuit-breaker.yaml");
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("Hel").gate(gate).chunk("lo"));
        Thread asker = new Thread(this::ask);
        asker.start();

        gate.awaitReached();
        Awaitility.await().until(asker::getState, Thread.State.WAITING::equals);
        String where = Arrays.toString(asker.getStackTrace());
        gate.open();
        asker.join();

        assertThat(where).contains("ResilienceProcessor.process");
    }
}
