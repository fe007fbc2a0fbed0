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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Held;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** {@code conversationMemory} while the component stops, and after it starts again. */
class ConversationStopTest extends AuraTestSupport {

    private final ConcurrentMap<String, String> store = new ConcurrentHashMap<>();
    private final Gate gate = new Gate();

    @BeforeEach
    void bindStore() {
        context.getRegistry().bind("store", store);
    }

    private CompletableFuture<Exchange> say(String prompt, String... options) {
        return template.asyncSend(
                uri("chat", "conversationMemory=true", "conversationStore=#store", "keepPartialReply=true")
                        + String.join("", options),
                exchange -> {
                    exchange.getMessage().setBody(prompt);
                    exchange.getMessage().setHeader(AuraConstants.CONVERSATION_ID, "c");
                });
    }

    @Test
    void streamThatAStopAbortsSavesItsPartAndLeavesNoLease() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        Held held = new Held();
        routes(route -> route.from("aura:chat").process(held));
        CompletableFuture<Exchange> running = say("first");
        held.awaitReached();
        Thread stop = new Thread(context.getComponent("aura", AuraComponent.class)::stop);
        stop.start();
        Awaitility.await()
                .atMost(PATIENCE, TimeUnit.SECONDS)
                .until(() -> List.of(stop.getStackTrace()).toString().contains("awaitTermination")); // of the threads

        held.open();

        assertThat(await(running).getException()).hasMessageContaining("stops");
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(store.values())
                .singleElement()
                .asString()
                .contains("\"one \"", "\"partial\":true")
                .doesNotContain("lease"));
    }

    @Test
    void requestDuringAStopDoesNotPreventLaterOnes() throws Exception {
        server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));
        AuraComponent component = context.getComponent("aura", AuraComponent.class);
        assertThat(await(say("first")).getException()).isNull();

        component.stop();
        assertThat(await(say("second")).getException()).hasMessageContaining("stopped");
        component.start();

        // another endpoint, because Camel's template keeps the producer that has stopped
        assertThat(await(say("third", "&temperature=0.1")).getException()).isNull();
    }
}
