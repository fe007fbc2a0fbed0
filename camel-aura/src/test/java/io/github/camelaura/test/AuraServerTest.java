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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections, records and counters of {@link AuraServer}. */
@Timeout(30)
class AuraServerTest {

    private final AuraServer server = AuraServer.start().wordDelay(Duration.ZERO);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void serverRecordsRequests() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.post("/api/chat?a=b", Ask.json("größer"), "X-Thing: one", "x-thing: two", "Cookie: s=1");
            client.readUntil("0\r\n\r\n");
        }
        AuraRequest request = server.awaitRequests(1).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/api/chat");
        assertThat(request.query()).isEqualTo("a=b");
        assertThat(request.headers("X-THING")).containsExactly("one", "two");
        assertThat(request.header("cookie")).isEqualTo("s=1");
        assertThat(request.header("missing")).isNull();
        assertThat(request.body()).isEqualTo(Ask.json("größer"));
        assertThat(request.json().path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(request.question()).isEqualTo("größer");
        assertThat(request.connection()).isOne();
    }

    @Test
    void serverReadsChunkedRequestsAfterExpectContinue() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("POST /api/chat HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            String json = Ask.HELLO;
            client.send("A;x=y\r\n" + json.substring(0, 10) + "\r\n");
            client.send(
                    Integer.toHexString(json.length() - 10) + "\r\n" + json.substring(10) + "\r\n0\r\nT: v\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
            client.readUntil("0\r\n\r\n");
        }
        assertThat(server.requests().get(0).json()).isNotNull();
    }

    @Test
    void serverKeepsConnectionsAlive() throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.post("/api/chat", Ask.HELLO).post("/api/chat", Ask.HELLO);
            client.readUntil("0\r\n\r\n");
            client.readUntil("0\r\n\r\n");
            client.post("/api/chat", Ask.HELLO, "Connection: close");
            assertThat(client.readHead()).contains("Connection: close\r\n");
            client.readAll();
        }
        assertThat(server.connections()).isOne();
        assertThat(server.requests()).extracting(AuraRequest::connection).containsExactly(1, 1, 1);
        server.awaitOpenConnections(0);
    }

    @Test
    void serverClosesIdleConnections() throws Exception {
        server.idleTimeout(Duration.ofMillis(200));
        try (RawClient client = new RawClient(server.port())) {
            client.post("/api/chat", Ask.HELLO);
            client.readUntil("0\r\n\r\n");
            long start = System.nanoTime();
            assertThat(client.readAll()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(150), Duration.ofSeconds(4));
        }
        server.awaitOpenConnections(0);
    }

    @Test
    void serverSupportsHttp10() throws Exception {
        server.enqueue(AuraReply.chunks("a", "b"));
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /api/chat HTTP/1.0\r\n\r\n");
            assertThat(client.readAll()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nab");
        }
    }

    @Test
    void inputThatIsNotHttpIsAnsweredWithStatus400() throws Exception {
        for (String nonsense : List.of(
                "hello\r\n\r\n",
                "GET / HTTP/1.1\r\nno header\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxx\r\n")) {
            try (RawClient client = new RawClient(server.port())) {
                assertThat(client.send(nonsense).readAll()).startsWith("HTTP/1.1 400 Bad Request\r\n");
            }
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void serverDetectsAClosedConnectionImmediately() throws Exception {
        assertNoticed(AuraReply.chunks("a").stall(), RawClient::close);
        assertNoticed(AuraReply.chunks("a").pause(Duration.ofMinutes(1)), RawClient::close);
        assertNoticed(AuraReply.chunks("a").gate(new Gate()), RawClient::close);
        assertThat(server.clientsGone()).isEqualTo(3);
    }

    @Test
    void serverDetectsAResetConnectionImmediately() throws Exception {
        assertNoticed(AuraReply.chunks("a").stall(), RawClient::reset);
        assertNoticed(AuraReply.chunks("a").pause(Duration.ofMinutes(1)), RawClient::reset);
        assertNoticed(AuraReply.chunks("a").gate(new Gate()), RawClient::reset);
        assertThat(server.clientsGone()).isEqualTo(3);
    }

    private void assertNoticed(AuraReply reply, Departure departure) throws Exception {
        server.enqueue(reply);
        int before = server.clientsGone();
        RawClient client = new RawClient(server.port()).post("/api/chat", Ask.HELLO);
        client.readUntil("a\r\n");
        assertThat(server.openStreams()).isOne();

        long start = System.nanoTime();
        departure.of(client);
        server.awaitClientGone(before + 1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(server.openStreams()).isZero();
        server.awaitOpenConnections(0);
    }

    @Test
    void serverDetectsAClosedConnectionWhileItWrites() throws Exception {
        server.enqueue(AuraReply.words("word ".repeat(100_000), Duration.ZERO));
        RawClient client = new RawClient(server.port()).post("/api/chat", Ask.HELLO);
        client.readHead();
        client.close();

        server.awaitClientGone(1);
        assertThat(server.chunksSent()).isLessThan(100_000);
    }

    @Test
    void closedConnectionUsesNoPermitOfAGate() throws Exception {
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("a").gate(gate).chunk("b"));
        RawClient gone = new RawClient(server.port()).post("/api/chat", Ask.HELLO);
        gate.awaitReached();
        gone.close();
        server.awaitClientGone(1);
        assertThat(gate.waiting()).isZero();
        gate.let(1);

        assertThat(Ask.hello(server).body()).isEqualTo("ab");
    }

    @Test
    void serverCountsSimultaneousStreams() throws Exception {
        Gate gate = new Gate();
        server.answer(request -> AuraReply.chunks("a").gate(gate).chunk("b"));
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(Ask.async(server));
        }
        gate.awaitReached(50);
        assertThat(server.openStreams()).isEqualTo(50);
        gate.open();

        assertThat(replies).allSatisfy(reply -> assertThat(reply.get().body()).isEqualTo("ab"));
        assertThat(server.openStreams()).isZero();
        assertThat(server.peakStreams()).isEqualTo(50);
        assertThat(server.clientsGone()).isZero();
    }

    @Test
    void closingTheServerEndsThreadsAndConnections() throws Exception {
        Gate gate = new Gate();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.enqueue(AuraReply.providerDies("a"), AuraReply.chunks("a").gate(gate), AuraReply.silence());
        server.answer(request -> {
            asked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        });
        List<RawClient> clients = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            clients.add(new RawClient(server.port()).post("/api/chat", Ask.HELLO));
            server.awaitRequests(i);
        }
        clients.add(new RawClient(server.port()));
        asked.await();
        gate.awaitReached();

        long start = System.nanoTime();
        server.close();
        // after 10 s it gives up waiting for its threads
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        server.close();

        assertThat(threads()).isEmpty();
        assertThat(server.clientsGone()).isZero();
        assertThat(server.openStreams()).isZero();
        assertThat(server.openConnections()).isZero();
        assertThatThrownBy(() -> new RawClient(server.port())).isInstanceOf(ConnectException.class);
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void closedConnectionLeavesNoThread() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (RawClient client = new RawClient(server.port())) {
                client.post("/api/chat", Ask.HELLO).readUntil("0\r\n\r\n");
            }
        }
        server.awaitOpenConnections(0);
        await().untilAsserted(() -> assertThat(threads()).containsExactly("aura-server-" + server.port() + "-accept"));
    }

    @Test
    void serverCanBeRestartedOnItsPort() throws Exception {
        int port = server.port();
        Ask.hello(server);
        server.close();
        try (AuraServer again = AuraServer.start(port).wordDelay(Duration.ZERO);
                RawClient client = new RawClient(port)) {
            client.post("/api/chat", Ask.HELLO).readUntil("0\r\n\r\n");
            assertThat(again.requests()).hasSize(1);
        }
    }

    @Test
    void failedWaitNamesWhatIsMissing() {
        Gate gate = new Gate(Duration.ofMillis(10));

        assertThatThrownBy(gate::awaitReached)
                .isInstanceOf(AssertionError.class)
                .hasMessage("Waited 10 ms for 1 stream(s) at the gate, but 0 stood there, 0 had come so far");
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("aura-server-" + server.port()))
                .toList();
    }

    private interface Departure {
        void of(RawClient client) throws IOException;
    }
}
