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

import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** The producer returns immediately and calls its callback exactly once, whatever happens to the stream. */
class CallbackTest extends AuraTestSupport {

    private final AtomicInteger callbacks = new AtomicInteger();
    private final Held held = new Held();

    @AfterEach
    void letGo() {
        held.open();
    }

    @Test
    void callbackFollowsASuccess() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));

        CompletableFuture<Exchange> asked = process(uri("support"), "hi");
        gate.awaitReached();
        assertThat(asked).isNotDone();
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo("ab");
        calledBackOnce();
    }

    @Test
    void callbackOfAStreamingRequestComesWithTheFirstChunk() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));

        Exchange exchange = await(process(uri("support", "streaming=true"), "hi"));

        assertThat(exchange.getException()).isNull();
        exchange.getExchangeExtension().handoverCompletions().forEach(done -> done.onComplete(exchange));
        server().awaitClientGone(1);
        calledBackOnce();
    }

    @Test
    void callbackRunsOnTheCallersThreadIfNoRequestIsSent() throws Exception {
        AtomicBoolean doneSync = new AtomicBoolean();
        Exchange exchange = exchange(null);

        boolean sync = producer(uri("support")).process(exchange, done -> {
            doneSync.set(done);
            callbacks.incrementAndGet();
        });

        assertThat(sync).isTrue();
        assertThat(doneSync).isTrue();
        assertThat(exchange.getException()).isInstanceOf(AuraRequestException.class);
        calledBackOnce();
    }

    @Test
    void callbackFollowsAnErrorOfATypeConverter() throws Exception {
        context.getTypeConverterRegistry()
                .addTypeConverter(String.class, Gate.class, new SimpleTypeConverter(false, (type, from, value) -> {
                    throw new NoSuchMethodError("expected by this test");
                }));
        Exchange exchange = exchange(new Gate());

        boolean sync = producer(uri("support", "maxConcurrentStreams=1"))
                .process(exchange, done -> callbacks.incrementAndGet());

        assertThat(sync).isTrue();
        assertThat(exchange.getException()).hasRootCauseInstanceOf(NoSuchMethodError.class);
        assertThat(await(ask(uri("support", "maxConcurrentStreams=1"), "hi")).getException())
                .isNull();
        calledBackOnce();
    }

    @Test
    void callbackFollowsARefusedConnection() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        failsWith(AuraConnectException.class, "aura:support?baseUrl=http://127.0.0.1:" + freePort);
    }

    @Test
    void callbackFollowsAnHttpError() throws Exception {
        server().enqueue(AuraReply.error());
        failsWith(AuraHttpException.class, uri("support"));
    }

    @Test
    void callbackFollowsARejectedCredential() throws Exception {
        server().enqueue(AuraReply.status(401, "Unauthorized", ""));
        failsWith(AuraCredentialException.class, uri("support"));
    }

    @Test
    void callbackFollowsABrokenStream() throws Exception {
        server().enqueue(AuraReply.chunks("a").cut());
        failsWith(AuraStreamException.class, uri("support"));
    }

    @Test
    void callbackFollowsAnEmptyReply() throws Exception {
        server().enqueue(AuraReply.empty());
        failsWith(AuraStreamException.class, uri("support"));
    }

    @Test
    void callbackFollowsAFirstChunkTimeout() throws Exception {
        server().enqueue(AuraReply.silence());
        failsWith(AuraStreamException.class, uri("support", "firstChunkTimeout=100"));
    }

    @Test
    void callbackFollowsAChunkTimeout() throws Exception {
        server().enqueue(AuraReply.providerDies("a"));
        failsWith(AuraStreamException.class, uri("support", "chunkTimeout=100"));
    }

    @Test
    void callbackFollowsARequestTimeout() throws Exception {
        server().enqueue(AuraReply.silence());
        failsWith(AuraStreamException.class, uri("support", "requestTimeout=100"));
    }

    @Test
    void callbackFollowsARequestTimeoutWhileARouteHoldsAChunk() throws Exception {
        routes(r -> r.from("aura:support").process(held));
        server().enqueue(AuraReply.chunks("a", "b"));

        Exchange exchange = await(process(uri("support", "requestTimeout=1000"), "hi"));

        assertThat(exchange.getException()).isInstanceOf(AuraStreamException.class);
        held.open(); // the stream detects its failure after the caller has received it
        calledBackOnce();
    }

    @Test
    void callbackFollowsAFailedRouteWithStopOnException() throws Exception {
        routes(r -> r.from("aura:support").throwException(new IllegalStateException("no")));
        server().enqueue(AuraReply.chunks("a", "b"));
        failsWith(AuraStreamException.class, uri("support", "stopOnException=true"));
    }

    @Test
    void callbackFollowsAStop() throws Exception {
        Gate gate = new Gate();
        context.getShutdownStrategy().setTimeout(1);
        server().enqueue(AuraReply.chunks("a").gate(gate).chunk("b"));
        CompletableFuture<Exchange> asked = process(uri("support"), "hi");
        gate.awaitReached();

        context.stop();

        assertThat(await(asked).getException()).isInstanceOf(AuraStreamException.class);
        assertThat(callbacks).hasValue(1);
    }

    @Test
    void callbackFollowsAStopDuringTheWaitForASlot() throws Exception {
        Gate gate = new Gate();
        context.getShutdownStrategy().setTimeout(1);
        server().answer(request -> AuraReply.chunks("a").gate(gate).chunk("b"));
        String uri = uri("support", "maxConcurrentStreams=1");
        CompletableFuture<Exchange> first = process(uri, "first");
        gate.awaitReached();
        CompletableFuture<Exchange> second = process(uri, "second");

        context.stop();

        assertThat(await(first).getException()).isInstanceOf(AuraStreamException.class);
        assertThat(await(second).getException()).isInstanceOf(AuraStreamException.class);
        assertThat(callbacks).hasValue(2);
        assertThat(server().requests()).hasSize(1);
    }

    private void failsWith(Class<? extends Exception> failure, String uri) throws Exception {
        Exchange exchange = await(process(uri, "hi"));

        assertThat(exchange.getException()).isInstanceOf(failure);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        calledBackOnce();
    }

    /**
     * Checks the number of callbacks after all threads of the component have ended, so that no second call can follow.
     */
    private void calledBackOnce() {
        context.stop();
        assertThat(callbacks).hasValue(1);
    }

    private CompletableFuture<Exchange> process(String uri, Object body) throws Exception {
        Exchange exchange = exchange(body);
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        boolean sync = producer(uri).process(exchange, doneSync -> {
            callbacks.incrementAndGet();
            assertThat(doneSync).isFalse();
            done.complete(exchange);
        });
        assertThat(sync).as("done on the caller's thread").isFalse();
        return done;
    }

    private Exchange exchange(Object body) {
        Exchange exchange = context.getEndpoint(uri("support")).createExchange();
        exchange.getMessage().setBody(body);
        return exchange;
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }
}
