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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** Behaviour of real servers, and how the component handles it. It never repeats a request. */
class ProtocolTest extends AuraTestSupport {

    @Test
    void emptySystemPromptIsSent() throws Exception {
        assertThat(await(ask(uri("support"), "count")).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
        assertThat(server().requests().get(0).json().get("prompt").asText()).isEmpty();
    }

    @Test
    void unknownModelIsAnHttpFailure() throws Exception {
        AuraHttpException failure = fails(AuraHttpException.class, "model=gpt-9");

        assertThat(failure.getStatusCode()).isEqualTo(500);
        assertThat(failure.getResponseBody()).isEqualTo("Error");
    }

    @Test
    void serverDropsTheMessageIfMaxTokensIsTooSmall() throws Exception {
        Exchange exchange = await(ask(uri("support", "maxTokens=700", "systemMessage=Help."), "count"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyToPrompt("Help."));
    }

    @Test
    void componentSendsMessagesBeyondTheTokenLimit() throws Exception {
        List<AuraMessage> messages =
                List.of(AuraMessage.user("x".repeat(8_000)), AuraMessage.assistant("Yes."), AuraMessage.user("count"));

        Exchange exchange = await(ask(uri("support", "maxTokens=1024"), messages));

        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count", 1));
        assertThat(server().requests().get(0).json().get("messages")).hasSize(3);
    }

    @Test
    void redirectOfAFinalSlashIsNotFollowed() throws Exception {
        server().enqueue(AuraReply.redirect(308, "/api/chat"));

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getStatusCode()).isEqualTo(308);
        assertThat(failure).hasMessageContaining("redirects are not followed");
    }

    @Test
    void failureShowsTheProvidersMessageFromTheReasonPhrase() throws Exception {
        server().enqueue(AuraReply.providerError("Rate limit reached for requests"));

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getStatusCode()).isEqualTo(500);
        assertThat(failure.getReasonPhrase()).isEqualTo("Rate limit reached for requests");
        assertThat(failure).hasMessageContaining("Rate limit reached for requests");
        assertThat(failure.getRetryAfter()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 20_000})
    void reasonPhraseIsBoundedAndHasNoControlCharacters(int length) throws Exception {
        server().enqueue(AuraReply.raw(
                ("HTTP/1.1 500 a\u001B[31mb\tc" + "x".repeat(length) + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1)));

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getReasonPhrase())
                .startsWith("a[31mbcxxx")
                .hasSize(1000)
                .endsWith("x...");
        assertThat(failure.getMessage()).hasSizeLessThan(1300);
    }

    @Test
    void c1ControlCharactersAreRemoved() throws Exception {
        server().enqueue(AuraReply.status(500, "a\u009B31mb", "a\u009B31mb"));

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getReasonPhrase()).isEqualTo("a31mb");
        assertThat(failure.getResponseBody()).isEqualTo("a31mb");
    }

    @Test
    void brokenErrorBodyIsKeptAsFarAsItArrived() throws Exception {
        server().enqueue(AuraReply.status(500, "Oops", "Err").contentLength(5).cut());

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getStatusCode()).isEqualTo(500);
        assertThat(failure.getResponseBody()).isEqualTo("Err");
    }

    @Test
    void errorWhoseBodyStallsIsReportedAsThatError() throws Exception {
        server().enqueue(AuraReply.status(500, "Oops", "Err").stall());

        AuraHttpException failure = fails(AuraHttpException.class, "firstChunkTimeout=2s");

        assertThat(failure.getReasonPhrase()).isEqualTo("Oops");
        server().awaitClientGone(1);
    }

    @Test
    void errorBodyIsBoundedAndHasNoControlCharacters() throws Exception {
        server().enqueue(AuraReply.status(502, "Bad Gateway", "a\u0007b\r\n\tc" + "x".repeat(20_000)));

        AuraHttpException failure = fails(AuraHttpException.class);

        assertThat(failure.getResponseBody()).startsWith("ab\n\tcxxx").hasSizeBetween(8_000, 8_192);
    }

    @Test
    void retryAfterInSecondsIsParsed() throws Exception {
        server().enqueue(AuraReply.status(503, "Service Unavailable", "").header("Retry-After", "120"));

        assertThat(fails(AuraHttpException.class).getRetryAfter()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void retryAfterAsADateIsParsed() throws Exception {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofHours(2)).atZone(ZoneOffset.UTC));
        server().enqueue(AuraReply.status(429, "Too Many Requests", "").header("Retry-After", date));

        assertThat(fails(AuraHttpException.class).getRetryAfter()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "99999999999"})
    void invalidRetryAfterIsIgnored(String value) throws Exception {
        server().enqueue(AuraReply.status(503, "Service Unavailable", "").header("Retry-After", value));

        assertThat(fails(AuraHttpException.class).getRetryAfter()).isNull();
    }

    static Stream<AuraReply> empty() {
        return Stream.of(
                AuraReply.empty(),
                AuraReply.status(204, "No Content", ""),
                AuraReply.chunks().chunk(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}),
                AuraReply.chunks().contentLength(0));
    }

    @ParameterizedTest
    @MethodSource("empty")
    void emptyReplyIsAFailure(AuraReply reply) throws Exception {
        server().enqueue(reply);

        AuraStreamException failure = fails(AuraStreamException.class);

        assertThat(failure).hasMessageContaining("empty");
        assertThat(failure.getChunksEmitted()).isZero();
    }

    @Test
    void stalledReplyFailsWithItsPart() throws Exception {
        server().enqueue(AuraReply.providerDies("one ", "two "));

        assertThat(fails(AuraStreamException.class, "chunkTimeout=1s").getPartialReply())
                .isEqualTo("one two ");
    }

    static Stream<AuraReply> broken() {
        return Stream.of(
                AuraReply.chunks("one ", "two ").cut(),
                AuraReply.chunks("one ", "two ").reset(),
                AuraReply.chunks("one ", "two ").contentLength(100).cut(),
                AuraReply.chunks("one ", "two ").bytes("zz\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void brokenReplyFailsWithItsPart(AuraReply reply) throws Exception {
        server().enqueue(reply);

        AuraStreamException failure = fails(AuraStreamException.class);

        assertThat("one two ").startsWith(failure.getPartialReply());
        assertThat(failure).hasMessageContaining("Reading the reply to aura:support failed after");
    }

    @Test
    void responseThatIsNotHttpIsAFailure() throws Exception {
        server().enqueue(AuraReply.raw("SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.US_ASCII)));

        assertThat(fails(AuraStreamException.class).getChunksEmitted()).isZero();
    }

    @Test
    void repliesFramedByLengthOrByCloseAreRead() throws Exception {
        server().enqueue(
                        AuraReply.chunks("whole").contentLength(5),
                        AuraReply.chunks("whole").untilClose());

        for (int i = 0; i < 2; i++) {
            assertThat(await(ask(uri("support"), "count")).getMessage().getBody())
                    .isEqualTo("whole");
        }
    }

    @Test
    void compressedReplyIsRejected() throws Exception {
        server().enqueue(AuraReply.chunks("zip").header("Content-Encoding", "gzip"));

        assertThat(fails(AuraStreamException.class)).hasMessageContaining("Content-Encoding gzip");
        assertThat(server().requests().get(0).headers("Accept-Encoding")).containsExactly("identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "identity", "", "none, identity"})
    void replyWithoutCompressionIsAccepted(String encoding) throws Exception {
        server().enqueue(AuraReply.chunks("plain").header("Content-Encoding", encoding));

        assertThat(await(ask(uri("support"), "count")).getMessage().getBody()).isEqualTo("plain");
    }

    @Test
    void headerValueInAMessageIsBoundedAndHasNoControlCharacters() throws Exception {
        server().enqueue(AuraReply.chunks("zip").header("Content-Encoding", "a\u001Bb" + "x".repeat(5_000)));

        assertThat(fails(AuraStreamException.class))
                .hasMessageContaining("Content-Encoding abx")
                .message()
                .hasSizeLessThan(1_500);
    }

    @Test
    void connectionIsReusedAndClosedWhenTheServerClosesIt() throws Exception {
        String uri = uri("support");
        await(ask(uri, "one"));
        await(ask(uri, "two"));
        assertThat(server().connections()).isEqualTo(1);

        server().idleTimeout(Duration.ofMillis(1));
        await(ask(uri, "three"));
        server().awaitOpenConnections(0);
    }

    @Test
    void connectionClosedByTheServerIsNotReused() throws Exception {
        String uri = uri("support");
        for (int i = 1; i <= 3; i++) {
            Gate gate = new Gate();
            server().idleTimeout(Duration.ofMinutes(1))
                    .enqueue(AuraReply.chunks("welcome").gate(gate));
            CompletableFuture<Exchange> asked = ask(uri, "count");
            gate.awaitReached();
            server().idleTimeout(Duration.ofMillis(1));
            gate.open();

            assertThat(await(asked).getMessage().getBody()).isEqualTo("welcome");
            server().awaitOpenConnections(0);
            assertThat(server().connections()).isEqualTo(i);
        }
    }

    @Test
    void bytesBeyondContentLengthAreNotPartOfTheReply() throws Exception {
        server().enqueue(AuraReply.chunks("whole").contentLength(3));

        assertThat(await(ask(uri("support"), "count")).getMessage().getBody()).isEqualTo("who");
    }

    @Test
    void cookiesOfTheServerAreNotSentBack() throws Exception {
        server().enqueue(AuraReply.chunks("a").header("Set-Cookie", "session=1; Path=/"), AuraReply.chunks("b"));

        await(ask(uri("support"), "one"));
        await(ask(uri("support"), "two"));

        assertThat(server().requests().get(1).headers("Cookie")).isEmpty();
    }

    private <T extends Exception> T fails(Class<T> type, String... options) throws Exception {
        Exchange exchange = await(ask(uri("support", options), "count"));
        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(server().requests()).as("nothing is asked twice").hasSize(1);
        return type.cast(exchange.getException());
    }
}
