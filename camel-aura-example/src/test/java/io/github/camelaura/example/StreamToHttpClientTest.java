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

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** The running stream as the body of an HTTP response. */
class StreamToHttpClientTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void httpResponseHasTheWholeReply() throws Exception {
        aura.server().enqueue(AuraReply.chunks("grün ", "€"));
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "", "true");

            HttpResponse<String> response = get(address, BodyHandlers.ofString(StandardCharsets.UTF_8));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("grün €");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void httpResponseStreamsChunksAsTheyArrive(String format) throws Exception {
        Gate gate = new Gate();
        aura.server().enqueue(AuraReply.chunks("one").gate(gate).chunk("two"));
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", "true&streamFormat=" + format);

            try (InputStream body = get(address, BodyHandlers.ofInputStream()).body()) {
                assertThat(readUntil(body, "one")).doesNotContain("two");
                gate.open();
                assertThat(readUntil(body, "two")).doesNotContain("one");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sse", "ndjson"})
    void brokenReplyEndsWithAnError(String format) throws Exception {
        aura.server().enqueue(AuraReply.chunks("one").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", "true&streamFormat=" + format);

            assertThat(get(address, BodyHandlers.ofString()).body()).contains("one", "error", "SERVER_ERROR");
        }
    }

    @Test
    void commentEndsTheStreamOfAClientThatHasGone() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one").stall());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", "true&streamFormat=sse&keepAliveInterval=100");

            try (InputStream body = get(address, BodyHandlers.ofInputStream()).body()) {
                readUntil(body, "one");
            }

            aura.server().awaitClientGone(1);
        }
    }

    @Test
    void brokenReplyIsAnHttpErrorWithoutStreaming() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "", "false");

            assertThat(get(address, BodyHandlers.ofString()).statusCode()).isEqualTo(500);
        }
    }

    /** Camel decides this, not the component; the page about web pages describes it. */
    @Test
    void undertowDoesNotShowThatAStreamBroke() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", "true&streamFormat=text");

            assertThat(get(address, BodyHandlers.ofString()).body()).isEqualTo("one two ");
        }
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "", "true");

            HttpResponse<String> response = get(address, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void headersOfTheHttpClientAreNotThoseOfTheComponent() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            HttpRequest request = HttpRequest.newBuilder(start(context, "", "true"))
                    .header("CamelAuraModel", "evil")
                    .header("camelaurasystemmessage", "evil")
                    .header("CamelHttpUri", "http://evil.example.com")
                    .header("X-Other", "good")
                    .build();

            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());

            AuraRequest sent = aura.server().requests().get(0);
            assertThat(sent.headers() + sent.body()).doesNotContain("evil");
        }
    }

    private URI start(CamelContext context, String options, String streaming) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port + "/ask");
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("undertow:" + address + options)
                    .setBody(routes.constant("count"))
                    .to("aura:x?streaming=" + streaming + "&baseUrl="
                            + aura.server().baseUrl());
        });
        context.start();
        return address;
    }

    private static String readUntil(InputStream body, String end) throws Exception {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int read = body.read();
            assertThat(read).as("what follows " + text).isNotNegative();
            text.append((char) read);
        }
        return text.toString();
    }

    private static <T> HttpResponse<T> get(URI address, HttpResponse.BodyHandler<T> body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), body);
    }
}
