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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;

import org.apache.camel.main.Main;

import io.github.camelaura.test.AuraServer;

/** The page, asking a server of the test. */
final class RunningPage implements AutoCloseable {

    private final int port = freePort();
    private final Main main;

    private RunningPage(AuraServer server, Map<String, String> options) {
        main = new Main();
        main.configure().setProfile("web");
        main.addOverrideProperty("page.port", String.valueOf(port));
        main.addOverrideProperty("camel.component.aura.base-url", server.baseUrl());
        options.forEach((name, value) -> main.addOverrideProperty("camel.component.aura." + name, value));
        main.start();
    }

    /** With these options of the component. */
    static RunningPage asking(AuraServer server, Map<String, String> options) {
        return new RunningPage(server, options);
    }

    static RunningPage asking(AuraServer server) {
        return asking(server, Map.of());
    }

    String address() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Opens a window, without a browser. */
    Window open() {
        return new Window(port, "http://127.0.0.1:" + port);
    }

    /** Tries to open one from a page of somewhere else. */
    Window openFrom(String origin) {
        return new Window(port, origin);
    }

    /** Asks a question that fails, and returns the sentence that the page shows then. */
    String failure(String question) throws InterruptedException {
        String message = open().ask(question).next();
        assertThat(message).startsWith("failed\n");
        return message.substring("failed\n".length());
    }

    /** Returns the contents of the messages of each request that has reached the server. */
    static List<List<String>> contents(AuraServer server) {
        return server.requests().stream()
                .map(request -> request.json().path("messages").findValuesAsText("content"))
                .toList();
    }

    @Override
    public void close() {
        main.stop();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
