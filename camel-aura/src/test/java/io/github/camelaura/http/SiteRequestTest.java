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

import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.EOFException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import io.github.camelaura.support.EndlessServer;
import io.github.camelaura.test.AuraServer;

/** The GET of {@code loginVerifyUrl} and {@code logoutUrl} ends in time, also while camel-http gets its OAuth2 token. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class SiteRequestTest {

    private final CamelContext context = new DefaultCamelContext();
    private final AuraServer server = AuraServer.start();

    @AfterEach
    void close() {
        context.stop();
        server.close();
    }

    private ChatClient client(String endpoint) throws Exception {
        context.start();
        Map<String, Object> token = Map.of(
                "oauth2ClientId", "aura", "oauth2ClientSecret", "s3cret", "oauth2TokenEndpoint", endpoint + "/token");
        ProxySettings none = new ProxySettings(null, null, null, null, null);
        return new ChatClient(
                context,
                HttpSettings.of(
                        server.baseUrl(), "/api/chat", "/api/models", AdditionalHeaders.NONE, none, 0, 10, token));
    }

    @Test
    void silentTokenEndpointEndsWithTheLimit() throws Exception {
        try (EndlessServer endpoint = new EndlessServer(client -> {
                    client.getInputStream().transferTo(OutputStream.nullOutputStream());
                    throw new EOFException();
                });
                ChatClient client = client(endpoint.baseUrl())) {
            SiteRequest request = client.newGet(URI.create(server.baseUrl() + "/me"), Map.of());

            assertThatIOException().isThrownBy(() -> request.execute(Duration.ofMillis(300)));

            endpoint.awaitClientGone();
        }
    }

    @Test
    void endlessTokenResponseIsCutOff() throws Exception {
        try (EndlessServer endpoint = EndlessServer.sending("HTTP/1.1 200 OK\r\n\r\n", " ".repeat(0x1000));
                ChatClient client = client(endpoint.baseUrl())) {
            SiteRequest request = client.newGet(URI.create(server.baseUrl() + "/me"), Map.of());

            assertThatIOException()
                    .isThrownBy(() -> request.execute(Duration.ofSeconds(20)))
                    .withStackTraceContaining("more than 1048576 bytes");

            endpoint.awaitClientGone();
        }
    }
}
