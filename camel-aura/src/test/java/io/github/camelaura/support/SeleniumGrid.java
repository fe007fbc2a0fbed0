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
package io.github.camelaura.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelaura.test.process.FreePort;
import io.github.camelaura.test.process.OwnServer;

/** A real Selenium Grid on the loopback address, for one session at a time with the Chromium of this machine. */
public final class SeleniumGrid implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    private static final String SETTINGS = """
            [server]
            host = "127.0.0.1"
            port = %d
            [logging]
            tracing = false
            [node]
            detect-drivers = false
            selenium-manager = false
            max-sessions = 1
            [[node.driver-configuration]]
            display-name = "Chromium"
            stereotype = '{"browserName": "chrome"}'
            webdriver-executable = "%s"
            max-sessions = 1
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final OwnServer server;
    private final URI uri;

    private SeleniumGrid(OwnServer server, URI uri) {
        this.server = server;
        this.uri = uri;
    }

    /** Starts a Grid; skips the test if there is none or no Chromium. */
    public static SeleniumGrid start() {
        String classpath = System.getProperty("selenium-grid.classpath");
        assumeTrue(classpath != null, "No Selenium Grid: Maven's profile selenium-grid has it");
        int port = FreePort.find();
        OwnServer server = new OwnServer("selenium-grid");
        SeleniumGrid grid = new SeleniumGrid(server, URI.create("http://127.0.0.1:" + port));
        try {
            Path settings = server.folder().resolve("grid.toml");
            Files.writeString(settings, SETTINGS.formatted(port, Chromium.driver()));
            server.start(
                    List.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:TieredStopAtLevel=1", // starts sooner
                            "-classpath",
                            Files.readString(Path.of(classpath)),
                            "org.openqa.selenium.grid.Main",
                            "standalone",
                            "--config",
                            settings.toString()),
                    Map.of("TMPDIR", server.folder().toString())); // Chromium's profiles are deleted with this folder
            server.awaitReady(TIME_TO_START, grid::isReady);
            return grid;
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    public URI uri() {
        return uri;
    }

    /** The number of sessions, including those that are beginning or ending. */
    public long sessions() {
        return StreamSupport.stream(get("/status").findValue("slots").spliterator(), false)
                .filter(slot -> !slot.get("session").isNull())
                .count();
    }

    /** The number of requests that wait for a session. */
    public int waiting() {
        return get("/se/grid/newsessionqueue/queue").get("value").size();
    }

    private boolean isReady() {
        try {
            return get("/status").findValue("ready").asBoolean();
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                    .timeout(TIME_TO_START)
                    .build();
            return mapper.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
