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
package io.github.camelaura.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

class ChatCallTest {

    private static final String JSON = "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":[],\"prompt\":\"Hello\"}";
    private static final Map<String, Collection<String>> NO_HEADERS = Map.of();

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger sending = new AtomicInteger();
    private ChatClient client;
    private ChatCall call;

    @BeforeEach
    void createCall() throws Exception {
        context.start();
        client = new ChatClient(
                context,
                HttpSettings.of(
                        aura.server().baseUrl(),
                        "/api/chat",
                        "/api/models",
                        AdditionalHeaders.NONE,
                        new ProxySettings(null, null, null, null, null),
                        0,
                        10,
                        Map.of()));
        call = client.newCall(() -> JSON.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        client.close();
        context.stop();
    }

    @Test
    void callSendsBodyAndHeaders() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two "));
        assertThat(call.isSent()).isFalse();

        ChatResponse response = call.execute(
                Map.of("Authorization", List.of("Bearer 1"), "Cookie", List.of("a=1", "b=2")), this::sending);

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("one two ");
        assertThat(call.isSent()).isTrue();
        assertThat(sending).hasValue(1);
        AuraRequest request = aura.server().awaitRequests(1).get(0);
        assertThat(request.body()).isEqualTo(JSON);
        assertThat(request.header("Authorization")).isEqualTo("Bearer 1");
        assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
    }

    @ParameterizedTest
    @CsvSource({
        "?step=2, /api/chat?step=2",
        "next?to={a|b} c, /api/next?to=%7Ba%7Cb%7D%20c",
        "/out?name=é, /out?name=%E9"
    })
    void locationOfARedirectIsTheAddressThatABrowserOpens(String location, String address) throws Exception {
        aura.server().enqueue(AuraReply.redirect(302, location));

        ChatResponse response = call.execute(NO_HEADERS, this::sending);

        assertThat(response.location()).hasToString(aura.server().baseUrl() + address);
    }

    /** A cookie has the bytes of its UTF-8 as characters; C1 control characters are among them. */
    @Test
    void bytesOfHeadersAreSentAsTheyAre() throws Exception {
        aura.server().enqueue(AuraReply.chunks("text"));
        String value = "\u0080 À 中 ß ÿ \u009F";
        String bytes = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        call.execute(Map.of("Cookie", List.of("a=" + bytes)), this::sending).discard();

        assertThat(aura.server().awaitRequests(1).get(0).header("Cookie")).isEqualTo("a=" + value);
    }

    @Test
    void controlCharactersInAHeaderDoNotBeginAnotherHeader() throws Exception {
        aura.server().enqueue(AuraReply.chunks("text"));

        call.execute(
                        Map.of("X-Test", List.of("a\r\nX-Value: b\0\u007Fc"), "X-A: b\r\nX-Name", List.of("d")),
                        this::sending)
                .discard();

        AuraRequest request = aura.server().awaitRequests(1).get(0);
        assertThat(request.header("X-Test")).isEqualTo("a  X-Value: b??c");
        assertThat(request.header("X-Value")).isNull();
        assertThat(request.header("X-Name")).isNull();
    }

    @Test
    void callCanBeSentAgainWithOtherHeaders() throws Exception {
        aura.server().enqueue(AuraReply.status(401, "Unauthorized", ""), AuraReply.chunks("text"));
        call.execute(NO_HEADERS, this::sending).discard();

        ChatResponse response = call.execute(Map.of("Authorization", List.of("Bearer 2")), this::sending);

        assertThat(text(response)).isEqualTo("text");
        assertThat(sending).hasValue(2);
        assertThat(aura.server().requests()).extracting(AuraRequest::body).containsExactly(JSON, JSON);
    }

    @Test
    void callToAServerThatIsDownIsNotSent() throws Exception {
        call.execute(NO_HEADERS, this::sending).discard();
        aura.server().close();

        assertThatThrownBy(() -> call.execute(NO_HEADERS, this::sending)).isInstanceOf(IOException.class);

        assertThat(call.isSent()).as("the earlier attempt does not count").isFalse();
    }

    @Test
    void withheldCallIsNotSent() {
        assertThat(call.withhold()).isTrue();

        assertThatThrownBy(() -> call.execute(NO_HEADERS, this::sending)).isInstanceOf(IOException.class);

        assertThat(sending).hasValue(0);
        assertThat(aura.server().requests()).isEmpty();
    }

    @Test
    void callThatWasSentCannotBeWithheld() throws Exception {
        call.execute(NO_HEADERS, () -> assertThat(call.withhold()).isFalse()).discard();

        assertThat(call.withhold()).isFalse();
    }

    @Test
    void callThatWasCancelledBeforeIsNotSent() {
        call.cancel();

        assertThatThrownBy(() -> call.execute(NO_HEADERS, this::sending)).isInstanceOf(IOException.class);

        assertThat(call.isSent()).isFalse();
        assertThat(aura.server().requests()).isEmpty();
    }

    @Test
    void cancellingACallThatWaitsForItsResponseDropsTheConnection() {
        AuraServer server = aura.server();
        Gate beforeHead = new Gate();
        server.enqueue(AuraReply.chunks("never sent").headersAfter(beforeHead));
        CompletableFuture<ChatResponse> response = CompletableFuture.supplyAsync(this::execute);
        beforeHead.awaitReached();

        call.cancel();

        assertThatThrownBy(() -> response.get(AuraTestSupport.PATIENCE, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(call.isSent()).isTrue();
        server.awaitClientGone(1);
    }

    @Test
    void cancellingACallThatReadsItsReplyDropsTheConnection() throws Exception {
        AuraServer server = aura.server();
        Gate held = new Gate();
        server.enqueue(AuraReply.chunks("one ").gate(held).chunk("never sent"));
        ChatResponse response = call.execute(NO_HEADERS, this::sending);
        InputStream body = response.body();
        assertThat(body.readNBytes(4)).asString(StandardCharsets.UTF_8).isEqualTo("one ");
        held.awaitReached();

        call.cancel();

        assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        server.awaitClientGone(1);
    }

    private void sending() {
        sending.incrementAndGet();
    }

    private ChatResponse execute() {
        try {
            return call.execute(NO_HEADERS, this::sending);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static String text(ChatResponse response) throws IOException {
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
