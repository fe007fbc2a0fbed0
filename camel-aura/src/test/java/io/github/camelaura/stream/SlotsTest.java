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
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraException;
import io.github.camelaura.AuraOverloadException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LiveThread;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/**
 * Requests beyond {@code maxConcurrentStreams} wait without a thread, and fail with a clear message if the wait is too
 * long.
 */
class SlotsTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final ScarceThreads threads = new ScarceThreads();

    @AfterEach
    void restoreThreads() {
        threads.exhausted = false; // also after a failure, because the stop of the context may need a thread
    }

    @Test
    void waitingRequestsRunInTheirOrder() throws Exception {
        server().answer(request -> AuraReply.chunks("re: ").gate(gate).chunk(request.question()));
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();

        for (String question : List.of("a", "b", "c", "d")) {
            asked.add(asyncAsk(uri("support", "maxConcurrentStreams=1"), question));
        }

        for (int i = 0; i < asked.size(); i++) {
            gate.awaitReached();
            assertThat(server().requests()).hasSize(i + 1);
            gate.let(1);
            assertThat(await(asked.get(i)).getMessage().getBody())
                    .isEqualTo(List.of("re: a", "re: b", "re: c", "re: d").get(i));
        }
        assertThat(server().requests()).extracting(AuraRequest::question).containsExactly("a", "b", "c", "d");
        assertThat(server().peakStreams()).isEqualTo(1);
    }

    @Test
    void maxConcurrentStreamsLimitsTheRunningStreams() throws Exception {
        server().answer(request -> AuraReply.chunks("a").gate(gate).chunk("b"));
        List<CompletableFuture<Exchange>> asked = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            asked.add(asyncAsk(uri("support", "maxConcurrentStreams=2"), "hi"));
        }

        gate.awaitReached(2);
        gate.open();
        for (CompletableFuture<Exchange> one : asked) {
            assertThat(await(one).getMessage().getBody()).isEqualTo("ab");
        }
        assertThat(server().peakStreams()).isEqualTo(2);
    }

    @Test
    void waitingRequestsUseNoThreads() throws Exception {
        server().answer(request -> AuraReply.chunks("a").gate(gate).chunk("b"));
        String uri = uri("support", "maxConcurrentStreams=1");
        CompletableFuture<Exchange> first = asyncAsk(uri, "first");
        gate.awaitReached();
        long threads = streamThreads();
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();

        for (int i = 0; i < 50; i++) {
            waiting.add(asyncAsk(uri, "another")); // on this thread, which is not blocked
        }

        assertThat(streamThreads()).isEqualTo(threads);
        gate.open();
        await(first);
        for (CompletableFuture<Exchange> one : waiting) {
            assertThat(await(one).getException()).isNull();
        }
    }

    @Test
    void requestTimeoutEndsTheWaitForASlotBeforeTheRequestIsSent() throws Exception {
        Held held = new Held();
        routes(r -> r.from("aura:support").process(held));
        String uri = uri("support", "maxConcurrentStreams=1", "requestTimeout=2000");
        CompletableFuture<Exchange> first = asyncAsk(uri, "first");
        held.awaitReached(); // the stream keeps its slot even after its own timeout

        for (String late : List.of("second", "third")) { // the second has no slot to pass on to the third
            assertThat(await(asyncAsk(uri, late)).getException())
                    .isInstanceOf(AuraOverloadException.class)
                    .hasMessageContaining("requestTimeout=2000 ms")
                    .hasMessageContaining("maxConcurrentStreams=1 ")
                    .hasMessageContaining("nothing was sent");
        }
        assertThat(await(first).getException()).isInstanceOf(AuraStreamException.class);
        assertThat(server().requests()).extracting(AuraRequest::question).containsExactly("first");

        held.open();
        assertThat(await(asyncAsk(uri, "fourth")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("fourth"));
    }

    @Test
    void requestBeyondMaxWaitingStreamsFailsImmediately() throws Exception {
        server().answer(request -> AuraReply.chunks("re: ").gate(gate).chunk(request.question()));
        String uri = uri("support", "maxConcurrentStreams=1", "maxWaitingStreams=1");
        CompletableFuture<Exchange> running = asyncAsk(uri, "runs");
        gate.awaitReached();
        CompletableFuture<Exchange> waiting = asyncAsk(uri, "waits");

        assertThat(await(asyncAsk(uri, "refused")).getException())
                .isInstanceOf(AuraOverloadException.class)
                .hasMessageContaining("maxWaitingStreams=1 ")
                .hasMessageContaining("nothing was sent");

        gate.open();
        assertThat(await(running).getMessage().getBody()).isEqualTo("re: runs");
        assertThat(await(waiting).getMessage().getBody()).isEqualTo("re: waits");
        assertThat(server().requests()).extracting(AuraRequest::question).containsExactly("runs", "waits");
    }

    @Test
    void manyRequestsThatExpireAreAnsweredByFewThreads() throws Exception {
        assumePlatformThreads();
        int many = 300;
        Held held = new Held();
        routes(r -> r.from("aura:support").process(held));
        String uri = uri("support", "maxConcurrentStreams=1", "requestTimeout=2000");
        CompletableFuture<Exchange> running = asyncAsk(uri, "runs");
        held.awaitReached();
        // first, because the threads that answer will be busy; the stream keeps its slot even after its own timeout
        assertThat(await(running).getException()).isInstanceOf(AuraStreamException.class);
        CountDownLatch continued = new CountDownLatch(1);
        List<CompletableFuture<Exchange>> expired = new ArrayList<>();

        for (int i = 0; i < many; i++) { // the route after each request holds the thread that answers it
            expired.add(asyncAsk(uri, "waits").thenApply(exchange -> {
                awaitUninterruptibly(continued);
                return exchange;
            }));
        }

        Awaitility.await().until(() -> threads("AuraAnswer") == 20);
        assertThat(threads("AuraStream")).isEqualTo(1);
        continued.countDown();
        for (CompletableFuture<Exchange> one : expired) {
            assertThat(await(one).getException()).isInstanceOf(AuraOverloadException.class);
        }
        held.open();
    }

    @Test
    void waitingRequestsExpireWhenTheSystemHasNoMoreThreads() throws Exception {
        assumePlatformThreads();
        context.getExecutorServiceManager().setThreadPoolFactory(threads);
        Held held = new Held();
        routes(r -> r.from("aura:support").process(held));
        String uri = uri("support", "maxConcurrentStreams=1", "requestTimeout=2000");
        CompletableFuture<Exchange> running = asyncAsk(uri, "runs");
        held.awaitReached();
        threads.exhausted = true;
        for (int i = 0; i < 5; i++) {
            failOnAnswer(uri); // on the timer, which must continue
        }
        List<CompletableFuture<Exchange>> expired = new ArrayList<>();

        for (int i = 0; i < 200; i++) {
            expired.add(asyncAsk(uri, "waits"));
        }

        assertThat(await(running).getException()).isInstanceOf(AuraStreamException.class);
        for (CompletableFuture<Exchange> one : expired) {
            assertThat(await(one).getException()).isInstanceOf(AuraOverloadException.class);
        }
        threads.exhausted = false;
        held.open();
        assertThat(await(asyncAsk(uri, "later")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("later"));
    }

    @Test
    void requestWithoutAThreadFailsAndFreesItsSlot() throws Exception {
        assumePlatformThreads();
        context.getExecutorServiceManager().setThreadPoolFactory(threads);
        String uri = uri("support", "maxConcurrentStreams=1");
        threads.exhausted = true;

        assertThatNoException() // JUnit would end with the error if the request threw it
                .isThrownBy(() -> assertThat(await(asyncAsk(uri, "fails")).getException())
                        .hasRootCauseInstanceOf(OutOfMemoryError.class));

        threads.exhausted = false;
        assertThat(await(asyncAsk(uri, "later")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("later"));
    }

    @Test
    void failedStreamFreesItsSlot() throws Exception {
        String uri = uri("support", "maxConcurrentStreams=1", "chunkTimeout=200");
        server().enqueue(AuraReply.error(), AuraReply.chunks("a").cut(), AuraReply.providerDies("a"));

        for (int i = 0; i < 3; i++) {
            assertThat(await(asyncAsk(uri, "hi")).getException()).isInstanceOf(AuraException.class);
        }

        assertThat(await(asyncAsk(uri, "hi")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("hi"));
    }

    @Test
    void chunkMaySendARequestToAnotherEndpointWithOneSlot() throws Exception {
        Bodies answers = new Bodies();
        routes(r -> r.from("aura:x").to(uri("y", "maxConcurrentStreams=1")).process(answers));
        server().answer(request -> AuraReply.chunks(request.question(), "!"));

        assertThat(await(asyncAsk(uri("x", "maxConcurrentStreams=1"), "hi"))
                        .getMessage()
                        .getBody())
                .isEqualTo("hi!");

        assertThat(answers.rest()).containsExactly("hi!", "!!");
    }

    /** Sends a request from this thread, which is not blocked. */
    private CompletableFuture<Exchange> asyncAsk(String uri, String question) throws Exception {
        Exchange exchange = context.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody(question);
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer.processAsync(exchange);
    }

    /** Sends a request whose caller fails when it is answered. */
    private void failOnAnswer(String uri) throws Exception {
        Exchange exchange = context.getEndpoint(uri).createExchange();
        exchange.getMessage().setBody("waits");
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> {
            throw new AssertionError("expected by this test");
        });
    }

    /** Virtual threads are not limited by the system. */
    private static void assumePlatformThreads() {
        assumeFalse(Boolean.getBoolean("camel.threads.virtual.enabled"), "threads are virtual");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long streamThreads() {
        return threads("AuraStream");
    }

    private static long threads(String name) {
        return LiveThread.names().stream().filter(each -> each.contains(name)).count();
    }

    /** Thread pools whose threads cannot start while the threads of the system are exhausted. */
    private static final class ScarceThreads extends DefaultThreadPoolFactory {

        private volatile boolean exhausted;

        @Override
        public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
            return super.newThreadPool(profile, scarce(factory));
        }

        @Override
        public ExecutorService newCachedThreadPool(ThreadFactory factory) {
            return super.newCachedThreadPool(scarce(factory));
        }

        private ThreadFactory scarce(ThreadFactory factory) {
            return task -> {
                Thread thread = factory.newThread(task);
                return exhausted ? new UnstartableThread() : thread;
            };
        }
    }

    private static final class UnstartableThread extends Thread {

        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
