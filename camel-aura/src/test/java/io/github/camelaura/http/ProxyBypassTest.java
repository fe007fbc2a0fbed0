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
package io.github.camelaura.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.ForwardProxy;

/** The target of each request decides about the proxy: a logout is redirected to other hosts than that of {@code baseUrl}. */
class ProxyBypassTest {

    private static final String CHAT = "http://chat.example.test";
    private static final String SSO = "http://sso.example.test/end";

    private final CamelContext context = new DefaultCamelContext();
    private final AuraServer server = AuraServer.start();
    private final ForwardProxy proxy = ForwardProxy.start();

    @BeforeEach
    void start() {
        context.start();
        proxy.knows("chat.example.test", server.port()).knows("sso.example.test", server.port());
    }

    @AfterEach
    void close() {
        context.stop();
        proxy.close();
        server.close();
    }

    private int get(String baseUrl, String address, String nonProxyHosts, Map<String, Object> options)
            throws Exception {
        ProxySettings settings = new ProxySettings(proxy.host(), proxy.port(), null, null, nonProxyHosts);
        try (ChatClient client = new ChatClient(
                context,
                HttpSettings.of(
                        baseUrl, "/api/chat", "/api/models", AdditionalHeaders.NONE, settings, 0, 10, options))) {
            return client.newGet(URI.create(address), Map.of())
                    .execute(Duration.ofSeconds(30))
                    .status();
        }
    }

    @Test
    void loopbackIsReachedDirectlyAlthoughTheServerIsBehindTheProxy() throws Exception {
        assertThat(get(CHAT, server.baseUrl() + "/end", null, Map.of())).isPositive();

        assertThat(server.requests()).hasSize(1);
        assertThat(proxy.requests()).isZero();
    }

    @Test
    void otherHostIsReachedThroughTheProxyAlthoughTheServerIsOnThisMachine() throws Exception {
        assertThat(get(server.baseUrl(), SSO, null, Map.of())).isPositive();

        assertThat(server.requests()).hasSize(1);
        assertThat(proxy.requests()).isOne();
    }

    @Test
    void hostOfNonProxyHostsIsReachedDirectly() {
        assertThatIOException()
                .isThrownBy(() -> get(CHAT, SSO, "sso.example.test", Map.of()))
                .withMessageContaining("sso.example.test");

        assertThat(proxy.requests()).isZero();
    }

    @Test
    void tokenEndpointOnThisMachineIsReachedDirectly() throws Exception {
        try (AuraServer endpoint = AuraServer.start()) {
            endpoint.answer(request -> AuraReply.chunks("{\"access_token\":\"token-1\"}"));

            get(
                    CHAT,
                    CHAT + "/me",
                    null,
                    Map.of(
                            "oauth2ClientId", "aura",
                            "oauth2ClientSecret", "s3cret",
                            "oauth2TokenEndpoint", endpoint.baseUrl() + "/token"));

            assertThat(endpoint.requests()).hasSize(1);
            assertThat(proxy.requests()).isOne();
        }
    }
}
