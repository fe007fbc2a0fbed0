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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraStreamEvent;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/**
 * Server-sent events as the body of a response of Vert.x, the HTTP server of Camel Main. What these tests expect is decided by Camel
 * 4.18, not by the component; the page about web pages describes it.
 */
class StreamToVertxClientTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final CamelContext context = new DefaultCamelContext();
    private int port;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(server));
        // not a class: the example's Main would find it in this package
        RouteBuilder.addRoutes(context, routes -> routes.from("platform-http:/ask")
                .setBody(routes.constant("count"))
                .to("aura:x?streaming=true&streamFormat=sse&keepAliveInterval=100&chunkTimeout=1000&baseUrl="
                        + aura.server().baseUrl()));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void responseBeginsAtTheEndOfAShortReply() throws Exception {
        Gate gate = new Gate();
        aura.server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));

        CompletableFuture<HttpResponse<String>> response = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ask"))
                                .build(),
                        BodyHandlers.ofString());

        gate.awaitReached();
        assertThat(response).isNotDone();
        gate.open();
        assertThat(response.get(30, TimeUnit.SECONDS).body())
                .contains("id: 0\ndata: one\n\n", "id: 1\ndata: two\n\n", "event: done\n");
    }

    @Test
    void onlyATimeoutEndsTheStreamOfAClientThatHasGone() throws Exception {
        BlockingQueue<AuraStreamEvent> events = new LinkedBlockingQueue<>();
        context.getManagementStrategy().addEventNotifier(new SimpleEventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof AuraStreamEvent stream) {
                    events.add(stream);
                }
            }
        });
        aura.server().enqueue(AuraReply.chunks("one").stall());

        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write("GET /ask HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            aura.server().awaitRequests(1);
        }

        assertThat(events.poll(30, TimeUnit.SECONDS).getKind()).isEqualTo(AuraStreamEvent.Kind.STARTED);
        assertThat(events.poll(30, TimeUnit.SECONDS).getFailure())
                .isInstanceOf(AuraStreamException.class)
                .hasMessageContaining("chunkTimeout=1000");
    }
}
