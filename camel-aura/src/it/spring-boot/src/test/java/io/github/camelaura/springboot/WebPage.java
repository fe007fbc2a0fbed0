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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraServer;

/** The web page of the documentation as an application, and requests to it. */
final class WebPage implements AutoCloseable {

    private static final Path RECIPE = Path.of(System.getProperty("web-page"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;

    private WebPage(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /** Starts the recipe, the first route of the page and a route for streamFormat=text, with a comment each 100 ms. */
    static WebPage start(AuraServer server, String... options) {
        Stream<String> common = Stream.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.autoconfigure.exclude=",
                "--spring.config.location=file:" + RECIPE.resolve("application.properties"),
                "--spring.web.resources.static-locations=file:" + RECIPE.resolve("static") + "/",
                "--camel.main.routes-include-pattern=file:" + RECIPE.resolve("routes.yaml") + ",file:"
                        + RECIPE.resolve("first.yaml") + ",classpath:web-page/text.yaml",
                "--camel.component.aura.base-url=" + server.baseUrl(),
                "--camel.component.aura.keep-alive-interval=100ms");
        return new WebPage(AuraApplication.builder()
                .web(WebApplicationType.SERVLET)
                .run(Stream.concat(common, Stream.of(options)).toArray(String[]::new)));
    }

    String address() {
        return "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
    }

    CamelContext camel() {
        return application.getBean(CamelContext.class);
    }

    int runningStreams() {
        return camel().getComponent("aura", AuraComponent.class).getRunningStreams();
    }

    /** A request with the header that browsers add to requests of the page itself. */
    HttpRequest.Builder own(String path) {
        return request(path).header("Sec-Fetch-Site", "same-origin");
    }

    HttpRequest.Builder ownPost(String path, String question) {
        return own(path).header("Content-Type", "text/plain;charset=UTF-8").POST(BodyPublishers.ofString(question));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Reads the response while it arrives. */
    Reply open(HttpRequest.Builder request) throws Exception {
        return new Reply(client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    @Override
    public void close() {
        application.close();
    }

    /** A response that is read line by line. To close it closes the connection, as a browser does when its page is closed. */
    static final class Reply implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        private Reply(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        String contentType() {
            return response.headers().firstValue("Content-Type").orElse("none");
        }

        /** The next line, or null at the end. */
        String line() throws IOException {
            return lines.readLine();
        }

        /** The next event, without comments and the empty line after it; empty at the end. */
        String event() {
            StringBuilder event = new StringBuilder();
            lines.lines()
                    .takeWhile(line -> event.isEmpty() || !line.isEmpty())
                    .filter(line -> !line.isEmpty() && !line.equals(":"))
                    .forEach(line -> event.append(line).append('\n'));
            return event.toString().strip();
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
