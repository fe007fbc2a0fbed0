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

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;

/** The routes and properties of the page about conversations, on Camel Main. */
@ExtendWith(AuraServerExtension.class)
class ConversationExamplesTest {

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void routesRememberReadAndRemoveTheConversationOfTheSession(AuraServer server) throws Exception {
        start(server);
        server.enqueue(AuraReply.chunks("Hello"), AuraReply.chunks("Your name is Jane"), AuraReply.chunks("Hi"));

        send("direct:say", "I am Jane", "session 1");
        send("direct:say", "Who am I?", "session 1");
        send("direct:say", "Who am I?", "session 2");

        assertThat(messages(server, 1)).isEqualTo(3);
        assertThat(messages(server, 2)).isEqualTo(1);
        assertThat(send("direct:history", null, "session 2"))
                .isEqualTo(List.of(
                        Map.of("role", "user", "content", "Who am I?"), Map.of("role", "assistant", "content", "Hi")));
        assertThat(send("direct:forget", null, "session 2")).isEqualTo(true);
        assertThat(send("direct:history", null, "session 2")).isEqualTo(List.of());
    }

    @Test
    void propertiesSelectTheSharedMap(AuraServer server) throws Exception {
        ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
        main.bind("conversations", map);
        main.setPropertyPlaceholderLocations("file:" + Docs.EXAMPLES.resolve("hazelcast.properties"));
        start(server);

        send("direct:say", "I am Jane", "session 1");

        assertThat(map).hasSize(1);
        assertThat(map.keySet().iterator().next()).doesNotContain("session");
    }

    private void start(AuraServer server) {
        main.configure().withRoutesIncludePattern("file:" + Docs.EXAMPLES.resolve("memory.yaml"));
        main.addInitialProperty("camel.component.aura.base-url", server.baseUrl());
        main.start();
    }

    private static int messages(AuraServer server, int request) {
        return server.requests().get(request).json().get("messages").size();
    }

    private Object send(String uri, Object body, String session) throws Exception {
        Exchange exchange = main.getCamelTemplate().request(uri, each -> {
            each.getMessage().setBody(body);
            each.setProperty("sessionId", session);
        });
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }
}
