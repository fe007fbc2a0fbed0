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
package io.github.camelaura.browser;

import java.net.URI;
import java.net.URL;
import java.time.Duration;

import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.HttpResponse;
import org.openqa.selenium.remote.http.WebSocket;

/** Speaks to a grid, and waits for a session not as long as for a page. */
final class GridClient implements HttpClient {

    private final URL baseUrl;
    private final HttpClient forSession;
    private final HttpClient forPages;

    GridClient(URI grid, Duration session, Duration page) {
        ClientConfig config = ClientConfig.defaultConfig().baseUri(grid).connectionTimeout(session);
        HttpClient.Factory factory = HttpClient.Factory.createDefault();
        this.baseUrl = config.baseUrl();
        this.forSession = factory.createClient(config.readTimeout(session));
        this.forPages = factory.createClient(config.readTimeout(page));
    }

    URL baseUrl() {
        return baseUrl;
    }

    @Override
    public HttpResponse execute(HttpRequest request) {
        boolean begins =
                request.getMethod() == HttpMethod.POST && request.getUri().equals("/session");
        return (begins ? forSession : forPages).execute(request);
    }

    @Override
    public WebSocket openSocket(HttpRequest request, WebSocket.Listener listener) {
        return forPages.openSocket(request, listener);
    }

    @Override
    public void close() {
        forSession.close();
        forPages.close();
    }
}
