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

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";

    private static final String REQUIRES_BASIC = String.join(
            "\r\n", "HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic realm=token", "Content-Length: 0", "", "");

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token_type\":\"Bearer\",\"expires_in\":3600} | without access_token; nothing",
                "{\"access_token\":null,\"expires_in\":3600} | without access_token; nothing",
                "{\"access_token\":\"\",\"expires_in\":3600} | without access_token; nothing",
                "{\"error\":\"invalid_scope\",\"expires_in\":3600} | but with the error invalid_scope; nothing"
            })
    void successWithoutTokenNamesTheOptionsAndIsNotCached(String reply, String message) throws Exception {
        try (AuraServer endpoint = AuraServer.start()) {
            endpoint.answer(request -> AuraReply.chunks(reply));
            String uri = uri("support", "http.oauth2CacheTokens=true", token(endpoint.baseUrl()));

            Exchange exchange = await(ask(uri, "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraConnectException.class)
                    .hasMessageContaining("http.oauth2TokenEndpoint returned status 200 without access_token")
                    .hasMessageContaining(message)
                    .hasMessageContaining("http.oauth2ClientId");
            assertThat(server().requests()).isEmpty();

            endpoint.answer(request -> AuraReply.chunks("{\"access_token\":\"token-1\"}"));
            assertThat(await(ask(uri, "count")).getException()).isNull();
            assertThat(server().requests().get(0).header("Authorization")).isEqualTo("Bearer token-1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HEAD + "\r\n", "HTTP/1.1 400 Bad Request\r\n\r\n", CHUNKED})
    void endlessTokenResponseIsCutOff(String head) throws Exception {
        String part = " ".repeat(0x1000);
        try (EndlessServer endpoint =
                EndlessServer.sending(head, head.equals(CHUNKED) ? "1000\r\n" + part + "\r\n" : part)) {
            String uri = uri("support", "connectTimeout=0&requestTimeout=0&" + token(endpoint.baseUrl()));

            Exchange exchange = await(ask(uri, "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraConnectException.class)
                    .hasMessageContaining("http.oauth2TokenEndpoint")
                    .hasMessageContaining("nothing was sent")
                    .hasStackTraceContaining("more than 1048576 bytes");
            endpoint.awaitClientGone();
            assertThat(ClientSockets.to(endpoint.port())).isZero();
        }
        assertThat(server().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void preemptiveCredentialsOfTheServerAreNotForTheTokenEndpoint(boolean inBody) throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        HttpServer endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/token", request -> {
            received.add(String.valueOf(request.getRequestHeaders().getFirst("Authorization")));
            byte[] token = "{\"access_token\":\"token-1\"}".getBytes(StandardCharsets.UTF_8);
            request.sendResponseHeaders(200, token.length);
            request.getResponseBody().write(token);
            request.close();
        });
        endpoint.start();
        try {
            String uri = uri(
                    "support",
                    "http.authMethod=Basic&http.authUsername=jane&http.authPassword=hers",
                    "http.authenticationPreemptive=true",
                    "http.oauth2BodyAuthentication=" + inBody,
                    token("http://127.0.0.1:" + endpoint.getAddress().getPort()));

            assertThat(await(ask(uri, "count")).getException()).isNull();
        } finally {
            endpoint.stop(0);
        }
        assertThat(received).containsExactly(inBody ? "null" : basic("aura", "s3cret"));
        assertThat(server().requests().get(0).header("Authorization")).isEqualTo("Bearer token-1");
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Test
    void tokenEndpointThatRequiresBasicDoesNotGetTheCredentialsOfTheServer() throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        try (EndlessServer endpoint = new EndlessServer(client -> {
            BufferedReader requests =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                received.add(line);
                if (line.isEmpty()) { // the headers end here; the line of the body has no end
                    client.getOutputStream().write(REQUIRES_BASIC.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        })) {
            // with the client's secret in the body, the request has no other Authorization
            String credentials = "http.oauth2BodyAuthentication=true&http.authMethod=Basic&http.authUsername=user"
                    + "&http.authPassword=s3cret";

            Exchange exchange = await(ask(uri("support", credentials, token(endpoint.baseUrl())), "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraConnectException.class)
                    .hasStackTraceContaining("401");
            assertThat(received)
                    .anyMatch(line -> line.startsWith("POST "))
                    .noneMatch(line -> line.startsWith("Authorization:"));
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
