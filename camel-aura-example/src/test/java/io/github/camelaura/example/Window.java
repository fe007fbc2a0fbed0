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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the page's script does to ask one question, without a browser. */
final class Window implements WebSocket.Listener {

    private static final String CLOSED = "closed";

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    Window(int port, String origin) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/chat"), this)
                .join();
    }

    /** Asks one question; {@code text} is what the page sends. */
    Window ask(String text) {
        CompletableFuture<WebSocket> sent = socket.sendText(text, true);
        // what is refused may be gone before it has spoken
        sent.exceptionally(failure -> null).join();
        return this;
    }

    /** What the page is told next. */
    String next() throws InterruptedException {
        String message = messages.poll(30, TimeUnit.SECONDS);
        assertThat(message).as("a message within 30 seconds").isNotNull();
        return message;
    }

    /** Waits until the other side has hung up, without another word. */
    void awaitClosed() throws InterruptedException {
        assertThat(next()).isEqualTo(CLOSED);
    }

    /** What the stop button does, and the browser when its window is closed. */
    void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** The first question of a new conversation. */
    static String question(String text) {
        return question(newConversation(), text);
    }

    /** Makes the id of a new conversation. */
    static String newConversation() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** A question of the conversation that has this id. */
    static String question(String id, String text) {
        return id + "\n" + text;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            messages.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        messages.add(CLOSED);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        messages.add(CLOSED);
    }
}
