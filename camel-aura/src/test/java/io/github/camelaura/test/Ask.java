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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests to an {@link AuraServer} with the JDK's HTTP client, for the server's own tests. */
final class Ask {

    static final String HELLO = json("hello");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Ask() {}

    static String json(String question) {
        return json("openchat_3.6", 8192, "", "{\"role\":\"user\",\"content\":\"" + question + "\"}");
    }

    static String json(String model, int tokenLimit, String prompt, String... messages) {
        return "{\"model\":{\"id\":\"" + model + "\",\"tokenLimit\":" + tokenLimit + "},\"messages\":["
                + String.join(",", messages) + "],\"key\":\"\",\"prompt\":\"" + prompt + "\",\"temperature\":0.5}";
    }

    static HttpResponse<String> hello(AuraServer server) throws Exception {
        return post(server, "/api/chat", HELLO);
    }

    static HttpResponse<String> post(AuraServer server, String path, String body) throws Exception {
        return CLIENT.send(request(server, path, body), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static CompletableFuture<HttpResponse<String>> async(AuraServer server) {
        return CLIENT.sendAsync(request(server, "/api/chat", HELLO), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static HttpResponse<String> get(AuraServer server, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    static HttpRequest request(AuraServer server, String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
