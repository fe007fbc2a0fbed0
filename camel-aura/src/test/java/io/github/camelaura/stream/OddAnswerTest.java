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

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.ClientSockets;
import io.github.camelaura.support.EndlessServer;
import io.github.camelaura.support.WireReply;
import io.github.camelaura.support.WireReply.Framing;
import io.github.camelaura.test.AuraReply;

/** Invalid or unusual responses: each ends in one typed failure or one whole reply, and its connection is closed. */
class OddAnswerTest extends AuraTestSupport {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int MAX_LINE = 64 * 1024;
    private static final String LENGTH_5 = OK + "Content-Length: 5\r\n\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n\r\n",
                "\u0015\u0003\u0003\u0000\u0002\u0002(",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 -200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 99999999999 OK\r\n\r\n",
                "HTTP/9.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong",
                "ICY 200 OK\r\nContent-Length: 5\r\n\r\nwrong",
                "{\"reply\": \"200\"}",
                "\r\n\r\n\r\n\r\n"
            })
    void invalidStatusLineIsAStreamFailure(String answer) throws Exception {
        server().enqueue(raw(answer));

        assertThat(fails(AuraStreamException.class).getChunksEmitted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: -5",
                "Content-Length: five",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5\r\nContent-Length: 6",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: odd",
                "no colon"
            })
    void invalidHeaderIsAStreamFailure(String header) throws Exception {
        server().enqueue(raw(OK + header + "\r\n\r\nwrong"));

        assertThat(fails(AuraStreamException.class).getChunksEmitted()).isZero();
    }

    @Test
    void interimResponsesAreSkipped() throws Exception {
        String interim = String.join(
                "",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 102 Processing\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
        server().enqueue(raw(interim + LENGTH_5 + "right"));

        assertThat(reply(uri("support"))).isEqualTo("right");
    }

    @Test
    void protocolSwitchIsAFailure() throws Exception {
        server().enqueue(raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\nwrong"));

        fails(AuraException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "X-Header: value\r\n",
                "x",
            })
    void endlessHeadIsAStreamFailure(String again) throws Exception {
        String first = again.startsWith("HTTP") ? "" : OK + (again.equals("x") ? "X-Header: " : "");
        try (EndlessServer endless = EndlessServer.sending(first, again)) {
            Exchange exchange = await(ask("aura:support?firstChunkTimeout=1s&baseUrl=" + endless.baseUrl(), "count"));

            assertThat(exchange.getException()).isInstanceOf(AuraStreamException.class);
            endless.awaitClientGone();
        }
    }

    /** Without a limit, the server could fill the memory within {@code firstChunkTimeout} or {@code chunkTimeout}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "HTTP/1.1 200 |x|line length",
                "HTTP/1.1 200 OK^X-Header: |x|line length",
                "HTTP/1.1 200 OK^X-Header: a|^ folded|line length",
                "HTTP/1.1 200 OK^|X-Header: value^|header count",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^|0|line length",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^4^one ^|0|line length",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^4;name=|x|line length",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^4^one ^0^X-Trailer: |x|line length",
                "HTTP/1.1 200 OK^Transfer-Encoding: chunked^^4^one ^0^|X-Trailer: value^|header count"
            })
    void lineOrHeadersWithoutEndFailAtALimit(String first, String again, String limit) throws Exception {
        String part = again.replace("^", "\r\n").repeat(again.length() > 1 ? 1 : 1000);
        try (EndlessServer endless = EndlessServer.sending(first.replace("^", "\r\n"), part)) {
            Exchange exchange = await(ask("aura:support?baseUrl=" + endless.baseUrl(), "count"));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraStreamException.class)
                    .hasStackTraceContaining("Maximum " + limit + " ");
            endless.awaitClientGone();
            assertThat(ClientSockets.to(endless.port())).isZero();
        }
    }

    static Stream<Arguments> limits() {
        String right = "\r\n\r\nright";
        return Stream.of(
                limit("status line", MAX_LINE, n -> line("HTTP/1.1 200 ", n) + "\r\nContent-Length: 5" + right),
                limit("header", MAX_LINE, n -> OK + line("X-Header: ", n) + "\r\nContent-Length: 5" + right),
                limit("size of a chunk", MAX_LINE, n -> CHUNKED + line("5;name=", n) + "\r\nright\r\n0\r\n\r\n"),
                limit("trailer", MAX_LINE, n -> CHUNKED + "5\r\nright\r\n0\r\n" + line("X-Trailer: ", n) + "\r\n\r\n"),
                limit("headers", 200, n -> OK + "X-Header: value\r\n".repeat(n - 1) + "Content-Length: 5" + right),
                limit(
                        "trailers",
                        200,
                        n -> CHUNKED + "5\r\nright\r\n0\r\n" + "X-Trailer: value\r\n".repeat(n) + "\r\n"));
    }

    private static Arguments limit(String what, int limit, IntFunction<String> response) {
        return Arguments.of(what, limit, response);
    }

    private static String line(String begin, int length) {
        return begin + "x".repeat(length - begin.length());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void responseBelowALimitIsAcceptedAndOneThatReachesItFails(String what, int limit, IntFunction<String> response)
            throws Exception {
        server().enqueue(raw(response.apply(below(limit))), raw(response.apply(limit)));

        assertThat(reply(uri("support"))).isEqualTo("right");
        assertThat(await(ask(uri("support"), "count")).getException()).isInstanceOf(AuraStreamException.class);
    }

    /** Returns the largest number below a limit: of headers, or of the characters of a line, whose end counts. */
    private static int below(int limit) {
        return limit - 1 - (limit > 1000 ? "\r\n".length() : 0);
    }

    /** HttpClient has limits of its own since the version that Camel 4.22 uses. */
    @ParameterizedTest
    @CsvSource({"option, header, 8192", "option, headers, 100", "component, header, 8192", "component, headers, 100"})
    void connectionManagerOfTheUserHasTheLimitsOfHttpClient(String place, String what, int limit) throws Exception {
        boolean limited = !context.getVersion().startsWith("4.18.");
        IntFunction<String> response = response(what);
        try (PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager()) {
            String uri = uri("support", "maxConcurrentStreams=1");
            if (place.equals("component")) {
                context.getComponent("http", HttpComponent.class).setClientConnectionManager(pool);
            } else {
                context.getRegistry().bind("pool", pool);
                uri += "&http.clientConnectionManager=%23pool";
            }
            server().enqueue(
                            raw(response.apply(below(limit))), raw(response.apply(limit)), raw(response.apply(70_000)));

            assertThat(reply(uri)).isEqualTo("right");
            for (int i = 0; i < 2; i++) {
                Exception failure = await(ask(uri, "count")).getException();
                if (limited) {
                    assertThat(failure).isInstanceOf(AuraStreamException.class);
                } else {
                    assertThat(failure).isNull();
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static IntFunction<String> response(String what) {
        return limits().map(Arguments::get)
                .filter(row -> row[0].equals(what))
                .map(row -> (IntFunction<String>) row[2])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void longReasonPhraseAndManyHeadersAreAccepted() throws Exception {
        String reason = "Rate limit reached for requests. ".repeat(1_900);
        server().enqueue(
                        raw("HTTP/1.1 500 " + reason + "\r\nContent-Length: 0\r\n\r\n"),
                        raw(OK + "X-Header: value\r\n".repeat(190) + "Content-Length: 5\r\n\r\nright"));

        assertThat(await(ask(uri("support"), "count")).getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining("Rate limit reached");
        assertThat(reply(uri("support"))).isEqualTo("right");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5\r\nwrong\r\n0\r\n\r\n",
                "FFFFFFFFFFFFFFFFFF\r\nwrong\r\n0\r\n\r\n",
                "g\r\nwrong\r\n0\r\n\r\n",
                "0x5\r\nwrong\r\n0\r\n\r\n",
                "\r\n5\r\nwrong\r\n0\r\n\r\n",
                "5 5\r\nwrong\r\n0\r\n\r\n",
                ";5\r\nwrong\r\n0\r\n\r\n"
            })
    void invalidChunkSizeBreaksTheStream(String chunk) throws Exception {
        server().enqueue(raw(CHUNKED + "4\r\none \r\n" + chunk));

        AuraStreamException failure = fails(AuraStreamException.class);

        assertThat(failure).hasMessageContaining("Reading the reply to aura:support failed after 1 chunk");
        assertThat(failure.getPartialReply()).isEqualTo("one ");
    }

    @Test
    void chunkLongerThanItsSizeBreaksTheStream() throws Exception {
        server().enqueue(raw(CHUNKED + "4\r\none two\r\n0\r\n\r\n"));

        AuraStreamException failure = fails(AuraStreamException.class);

        assertThat(failure).hasMessageContaining("Reading the reply to aura:support failed after 1 chunk");
        assertThat(failure.getPartialReply()).isEqualTo("one ");
    }

    @Test
    void chunkExtensionsAndTrailersAreIgnored() throws Exception {
        server().enqueue(raw(CHUNKED + "0004;name=value\r\none \r\n3 ; x\r\ntwo\r\n0;last\r\nX-Sum: 7\r\n\r\n"));

        assertThat(reply(uri("support"))).isEqualTo("one two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'utf-8'", "utf 8", "", "no-such", "\"utf-8"})
    void invalidCharsetIsIgnored(String charset) throws Exception {
        String type = "text/plain; charset=" + charset;
        server().enqueue(
                        AuraReply.chunks("é").header("Content-Type", type),
                        AuraReply.error().header("Content-Type", type),
                        AuraReply.chunks("<html/>").header("Content-Type", "text/HTML ; charset=" + charset));

        assertThat(reply(uri("support"))).isEqualTo("é");
        for (Class<?> failure : List.of(AuraHttpException.class, AuraCredentialException.class)) {
            assertThat(await(ask(uri("support"), "count")).getException()).isInstanceOf(failure);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectToItselfIsNotFollowed(int status) throws Exception {
        server().answer(request -> AuraReply.redirect(status, "/api/chat"));

        assertThat(await(ask(uri("support"), "count")).getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining("redirects are not followed");
        assertThat(server().requests()).hasSize(1);
    }

    @Test
    void endlessReplyFailsAtMaxReplySize() throws Exception {
        try (EndlessServer endless = EndlessServer.sending(CHUNKED, "6\r\nagain \r\n")) {
            Exchange exchange = await(ask("aura:support?maxReplySize=6000&baseUrl=" + endless.baseUrl(), "count"));

            assertThat(exchange.getException()).isInstanceOfSatisfying(AuraStreamException.class, failure -> {
                assertThat(failure).hasMessageContaining("maxReplySize=6000");
                assertThat(failure.getPartialReply()).isEqualTo("again ".repeat(1000));
            });
            endless.awaitClientGone();
            assertThat(ClientSockets.to(endless.port())).isZero();
        }
    }

    @Test
    void serverThatReadsNothingIsAFirstChunkTimeout() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (EndlessServer deaf = new EndlessServer(client -> done.await())) {
            List<AuraMessage> much = Collections.nCopies(2_000, AuraMessage.user("x".repeat(8_000)));
            Exchange exchange = await(ask("aura:support?firstChunkTimeout=1s&baseUrl=" + deaf.baseUrl(), much));

            assertThat(exchange.getException())
                    .isInstanceOf(AuraStreamException.class)
                    .hasMessageContaining("sent no chunk");
            assertThat(ClientSockets.to(deaf.port())).isZero();
        } finally {
            done.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void replySentByteByByteIsComplete(Framing framing) throws Exception {
        WireReply reply = new WireReply(framing, "é, 中 and 👍🏽", 3, 9);
        AuraReply slow = raw("");
        for (byte each : reply.first(reply.length())) {
            slow = slow.bytes(new byte[] {each});
        }
        server().enqueue(slow);

        assertThat(reply(uri("support", "onMalformedInput=REPORT"))).isEqualTo(reply.textIn(reply.length()));
    }

    @ParameterizedTest
    @CsvSource({"1048576, true", "1048577, false"})
    void replyMayHaveOneMebibyteByDefault(int size, boolean allowed) throws Exception {
        server().enqueue(AuraReply.chunks("x".repeat(size)));
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));

        Exchange exchange = await(ask(uri("support"), "count"));

        String text = String.join("", chunks.rest());
        assertThat("x".repeat(size)).startsWith(text);
        if (allowed) {
            assertThat(exchange.getException()).isNull();
            assertThat(text).hasSize(size);
            assertThat(exchange.getMessage().getBody()).isEqualTo(text);
        } else {
            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(AuraStreamException.class, failure -> assertThat(failure.getPartialReply())
                            .isEqualTo(text));
            server().awaitOpenConnections(0);
        }
    }

    @Test
    void manyChunksOfOneByteAreAllDelivered() throws Exception {
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> String.valueOf((char) ('a' + i % 26)))
                .collect(Collectors.joining());
        WireReply reply = new WireReply(
                Framing.CHUNKED, text, IntStream.range(1, text.length()).toArray());
        server().enqueue(AuraReply.raw(reply.first(reply.length())));
        Bodies chunks = new Bodies();
        routes(r -> r.from("aura:support").process(chunks));

        assertThat(reply(uri("support"))).isEqualTo(text);
        assertThat(chunks.rest()).hasSize(text.length());
        assertThat(String.join("", chunks.rest())).isEqualTo(text);
    }

    private static AuraReply raw(String response) {
        return AuraReply.raw(response.getBytes(ISO_8859_1));
    }

    private String reply(String uri) throws Exception {
        Exchange exchange = await(ask(uri, "count"));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    /** Sends a request that must fail, and checks that its connection is not kept. */
    private <T extends Exception> T fails(Class<T> type) throws Exception {
        Exchange exchange = await(ask(uri("support"), "count"));

        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(server().requests()).as("nothing is asked twice").hasSize(1);
        assertThat(ClientSockets.to(server().port())).isZero();
        return type.cast(exchange.getException());
    }
}
