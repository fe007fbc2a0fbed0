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
        private volatile boolean fails;

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
        return template.asyncSend("direct:ask", exchange -> {
            exchange.getMessage().setBody("first");
            exchange.getMessage().setHeader(AuraConstants.CONVERSATION_ID, "c");
        });
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
