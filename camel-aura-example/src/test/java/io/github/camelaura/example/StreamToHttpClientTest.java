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
            URI address = start(context, "", false);

            HttpResponse<String> response = get(address, BodyHandlers.ofString(StandardCharsets.UTF_8));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("grün €");
        }
    }

    @Test
    void httpResponseStreamsChunksAsTheyArrive() throws Exception {
        Gate gate = new Gate();
        aura.server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two "));
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", true);

            try (InputStream body = get(address, BodyHandlers.ofInputStream()).body()) {
                assertThat(new String(body.readNBytes(4), StandardCharsets.UTF_8))
                        .isEqualTo("one ");
                gate.open();
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("two ");
            }
        }
    }

    @Test
    void brokenReplyIsAnHttpErrorWithoutStreaming() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "", "false", false);

            assertThat(get(address, BodyHandlers.ofString()).statusCode()).isEqualTo(500);
        }
    }

    /** Camel decides this, not the component; the page about web pages describes it. */
    @Test
    void undertowDoesNotShowThatAStreamBroke() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        aura.server().enqueue(AuraReply.chunks("one ", "two ").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "?useStreaming=true", true);

            assertThat(get(address, BodyHandlers.ofString()).body()).isEqualTo("one two ");
        }
        try (CamelContext context = new DefaultCamelContext()) {
            URI address = start(context, "", false);

            HttpResponse<String> response = get(address, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void headersOfTheHttpClientAreNotThoseOfTheComponent() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            HttpRequest request = HttpRequest.newBuilder(start(context, "", false))
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

    private URI start(CamelContext context, String options, boolean asInputStream) throws Exception {
        return start(context, options, "true", asInputStream);
    }

    private URI start(CamelContext context, String options, String streaming, boolean asInputStream) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI address = URI.create("http://127.0.0.1:" + port + "/ask");
        RouteBuilder.addRoutes(context, routes -> {
            var route = routes.from("undertow:" + address + options)
                    .setBody(routes.constant("count"))
                    .to("aura:x?streaming=" + streaming + "&baseUrl="
                            + aura.server().baseUrl());
            if (asInputStream) {
                route.convertBodyTo(InputStream.class);
            }
        });
        context.start();
        return address;
    }

    private static <T> HttpResponse<T> get(URI address, HttpResponse.BodyHandler<T> body) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), body);
    }
}
