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
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every step that an {@link AuraReply} can script. */
@Timeout(30)
class AuraReplyTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void enqueuedReplyIsUsedOnceBeforeTheDefault() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));

        assertThat(Ask.hello(aura.server()).body()).isEqualTo("one");
        assertThat(Ask.get(aura.server(), "/").body()).contains("Aura");
        assertThat(Ask.hello(aura.server()).body()).isEqualTo("two");
        assertThat(Ask.hello(aura.server()).body()).isEqualTo(AuraServer.replyTo("hello"));
    }

    @Test
    void functionAnswersEveryRequestUnlessItReturnsNull() throws Exception {
        aura.server().answer(request -> request.path().equals("/login") ? AuraReply.html("<form>") : null);

        HttpResponse<String> login = Ask.get(aura.server(), "/login?next=%2F");

        assertThat(login.body()).isEqualTo("<form>");
        assertThat(login.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(aura.server().requests().get(0).query()).isEqualTo("next=%2F");
        assertThat(Ask.hello(aura.server()).body()).isEqualTo(AuraServer.replyTo("hello"));
    }

    @Test
    void gateHoldsTheNextChunk() throws Exception {
        Gate gate = new Gate();
        aura.server()
                .enqueue(AuraReply.chunks("a").gate(gate).chunk("b").gate(gate).chunk("c"));
        try (RawClient client = ask()) {
            client.readHead();
            assertThat(client.readUntil("a\r\n")).isEqualTo("1\r\na\r\n");
            gate.awaitReached();
            assertThat(client.available()).isZero();
            assertThat(aura.server().chunksSent()).isEqualTo(1);

            gate.let(1);
            gate.awaitReached();
            assertThat(client.readUntil("b\r\n")).isEqualTo("1\r\nb\r\n");
            assertThat(client.available()).isZero();

            gate.open();
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("1\r\nc\r\n0\r\n\r\n");
            assertThat(aura.server().openStreams()).isZero();
        }
    }

    @Test
    void pauseDelaysTheNextChunk() throws Exception {
        aura.server()
                .enqueue(AuraReply.chunks("a").pause(Duration.ofMillis(150)).chunk("b"));

        long start = System.nanoTime();
        assertThat(Ask.hello(aura.server()).body()).isEqualTo("ab");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void headersCanBeDelayed() throws Exception {
        Gate gate = new Gate();
        aura.server()
                .enqueue(AuraReply.chunks("a")
                        .headersAfter(Duration.ofMillis(20))
                        .headersAfter(gate));
        try (RawClient client = ask()) {
            gate.awaitReached();
            assertThat(client.available()).isZero();
            gate.open();
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void charactersCanBeSplitOverChunks() throws Exception {
        aura.server()
                .enqueue(AuraReply.bytesOf("aé€😀", 1), AuraReply.bytesOf("aé€😀", 3), AuraReply.cutAt("aé€😀", 2, 8));

        assertThat(Ask.hello(aura.server()).body()).isEqualTo("aé€😀");
        assertThat(aura.server().chunksSent()).isEqualTo(10);
        assertThat(Ask.hello(aura.server()).body()).isEqualTo("aé€😀");
        assertThat(aura.server().chunksSent()).isEqualTo(14);
        assertThat(Ask.hello(aura.server()).body()).isEqualTo("aé€😀");
        assertThat(aura.server().chunksSent()).isEqualTo(17);
    }

    @Test
    void cutClosesTheConnectionWithoutAReset() throws Exception {
        aura.server().enqueue(AuraReply.chunks("a").cut(), AuraReply.chunks("a").cut());
        try (RawClient client = ask()) {
            client.readHead();
            assertThat(client.readAll()).isEqualTo("1\r\na\r\n");
        }
        assertThatThrownBy(() -> Ask.hello(aura.server())).isInstanceOf(IOException.class);
        assertThat(aura.server().clientsGone()).isZero();
        assertThat(aura.server().openStreams()).isZero();
    }

    @Test
    void resetResetsTheConnection() throws Exception {
        Gate gate = new Gate();
        aura.server().enqueue(AuraReply.chunks("a").gate(gate).reset());
        try (RawClient client = ask()) {
            client.readUntil("a\r\n");
            gate.open();
            assertThatThrownBy(client::readAll)
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Connection reset");
        }
    }

    @Test
    void stalledReplyEndsWhenTheClientCloses() throws Exception {
        aura.server().enqueue(AuraReply.providerDies("a", "b"));
        try (RawClient client = ask()) {
            client.readUntil("b\r\n");
            assertThat(aura.server().openStreams()).isOne();
        }
        aura.server().awaitClientGone(1);
        assertThat(aura.server().openStreams()).isZero();
    }

    @Test
    void silentReplySendsNothing() {
        aura.server().answer(request -> AuraReply.silence());
        HttpRequest request = HttpRequest.newBuilder(
                        Ask.request(aura.server(), "/api/chat", Ask.HELLO), (name, value) -> true)
                .timeout(Duration.ofMillis(200))
                .build();

        assertThatThrownBy(() -> Ask.send(request)).isInstanceOf(HttpTimeoutException.class);
        aura.server().awaitClientGone(1);
    }

    @Test
    void bytesCanBreakTheFraming() throws Exception {
        aura.server()
                .enqueue(AuraReply.chunks("a")
                        .bytes("xyz\r\n".getBytes(StandardCharsets.US_ASCII))
                        .cut());

        assertThatThrownBy(() -> Ask.hello(aura.server())).isInstanceOf(IOException.class);
    }

    @Test
    void replyMayHaveAnyStatusAndHeaders() throws Exception {
        aura.server()
                .enqueue(AuraReply.status(429, "Slow down", "later")
                        .header("Retry-After", "3")
                        .header("Set-Cookie", "a=1")
                        .header("Set-Cookie", "b=2"));

        HttpResponse<String> response = Ask.hello(aura.server());

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body()).isEqualTo("later");
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
        assertThat(response.headers().firstValue("retry-after")).hasValue("3");
    }

    @Test
    void redirectHasStatusAndLocation() throws Exception {
        aura.server().enqueue(AuraReply.redirect(302, "https://sso.example/login"));

        HttpResponse<String> response = Ask.hello(aura.server());

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location")).hasValue("https://sso.example/login");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void providerErrorIsInTheReasonPhrase() throws Exception {
        aura.server().enqueue(AuraReply.providerError("Rate limit reached for requests \u0007"));
        try (RawClient client = ask()) {
            assertThat(client.readHead()).startsWith("HTTP/1.1 500 Rate limit reached for requests \u0007\r\n");
            assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("5\r\nError\r\n0\r\n\r\n");
        }
    }

    @Test
    void emptyReplyHasStatus200AndNoBody() throws Exception {
        aura.server().enqueue(AuraReply.empty());

        HttpResponse<String> response = Ask.hello(aura.server());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void rawResponseIsSentUnchanged() throws Exception {
        aura.server()
                .enqueue(AuraReply.raw(
                        "HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII)));
        try (RawClient client = ask()) {
            assertThat(client.readAll()).isEqualTo("HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nhi");
        }
    }

    @Test
    void contentLengthKeepsTheConnection() throws Exception {
        aura.server().enqueue(AuraReply.chunks("ab", "c").contentLength(3), AuraReply.chunks("d"));
        try (RawClient client = ask()) {
            assertThat(client.readHead()).contains("Content-Length: 3\r\n").doesNotContain("chunked");
            assertThat(client.readUntil("c")).isEqualTo("abc");
            assertThat(aura.server().openStreams()).isZero();
            client.post("/api/chat", Ask.HELLO);
            client.readHead();
            client.readUntil("0\r\n\r\n");
        }
        assertThat(aura.server().connections()).isOne();
    }

    @Test
    void wrongContentLengthClosesTheConnection() throws Exception {
        aura.server().enqueue(AuraReply.chunks("ab").contentLength(3));
        try (RawClient client = ask()) {
            client.readHead();
            assertThat(client.readAll()).isEqualTo("ab");
        }
    }

    @Test
    void untilCloseEndsTheReplyWithTheConnection() throws Exception {
        aura.server()
                .enqueue(
                        AuraReply.chunks("ab", "c").untilClose(),
                        AuraReply.chunks("ab").untilClose());
        try (RawClient client = ask()) {
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            assertThat(client.readAll()).isEqualTo("abc");
        }
        assertThat(Ask.hello(aura.server()).body()).isEqualTo("ab");
    }

    @Test
    void connectionCloseHeaderClosesTheConnection() throws Exception {
        aura.server().enqueue(AuraReply.chunks("a").header("Connection", "close"));
        try (RawClient client = ask()) {
            assertThat(client.readHead())
                    .isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.readAll()).isEqualTo("1\r\na\r\n0\r\n\r\n");
        }
    }

    @Test
    void replyIsImmutable() {
        AuraReply reply = AuraReply.chunks("a");

        reply.chunk("b").cut();
        reply.header("A", "b");

        assertThat(reply).hasToString("AuraReply[200 OK, 1 steps, a]");
    }

    @Test
    void invalidScriptIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> AuraReply.chunks(""));
        assertThatIllegalStateException()
                .isThrownBy(() -> AuraReply.chunks("a").cut().chunk("b"));
        assertThatIllegalStateException().isThrownBy(() -> AuraReply.silence().header("A", "b"));
        assertThatIllegalArgumentException().isThrownBy(() -> AuraReply.bytesOf("a", 0));
    }

    private RawClient ask() throws IOException {
        return new RawClient(aura.server().port()).post("/api/chat", Ask.HELLO);
    }
}
