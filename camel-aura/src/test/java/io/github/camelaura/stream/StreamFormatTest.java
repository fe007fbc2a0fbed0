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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StreamCache;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.support.ServerSentEvents;
import io.github.camelaura.support.ServerSentEvents.Event;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** {@code streamFormat} and {@code keepAliveInterval}. */
class StreamFormatTest extends AuraTestSupport {

    private final Gate gate = new Gate();
    private final Reading reading = new Reading();

    @ParameterizedTest
    @CsvSource({
        "text, text/plain; charset=utf-8, grün €",
        "sse, text/event-stream, 'id: 0|data: grün ||id: 1|data: €||event: done|data: {\"streamId\":\"ID\"}||'",
        "ndjson, application/x-ndjson, '{\"type\":\"chunk\",\"index\":0,\"text\":\"grün \"}|"
                + "{\"type\":\"chunk\",\"index\":1,\"text\":\"\\u20AC\"}|{\"type\":\"done\",\"streamId\":\"ID\"}|'",
    })
    void bodyHasTheReplyInThisFormat(String format, String contentType, String body) throws Exception {
        server().enqueue(AuraReply.chunks("grün ", "€"));
        route("streamFormat=" + format);

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException()).isNull();
        String id = exchange.getMessage().getHeader("CamelAuraStreamId", String.class);
        assertThat(reading.text()).isEqualTo(body.replace('|', '\n').replace("ID", id));
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo(contentType);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isNull();
    }

    /** The route has steps between the request and the read, because Camel's stream caching acts before each. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void chunkIsReadBeforeTheServerSendsTheNextOne(String format) throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        route("streamFormat=" + format);
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");

        reading.await("one ");

        gate.open();
        await(asked);
        assertThat(reading.text()).contains("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunkInterval=0", "chunkUnit=line", "chunkInterval=10"})
    void commentsFollowWhileNoChunkArrives(String units) throws Exception {
        server().enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two\n"));
        route("streamFormat=sse", "keepAliveInterval=20", units);
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");

        reading.await("data: one\ndata: \n\n:\n\n:\n\n");

        gate.open();
        await(asked);
        assertThat(ServerSentEvents.parse(reading.text()))
                .extracting(Event::data)
                .startsWith("one\n", "two\n")
                .hasSize(3);
    }

    @Test
    void noCommentsWithoutAnInterval() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        AtomicReference<Thread> driver = new AtomicReference<>();
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=sse", "keepAliveInterval=0"))
                .process(exchange -> driver.set(Thread.currentThread()))
                .process(reading));
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        reading.await("one ");

        // the thread of the route itself waits for the server, so nothing else can write meanwhile
        Awaitility.await().until(() -> String.valueOf(List.of(driver.get().getStackTrace()))
                .contains("ReplyReader"));

        gate.open();
        await(asked);
        assertThat(reading.text()).doesNotContain(":\n\n");
    }

    @ParameterizedTest
    @CsvSource({
        "sse, 'event: error|data: {\"category\":\"SERVER_ERROR\",\"streamId\":\"ID\"}||'",
        "ndjson, '{\"type\":\"error\",\"category\":\"SERVER_ERROR\",\"streamId\":\"ID\"}|'",
    })
    void brokenReplyEndsWithItsCategoryAndNoDetails(String format, String end) throws Exception {
        server().enqueue(AuraReply.chunks("one ").cut());
        route("streamFormat=" + format);

        try (LogCapture log = new LogCapture(ChunkInputStream.class.getName(), Level.WARN)) {
            Exchange exchange = await(ask("direct:ask", "count"));

            assertThat(exchange.getException()).isNull();
            String id = exchange.getMessage().getHeader("CamelAuraStreamId", String.class);
            assertThat(reading.text()).endsWith(end.replace('|', '\n').replace("ID", id));
            assertThat(reading.text()).doesNotContain("done").doesNotContain(String.valueOf(server().port()));
            assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("SERVER_ERROR");
            assertThat(String.join("\n", log.lines()))
                    .contains("The reply of a running stream broke", "AuraStreamException");
        }
    }

    @Test
    void brokenTextFailsTheRead() throws Exception {
        server().enqueue(AuraReply.chunks("one ").cut());
        route("streamFormat=text");

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException())
                .isInstanceOf(IOException.class)
                .hasCauseInstanceOf(AuraStreamException.class);
        assertThat(reading.text()).isEqualTo("one ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void failureBeforeTheFirstChunkFailsTheExchange(String format) throws Exception {
        server().enqueue(AuraReply.error());
        route("streamFormat=" + format);

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException()).hasMessageContaining("500");
        assertThat(exchange.getMessage().getBody()).isEqualTo("count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"keepAliveInterval=0", "keepAliveInterval=1h", "chunkInterval=1h"})
    void closingTheBodyDropsTheConnectionAndFailsFurtherReads(String option) throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=sse", option))
                .process(exchange -> {
                    InputStream body = exchange.getMessage().getBody(InputStream.class);
                    if (!option.startsWith("chunk")) {
                        assertThat(body.read()).isEqualTo('i');
                    }
                    body.close();
                    server().awaitClientGone(1);
                    failure.complete(catchThrowable(body::read));
                }));

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(await(failure)).isInstanceOf(IOException.class);
        context.stop();
        awaitNoComponentThread();
    }

    @Test
    void unreadBodyDropsTheConnectionWithItsExchange() throws Exception {
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        routes(route -> route.from("direct:ask").to(uri("support", "streaming=true", "streamFormat=sse")));

        await(ask("direct:ask", "count"));

        server().awaitClientGone(1);
        context.stop();
        awaitNoComponentThread();
    }

    @Test
    void copyOfTheMessageHasTheSameBody() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=text"))
                .multicast()
                .parallelProcessing()
                .to("mock:a", "mock:b")
                .end()
                .process(reading));

        assertThat(await(ask("direct:ask", "count")).getException()).isNull();

        assertThat(reading.text()).isEqualTo("one two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "sse", "ndjson"})
    void bodyAsTextIsFixed(String format) throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        routes(route -> route.from("direct:ask")
                .to(uri("support", "streaming=true", "streamFormat=" + format))
                .setHeader("text", route.simple("${body}"))
                .log("${body}")
                .to("log:io.github.camelaura.test?showAll=true")
                .process(reading));

        Exchange exchange = await(ask("direct:ask", "count"));

        assertThat(exchange.getMessage().getHeader("text", String.class))
                .contains("not read yet", "streamFormat=iterator", "streaming=false");
        assertThat(reading.text()).contains("one ", "two");
    }

    @Test
    void wholeBodyCanBeWrittenAndConverted() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"), AuraReply.chunks("one ", "two"));
        routes(route -> {
            route.from("direct:bytes")
                    .to(uri("support", "streaming=true", "streamFormat=text"))
                    .convertBodyTo(byte[].class);
            route.from("direct:write")
                    .to(uri("support", "streaming=true", "streamFormat=text"))
                    .process(exchange -> {
                        ByteArrayOutputStream out = new ByteArrayOutputStream();
                        exchange.getMessage().getBody(StreamCache.class).writeTo(out);
                        exchange.getMessage().setBody(out.toString(StandardCharsets.UTF_8));
                    });
        });

        assertThat(await(ask("direct:bytes", "count")).getMessage().getBody(String.class))
                .isEqualTo("one two");
        assertThat(await(ask("direct:write", "count")).getMessage().getBody()).isEqualTo("one two");
    }

    @Test
    void redeliveryOfABrokenBodySendsNoSecondRequest() throws Exception {
        server().enqueue(AuraReply.chunks("one ").cut());
        routes(route -> {
            route.onException(IOException.class).maximumRedeliveries(2).redeliveryDelay(0);
            route.from("direct:ask").errorHandler(route.noErrorHandler()).to("direct:inner");
            route.from("direct:inner")
                    .errorHandler(route.noErrorHandler())
                    .to(uri("support", "streaming=true", "streamFormat=text"))
                    .process(reading);
        });

        Exchange exchange =
                await(ask("direct:ask", Map.of("messages", List.of(Map.of("role", "user", "content", "x")))));

        assertThat(exchange.getException()).isNotNull();
        assertThat(server().requests()).hasSize(1);
    }

    private void route(String... options) throws Exception {
        String[] all = new String[options.length + 1];
        all[0] = "streaming=true";
        System.arraycopy(options, 0, all, 1, options.length);
        routes(route -> route.from("direct:ask")
                .to(uri("support", all))
                .setHeader("other", route.constant("x"))
                .choice()
                .when(route.simple("${header.other} == 'x'"))
                .log("asked")
                .end()
                .process(reading));
    }

    /** Reads the body as an HTTP server does. */
    private static final class Reading implements Processor {

        private volatile String text = "";

        @Override
        public void process(Exchange exchange) throws Exception {
            InputStream body = (InputStream) exchange.getMessage().getBody();
            byte[] bytes = new byte[1000];
            for (int count = body.read(bytes); count >= 0; count = body.read(bytes)) {
                text = text.concat(new String(bytes, 0, count, StandardCharsets.UTF_8)); // only this thread writes
            }
        }

        void await(String part) {
            Awaitility.await().until(() -> text.contains(part));
        }

        String text() {
            return text;
        }
    }
}
