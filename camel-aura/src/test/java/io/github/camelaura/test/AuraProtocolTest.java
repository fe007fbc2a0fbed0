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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@link AuraServer} answers without a script, like a real server. */
@ExtendWith(AuraServerExtension.class)
class AuraProtocolTest {

    private static final String USER = "{\"role\":\"user\",\"content\":\"%s\"}";

    @Test
    void serverAnswersAQuestion(AuraServer server) throws Exception {
        HttpResponse<String> response = Ask.hello(server);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(AuraServer.replyTo("hello"));
        assertThat(response.headers().map())
                .containsOnlyKeys("keep-alive", "transfer-encoding")
                .containsEntry("keep-alive", List.of("timeout=5"));
    }

    @Test
    void serverSendsEachWordAsAChunk(AuraServer server) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.post("/api/chat", Ask.HELLO);

            assertThat(client.readHead())
                    .isEqualTo("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(client.readUntil("0\r\n\r\n")).startsWith("4\r\nYou \r\n7\r\nasked: \r\n9\r\n\"hello\". \r\n");
        }
    }

    @Test
    void serverWritesAtReadingSpeed(AuraServer server) throws Exception {
        server.wordDelay(Duration.ofMillis(20));
        int words = AuraServer.replyTo("hello").split(" ").length;

        long start = System.nanoTime();
        Ask.hello(server);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(20L * (words - 1)));
        assertThat(server.chunksSent()).isEqualTo(words);
        assertThat(server.bytesSent()).isEqualTo(AuraServer.replyTo("hello").length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "",
                "[]",
                "{\"model\":{\"id\":\"openchat_3.6\"}}",
                "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":\"hello\"}",
                "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":[{\"role\":\"user\",\"content\":null}]}",
                "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":[{\"role\":\"user\"}]}",
                "{\"model\":{\"id\":\"nobody\"},\"messages\":[]}",
                "{\"model\":{},\"messages\":[]}",
                "{\"messages\":[]}",
                "{\"model\":{\"id\":\"openchat_3.6\"},\"messages\":[]} and more"
            })
    void invalidRequestIsAnsweredWithStatus500(String body, AuraServer server) throws Exception {
        HttpResponse<String> response = Ask.post(server, "/api/chat", body);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("Error");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain;charset=UTF-8");
    }

    @Test
    void serverAcceptsOnlyItsModels(AuraServer server) throws Exception {
        server.models("mine");

        assertThat(Ask.hello(server).statusCode()).isEqualTo(500);
        assertThat(Ask.post(server, "/api/chat", Ask.json("mine", 8192, "", USER.formatted("hi")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void getRequestIsAnsweredWithStatus500(AuraServer server) throws Exception {
        HttpResponse<String> response = Ask.get(server, "/api/chat");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("Error");
    }

    @Test
    void headRequestIsAnsweredWithoutABody(AuraServer server) throws Exception {
        try (RawClient client = new RawClient(server.port())) {
            client.send("HEAD /api/chat HTTP/1.1\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 500 ");
            client.post("/api/chat", Ask.HELLO);
            assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void finalSlashIsRedirected(AuraServer server) throws Exception {
        HttpResponse<String> response = Ask.post(server, "/api/chat/", Ask.HELLO);

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("location")).hasValue("/api/chat");
    }

    @Test
    void tooSmallTokenLimitDropsAllMessages(AuraServer server) throws Exception {
        String body = Ask.json("openchat_3.6", 700, "Be kind", USER.formatted("hi"));

        HttpResponse<String> response = Ask.post(server, "/api/chat", body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(AuraServer.replyToPrompt("Be kind"));
    }

    @Test
    void serverHasADefaultSystemPrompt(AuraServer server) throws Exception {
        String body = Ask.json("openchat_3.6", 790, "", USER.formatted("hi"));

        assertThat(Ask.post(server, "/api/chat", body).body()).startsWith(AuraServer.replyToPrompt("You are OpenChat"));
    }

    @Test
    void tooLongNewestMessageDropsAllMessages(AuraServer server) throws Exception {
        String body = Ask.json("openchat_3.6", 1000, "Be kind", USER.formatted("hi"), USER.formatted("x".repeat(4000)));

        assertThat(Ask.post(server, "/api/chat", body).body()).isEqualTo(AuraServer.replyToPrompt("Be kind"));
    }

    @Test
    void tokenLimitDropsAMessageAndAllOlderOnes(AuraServer server) throws Exception {
        String body = Ask.json(
                "openchat_3.6",
                1000,
                "Be kind",
                USER.formatted("short"),
                USER.formatted("x".repeat(4000)),
                USER.formatted("kept"),
                USER.formatted("newest"));

        assertThat(Ask.post(server, "/api/chat", body).body()).isEqualTo(AuraServer.replyTo("newest", 1));
    }

    @Test
    void serverListsItsModels(AuraServer server) throws Exception {
        HttpResponse<String> response =
                Ask.post(server.models("openchat_3.6", "openchat_3.5"), "/api/models", "{\"key\": \"\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(response.body())
                .isEqualTo("[{\"id\":\"openchat_3.6\",\"name\":\"OpenChat 3.6 (latest)\"},"
                        + "{\"id\":\"openchat_3.5\",\"name\":\"OpenChat 3.5\"}]");
        assertThat(Ask.post(server, "/api/models", "").statusCode()).isEqualTo(500);
        assertThat(Ask.get(server, "/api/models").statusCode()).isEqualTo(500);
    }

    @Test
    void serverHasOneWebPage(AuraServer server) throws Exception {
        HttpResponse<String> page = Ask.get(server, "/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(Ask.get(server, "/favicon.ico").statusCode()).isEqualTo(404);
    }
}
