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
package io.github.camelaura.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;

/** A {@code conversationStore} that does not return, or fails, when a turn ends. */
class SlowStoreTest extends AuraTestSupport {

    private final Store store = new Store();

    private static final class Store extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        private final transient Held held = new Held();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();
        private volatile boolean fails;

        @Override
        public String get(Object key) {
            threads.add(Thread.currentThread().getName());
            return super.get(key);
        }

        @Override
        public boolean replace(String key, String oldValue, String newValue) {
            try {
                end();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.replace(key, oldValue, newValue);
        }

        @Override
        public boolean remove(Object key, Object value) {
            throw new IllegalStateException("s3cret");
        }

        private void end() throws InterruptedException {
            if (fails) {
                throw new IllegalStateException("s3cret");
            }
            held.hold();
        }
    }

    @BeforeEach
    void bindStore() {
        context.getRegistry().bind("store", store);
    }

    @AfterEach
    void releaseThreads() {
        store.held.open();
    }

    private CompletableFuture<Exchange> ask(String options) throws Exception {
        routes(route -> route.from("direct:ask")
                .to(uri("chat", "conversationMemory=true", "conversationStore=#store", options))
                .convertBodyTo(byte[].class));
        return template.asyncSend("direct:ask", SlowStoreTest::prepare);
    }

    private static void prepare(Exchange exchange) {
        exchange.getMessage().setBody("first");
        exchange.getMessage().setHeader(AuraConstants.CONVERSATION_ID, "c");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestTimeoutEndsAStreamWhoseTurnIsBeingSaved(boolean streaming) throws Exception {
        server().enqueue(AuraReply.chunks("one"));
        CompletableFuture<Exchange> request = ask("requestTimeout=5000&streaming=" + streaming);
        store.held.awaitReached();

        assertThat(await(request).getException()).hasStackTraceContaining("requestTimeout=5000");
        AuraComponent component = context.getComponent("aura", AuraComponent.class);
        Awaitility.await().until(() -> component.getRunningStreams() == 0);
    }

    @Test
    void savingThatReturnsAfterRequestTimeoutDoesNotEndItsStreamAgain() throws Exception {
        Bodies events = new Bodies();
        routes(route -> route.from("aura:chat?forwardOnCompleted=true&forwardOnError=true")
                .setBody(route.header(AuraConstants.EVENT_TYPE))
                .process(events));
        server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));
        CompletableFuture<Exchange> late = ask("requestTimeout=5000&maxConcurrentStreams=1");
        store.held.awaitReached();
        assertThat(await(late).getException()).hasStackTraceContaining("requestTimeout=5000");

        store.held.open();
        Exchange next = template.request("direct:ask", SlowStoreTest::prepare);

        assertThat(next.getException()).isNull();
        assertThat(next.getMessage().getBody(String.class)).isEqualTo("two");
        assertThat(events.rest()).containsExactly("onNext", "onError", "onNext", "onCompleted");
    }

    @Test
    void mapIsUsedByTheThreadOfTheStream() throws Exception {
        Set<String> streams = ConcurrentHashMap.newKeySet();
        routes(route -> route.from("aura:chat")
                .process(exchange -> streams.add(Thread.currentThread().getName())));
        store.held.open();
        server().enqueue(AuraReply.chunks("one"));

        assertThat(await(ask("streaming=false")).getException()).isNull();

        assertThat(store.threads).isEqualTo(streams).singleElement().asString().contains("AuraStream");
    }

    /** The reader is a thread of the route, which the map does not block. */
    @Test
    void mapIsNotUsedByTheReaderOfAStream() throws Exception {
        store.held.open();
        server().enqueue(AuraReply.chunks("one"));

        assertThat(await(ask("streaming=true")).getException()).isNull();

        assertThat(store.threads).isNotEmpty().allMatch(name -> name.contains("AuraStream"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failureToEndTheTurnOfABrokenStreamIsLogged(boolean keepPartialReply) throws Exception {
        store.fails = true;
        server().enqueue(AuraReply.chunks("one ", "two").cut());
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.WARN)) {
            assertThat(await(ask("keepPartialReply=" + keepPartialReply)).getException())
                    .isNotNull();

            Awaitility.await().untilAsserted(() -> assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("conversationStore")
                    .doesNotContain("s3cret"));
        }
    }

    @Test
    void turnThatIsNotSavedIsReportedByItsExchangeOnly() throws Exception {
        store.fails = true;
        server().enqueue(AuraReply.chunks("one"));
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.WARN)) {
            assertThat(await(ask("temperature=0.1")).getException()).hasMessageContaining("conversationStore");

            assertThat(log.lines()).isEmpty();
        }
    }
}
