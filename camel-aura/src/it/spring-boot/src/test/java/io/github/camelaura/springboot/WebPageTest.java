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
package io.github.camelaura.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.springboot.WebPage.Reply;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** The routes of the documentation's web page, with a real server and without a browser. */
class WebPageTest {

    private static final String EVENTS = "/chat/events?question=count";
    private static final String LINES = "/chat/lines";

    private static AuraServer server;
    private static WebPage page;

    private int clientsGone;

    @BeforeAll
    static void start() {
        server = AuraServer.start();
        page = WebPage.start(server);
    }

    @AfterAll
    static void stop() {
        page.close();
        server.close();
    }

    @BeforeEach
    void begin() {
        server.forgetRequests();
        clientsGone = server.clientsGone();
    }

    @AfterEach
    void noStreamIsLeft() {
        await().until(() -> page.runningStreams() == 0);
    }

    @Test
    void eventsArriveWhileTheServerHoldsTheNextChunkBack() throws Exception {
        assertThat(page.camel().isStreamCaching()).isTrue();
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("one\n")
                .gate(gate)
                .chunk("<b>two</b>")
                .gate(gate)
                .chunk(" €"));

        try (Reply reply = page.open(page.own(EVENTS))) {
            assertThat(reply.contentType()).isEqualTo("text/event-stream");
            assertThat(reply.event()).isEqualTo("id: 0\ndata: one\ndata:");
            gate.let(1);
            assertThat(reply.event()).isEqualTo("id: 1\ndata: <b>two</b>");
            gate.let(1);
            assertThat(reply.event()).isEqualTo("id: 2\ndata:  €");
            assertThat(reply.event()).startsWith("event: done\ndata: {\"streamId\":");
            assertThat(reply.event()).isEmpty();
        }
    }

    @Test
    void firstRouteSendsEvents() throws Exception {
        server.enqueue(AuraReply.chunks("one"));

        try (Reply reply = page.open(page.request("/chat?question=count"))) {
            assertThat(reply.contentType()).isEqualTo("text/event-stream");
            assertThat(reply.event()).isEqualTo("id: 0\ndata: one");
            assertThat(reply.event()).startsWith("event: done\n");
        }
        assertThat(server.requests().get(0).question()).isEqualTo("count");
    }

    @Test
    void linesArriveWhileTheServerHoldsTheNextChunkBack() throws Exception {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("one\n").gate(gate).chunk("two"));

        try (Reply reply = page.open(page.ownPost(LINES, "grün €"))) {
            assertThat(reply.contentType()).isEqualTo("application/x-ndjson");
            assertThat(reply.line()).isEqualTo("{\"type\":\"chunk\",\"index\":0,\"text\":\"one\\n\"}");
            gate.let(1);
            assertThat(reply.line()).isEqualTo("{\"type\":\"chunk\",\"index\":1,\"text\":\"two\"}");
            assertThat(reply.line()).startsWith("{\"type\":\"done\",");
            assertThat(reply.line()).isNull();
        }
        assertThat(server.requests().get(0).question()).isEqualTo("grün €");
    }

    @Test
    void reconnectGetsStatus204AndSendsNoRequest() throws Exception {
        HttpResponse<String> response = page.send(page.own(EVENTS).header("Last-Event-ID", "2"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void requestThatIsNotFromThePageIsRejected(String site) throws Exception {
        assertRejected(page.request(EVENTS).header("Sec-Fetch-Site", site));
        assertRejected(page.request(LINES)
                .header("Sec-Fetch-Site", site)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("count")));
    }

    /** Camel makes headers of parameters and of the fields of forms. */
    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site=same-origin", "%53ec-Fetch-Site=same-origin"})
    void parameterCannotStandForAHeader(String parameter) throws Exception {
        assertRejected(page.request(EVENTS));
        assertRejected(page.request(EVENTS + "&" + parameter));
        assertRejected(page.request("/chat/events?" + parameter + "&question=count"));
        assertRejected(page.request(LINES + "?" + parameter)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("count")));
        assertRejected(page.request(LINES)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(parameter + "&Content-Type=text/plain")));
    }

    private static void assertRejected(HttpRequest.Builder request) throws Exception {
        assertThat(page.send(request).statusCode()).isEqualTo(403);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void headersOfTheRequestChooseNothingAndDoNotComeBack() throws Exception {
        HttpResponse<String> response = page.send(page.own("/chat/events?question=gr%C3%BCn%26")
                .header("CamelAuraModel", "evil")
                .header("CamelAuraSystemMessage", "evil")
                .header("Content-Type", "application/json")
                .header("Cookie", "session=evil"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().toString()).doesNotContain("evil", "question");
        assertThat(response.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(server.requests().get(0).question()).isEqualTo("grün&");
        assertThat(server.requests().get(0).headers() + server.requests().get(0).body())
                .doesNotContain("evil");
    }

    @Test
    void failureBeforeTheFirstChunkIsAnHttpError() throws Exception {
        server.enqueue(AuraReply.error(), AuraReply.error());

        HttpResponse<String> events = page.send(page.own(EVENTS));
        assertThat(events.statusCode()).isEqualTo(500);
        assertThat(events.body()).isEmpty();
        assertThat(page.send(page.ownPost(LINES, "count")).statusCode()).isEqualTo(500);
    }

    @Test
    void brokenReplyEndsWithAnError() throws Exception {
        server.enqueue(AuraReply.chunks("one").cut(), AuraReply.chunks("one").cut());

        try (Reply reply = page.open(page.own(EVENTS))) {
            assertThat(reply.event()).isEqualTo("id: 0\ndata: one");
            assertThat(reply.event()).startsWith("event: error\ndata: {\"category\":\"SERVER_ERROR\",");
            assertThat(reply.event()).isEmpty();
        }
        try (Reply reply = page.open(page.ownPost(LINES, "count"))) {
            assertThat(reply.line()).contains("\"chunk\"");
            assertThat(reply.line()).startsWith("{\"type\":\"error\",\"category\":\"SERVER_ERROR\",");
            assertThat(reply.line()).isNull();
        }
    }

    /** Camel decides this, not the component; the page about web pages describes it. */
    @Test
    void textDoesNotShowThatAReplyBroke() throws Exception {
        server.enqueue(AuraReply.chunks("one").cut());

        HttpResponse<String> response = page.send(page.ownPost("/chat/text", "count"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("one");
    }

    @Test
    void commentEndsTheStreamOfAClientThatHasGone() throws Exception {
        server.enqueue(AuraReply.chunks("one").stall());
        try (Reply reply = page.open(page.own(EVENTS))) {
            assertThat(reply.event()).isEqualTo("id: 0\ndata: one");
        }

        server.awaitClientGone(clientsGone + 1);
    }

    /** The stream of another client, which the comments end, is the clock. */
    @ParameterizedTest
    @ValueSource(strings = {LINES, "/chat/text"})
    void otherFormatsNoticeAtALaterChunkThatTheClientHasGone(String path) throws Exception {
        Gate gate = new Gate();
        AuraReply endless = AuraReply.chunks("one\n");
        for (int i = 0; i < 200; i++) {
            endless = endless.gate(gate).chunk("more\n");
        }
        server.enqueue(endless, AuraReply.chunks("one").stall());
        try (Reply reply = page.open(page.ownPost(path, "count"));
                Reply clock = page.open(page.own(EVENTS))) {
            assertThat(reply.line()).contains("one");
            assertThat(clock.event()).contains("one");
        }
        await().until(() -> page.runningStreams() == 1);
        assertThat(gate.waiting()).isEqualTo(1);

        await().until(() -> {
            gate.let(1);
            return server.clientsGone() == clientsGone + 2;
        });
    }

    @Test
    void moreClientsThanSpringHasThreadsByDefaultGetTheirRepliesAtOnce() throws Exception {
        Gate gate = new Gate();
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            server.enqueue(AuraReply.chunks("one").gate(gate));
            replies.add(page.open(page.own(EVENTS)));
        }

        gate.awaitReached(9);
        gate.open();
        replies.forEach(reply -> assertThat(reply.event()).isEqualTo("id: 0\ndata: one"));
    }

    /** Spring decides this, not the component; the page about web pages describes it. */
    @Test
    void asyncTimeoutOfSpringEndsAResponse() throws Exception {
        server.enqueue(AuraReply.chunks("one").stall());
        try (WebPage impatient = WebPage.start(server, "--spring.mvc.async.request-timeout=2s");
                Reply reply = impatient.open(impatient.own(EVENTS))) {
            assertThat(reply.event()).isEqualTo("id: 0\ndata: one");
            assertThat(reply.event()).isEmpty();

            server.awaitClientGone(clientsGone + 1);
        }
    }
}
