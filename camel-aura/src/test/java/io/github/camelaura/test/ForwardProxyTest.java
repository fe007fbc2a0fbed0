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
package io.github.camelaura.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy for tests. */
@Timeout(30)
class ForwardProxyTest {

    private static final String PASSWORD = "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));

    @Test
    void proxyForwardsPlainRequests() throws Exception {
        try (AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
                ForwardProxy proxy = ForwardProxy.start()) {
            HttpClient client = clientOf(proxy).build();

            for (int i = 1; i <= 2; i++) {
                assertThat(client.send(Ask.request(server, "/api/chat", Ask.HELLO), BodyHandlers.ofString())
                                .body())
                        .isEqualTo(AuraServer.replyTo("hello"));
                assertThat(proxy.requests()).isEqualTo(i);
            }
            assertThat(server.requests().get(0).path()).isEqualTo("/api/chat");
            assertThat(server.requests().get(0).header("Content-Type")).isEqualTo("application/json");
            assertThat(proxy.tunnels()).isZero();
        }
    }

    @Test
    void proxyOpensTunnels(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        try (AuraServer server = AuraServer.start(certificates.serverContext()).wordDelay(Duration.ZERO);
                ForwardProxy proxy = ForwardProxy.start()) {
            HttpClient client =
                    clientOf(proxy).sslContext(certificates.clientContext()).build();

            assertThat(client.send(Ask.request(server, "/api/chat", Ask.HELLO), BodyHandlers.ofString())
                            .body())
                    .isEqualTo(AuraServer.replyTo("hello"));
            assertThat(proxy.tunnels()).isOne();
            assertThat(proxy.requests()).isZero();
        }
    }

    @Test
    void proxyRequiresItsPassword() throws Exception {
        try (AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
                ForwardProxy proxy = ForwardProxy.start("me", "secret");
                RawClient client = new RawClient(proxy.port())) {
            String url = server.baseUrl() + "/api/chat";
            client.post(url, Ask.HELLO);
            assertThat(client.readHead())
                    .startsWith("HTTP/1.1 407 ")
                    .contains("Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
            assertThat(server.requests()).isEmpty();

            client.post(url, Ask.HELLO, PASSWORD);
            assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").contains("Connection: close\r\n");
            assertThat(server.requests().get(0).headers()).doesNotContainKey("Proxy-Authorization");
            assertThat(proxy.refusals()).isOne();
            assertThat(proxy.requests()).isOne();
        }
    }

    @Test
    void proxyRequiresItsPasswordForTunnels() throws Exception {
        try (AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
                ForwardProxy proxy = ForwardProxy.start("me", "secret");
                RawClient client = new RawClient(proxy.port())) {
            String connect = "CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1\r\n";
            client.send(connect + "\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 407 ");
            client.send(connect + PASSWORD + "\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            client.post("/api/chat", Ask.HELLO);
            assertThat(client.readUntil("0\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
            assertThat(proxy.tunnels()).isOne();
        }
    }

    @Test
    void proxyForwardsTheCloseOfAConnection() throws Exception {
        try (AuraServer server = AuraServer.start();
                ForwardProxy proxy = ForwardProxy.start()) {
            server.enqueue(AuraReply.providerDies("a"));
            RawClient client = new RawClient(proxy.port()).post(server.baseUrl() + "/api/chat", Ask.HELLO);
            client.readUntil("a\r\n");

            client.close();

            server.awaitClientGone(1);
        }
    }

    @Test
    void unreachableServerIsAnsweredWithStatus502() throws Exception {
        AuraServer gone = AuraServer.start();
        gone.close();
        try (ForwardProxy proxy = ForwardProxy.start();
                RawClient client = new RawClient(proxy.port())) {
            client.post(gone.baseUrl() + "/api/chat", Ask.HELLO);
            assertThat(client.readHead()).startsWith("HTTP/1.1 502 ");
        }
        try (ForwardProxy proxy = ForwardProxy.start();
                RawClient client = new RawClient(proxy.port())) {
            client.send("GET /local HTTP/1.1\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void proxyResolvesItsOwnHosts() throws Exception {
        try (AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);
                ForwardProxy proxy = ForwardProxy.start().knows("chat.test", server.port());
                RawClient known = new RawClient(proxy.port());
                RawClient unknown = new RawClient(proxy.port())) {
            known.post("http://chat.test/api/chat", Ask.HELLO);
            assertThat(known.readAll()).startsWith("HTTP/1.1 200 OK");
            unknown.post(server.baseUrl() + "/api/chat", Ask.HELLO);
            assertThat(unknown.readHead()).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void closingTheProxyEndsThreadsAndConnections() throws Exception {
        try (AuraServer server = AuraServer.start()) {
            server.enqueue(AuraReply.silence());
            ForwardProxy proxy = ForwardProxy.start();
            try (RawClient client = new RawClient(proxy.port())) {
                client.post(server.baseUrl() + "/api/chat", Ask.HELLO);
                server.awaitRequests(1);
                proxy.close();
                proxy.close();
                server.awaitClientGone(1);
                assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getName().startsWith("forward-proxy-" + proxy.port()));
            }
        }
    }

    private static HttpClient.Builder clientOf(ForwardProxy proxy) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.host(), proxy.port())));
    }
}
