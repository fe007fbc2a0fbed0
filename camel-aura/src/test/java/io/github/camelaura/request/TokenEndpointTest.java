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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.support.EndlessServer;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;

/** camel-http gets the token of {@code http.oauth2*} inside the request, without a time limit of its own. */
class TokenEndpointTest extends AuraTestSupport {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    private final CountDownLatch done = new CountDownLatch(1);

    @AfterEach
    void release() {
        done.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectTimeout=300ms", "connectTimeout=0&requestTimeout=300ms"})
    void silentTokenEndpointEndsWithTheTimeout(String timeout) throws Exception {
        try (EndlessServer endpoint = new EndlessServer(client -> {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        })) {
            assertEndsInTime(endpoint, timeout);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", HEAD + "\r\n{"})
    void tokenEndpointThatSendsWithoutEndIsCutOffByTheTimeout(String again) throws Exception {
        String first = again.startsWith(HEAD) ? HEAD + "\r\n{" : "";
        String more = again.startsWith(HEAD) ? " " : again;
        try (EndlessServer endpoint = new EndlessServer(client -> {
            client.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
            while (!done.await(10, TimeUnit.MILLISECONDS)) {
                client.getOutputStream().write(more.getBytes(StandardCharsets.ISO_8859_1));
            }
        })) {
            assertEndsInTime(endpoint, "connectTimeout=300ms");
        }
    }

    @Test
    void rejectedTokenRequestNamesItsOptions() throws Exception {
        try (AuraServer endpoint = AuraServer.start()) {
            Exchange exchange = await(ask(uri("support", token(endpoint.baseUrl())), "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraConnectException.class)
                    .hasMessageContaining("http.oauth2TokenEndpoint")
                    .hasMessageContaining("nothing was sent")
                    .hasStackTraceContaining("404");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "no JSON"})
    void tokenReplyThatIsNotAJsonObjectNamesTheOptionsOfTheEndpoint(String reply) throws Exception {
        try (AuraServer endpoint = AuraServer.start()) {
            endpoint.answer(request -> AuraReply.chunks(reply));

            Exchange exchange = await(ask(uri("support", token(endpoint.baseUrl())), "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraConnectException.class)
                    .hasMessageContaining("http.oauth2TokenEndpoint")
                    .hasMessageContaining("nothing was sent");
            assertThat(server().requests()).isEmpty();
        }
    }

    private void assertEndsInTime(EndlessServer endpoint, String timeout) throws Exception {
        String uri = uri("support", "maxConcurrentStreams=1", timeout, token(endpoint.baseUrl()));

        Exchange exchange = await(ask(uri, "count"));

        assertThat(exchange.getException())
                .isInstanceOf(AuraConnectException.class)
                .hasMessageContaining("http.oauth2TokenEndpoint")
                .hasMessageContaining("=300 ms");
        endpoint.awaitClientGone();
        assertThat(ClientSockets.to(endpoint.port())).isZero();
        context.stop();
        awaitNoComponentThread();
        assertThat(server().requests()).isEmpty();
    }

    private static String token(String endpoint) {
        return "http.oauth2ClientId=aura&http.oauth2ClientSecret=s3cret&http.oauth2TokenEndpoint=" + endpoint
                + "/token";
    }
}
