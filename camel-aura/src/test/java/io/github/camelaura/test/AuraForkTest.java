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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@link AuraServer} does as a fork, seen by another client. */
class AuraForkTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private AuraServer server() {
        return aura.server();
    }

    @Test
    void chatAndModelsAreAtTheirPathsOnly() throws Exception {
        server().speak(AuraFork.none().chatPath("/api/v2/chat/").modelsPath("/v1/models"));

        assertThat(Ask.post(server(), "/api/v2/chat/", Ask.HELLO).statusCode()).isEqualTo(200);
        assertThat(Ask.post(server(), "/v1/models", "{\"key\":\"\"}").body()).contains("openchat_3.6");
        assertThat(Ask.post(server(), "/api/chat", Ask.HELLO).statusCode()).isEqualTo(404);
        assertThat(Ask.post(server(), "/api/models", "{\"key\":\"\"}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void enqueuedReplyIsForTheChat() throws Exception {
        server().speak(AuraFork.none().chatPath("/api/v2/chat")).enqueue(AuraReply.chunks("one"));

        assertThat(Ask.post(server(), "/api/chat", Ask.HELLO).statusCode()).isEqualTo(404);
        assertThat(Ask.post(server(), "/api/v2/chat", Ask.HELLO).body()).isEqualTo("one");
    }

    @Test
    void missingFieldIsNamed() throws Exception {
        server().speak(AuraFork.none().requiringFields("messages", "botId"));

        HttpResponse<String> response = Ask.post(server(), "/api/chat", Ask.HELLO);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"error\":\"botId is required\"}");
    }

    @Test
    void replyOfSmartChatbotUiHasTheHeadersOfAnEventStream() throws Exception {
        server().speak(AuraFork.smartChatbotUi());

        HttpResponse<String> response = Ask.post(server(), "/api/chat", Ask.HELLO);

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("none");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body()).startsWith("You asked");
    }

    @Test
    void cloudflareAccessRequiresBothHeaders() throws Exception {
        server().speak(AuraFork.cloudflareAccess("id", "secret")).enqueue(AuraReply.chunks("one"));

        HttpResponse<String> denied = Ask.post(server(), "/api/chat", Ask.HELLO);
        HttpRequest request = HttpRequest.newBuilder(
                        Ask.request(server(), "/api/chat", Ask.HELLO), (name, value) -> true)
                .header("cf-access-client-id", "id")
                .header("cf-access-client-secret", "secret")
                .build();

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(Ask.post(server(), "/api/models", "{}").statusCode()).isEqualTo(403);
        assertThat(Ask.get(server(), "/").statusCode()).isEqualTo(200);
        assertThat(Ask.send(request).body())
                .as("the enqueued reply is still there")
                .isEqualTo("one");
    }

    @Test
    void requiredHeaderMayBeOfAnotherProxy() throws Exception {
        server().speak(AuraFork.none()
                .requiringHeaders(Map.of("X-Tenant", "acme"), AuraReply.redirect(302, "https://sso.example.com/")));

        assertThat(Ask.post(server(), "/api/chat", Ask.HELLO).statusCode()).isEqualTo(302);
    }
}
