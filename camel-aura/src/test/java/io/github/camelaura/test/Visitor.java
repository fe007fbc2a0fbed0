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

import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Someone who visits an {@link AuraServer} with a client that keeps cookies, and leaves redirects to the test. */
final class Visitor {

    private final String baseUrl;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    Visitor(AuraServer server) {
        baseUrl = server.baseUrl();
    }

    /** The value of a cookie, or null. */
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    HttpResponse<String> get(String url) throws Exception {
        return send(request(url).build());
    }

    CompletableFuture<HttpResponse<String>> getAsync(String url) {
        return client.sendAsync(request(url).build(), BodyHandlers.ofString());
    }

    /** Sends a form, with its fields as alternating names and values. */
    HttpResponse<String> submit(String url, String... fields) throws Exception {
        return send(form(url, fields));
    }

    CompletableFuture<HttpResponse<String>> submitAsync(String url, String... fields) {
        return client.sendAsync(form(url, fields), BodyHandlers.ofString());
    }

    /** Asks the chat, with extra headers as alternating names and values. */
    HttpResponse<String> ask(String question, String... headers) throws Exception {
        HttpRequest.Builder request = request("/api/chat")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Ask.json(question)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest form(String url, String... fields) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    private HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(baseUrl).resolve(url)).timeout(Duration.ofSeconds(20));
    }
}
