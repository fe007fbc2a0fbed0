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
package io.github.camelaura.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import com.openai.models.chat.completions.ChatCompletionChunk;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The end of every route that is measured: it counts, and in a paced stream notes how long the chunk was under way. */
final class Downstream {

    private long count;
    private long[] delays = new long[1024];
    private int delayCount;
    private volatile long first;

    /** For floods. */
    Processor counter() {
        return exchange -> count();
    }

    /** For paced streams of text. */
    Processor textDelays() {
        return exchange -> arrived(System.nanoTime(), exchange.getMessage().getBody(String.class));
    }

    /** For floods of server-sent events. */
    Processor eventCounter() {
        return exchange -> readEvents(exchange, event -> count());
    }

    /** For paced streams of server-sent events. */
    Processor eventDelays() {
        return exchange -> readEvents(exchange, event -> arrived(System.nanoTime(), dataOf(event)));
    }

    /** Reads the body as an HTTP server does; each read returns one event. */
    private static void readEvents(Exchange exchange, Consumer<String> action) throws IOException {
        InputStream body = (InputStream) exchange.getMessage().getBody();
        byte[] bytes = new byte[8192];
        for (int count = body.read(bytes); count >= 0; count = body.read(bytes)) {
            String event = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
            if (event.startsWith("id:")) { // not the last event, which says that the reply is complete
                action.accept(event);
            }
        }
    }

    private static String dataOf(String event) {
        return event.substring(event.indexOf("data: ") + "data: ".length()).trim();
    }

    /** For paced streams of OpenAI's chunks. */
    Processor openAiDelays() {
        return exchange -> arrived(System.nanoTime(), content(exchange));
    }

    /** For replies of one chunk. */
    Processor first() {
        return exchange -> firstArrived();
    }

    private static String content(Exchange exchange) {
        ChatCompletionChunk chunk = (ChatCompletionChunk) exchange.getMessage().getBody();
        return chunk.choices().get(0).delta().content().orElse("");
    }

    void count() {
        count++;
    }

    void arrived(long now, String sent) {
        if (sent.isEmpty()) {
            return; // the end of streaming=true
        }
        if (delayCount == delays.length) {
            delays = Arrays.copyOf(delays, 2 * delayCount);
        }
        delays[delayCount++] = now - Long.parseLong(sent);
    }

    /** How many chunks were counted since this was asked last. */
    long takeCount() {
        long taken = count;
        count = 0;
        return taken;
    }

    void firstArrived() {
        first = System.nanoTime();
    }

    /** When the chunk came. */
    long takeFirst() {
        return first;
    }

    /** The delays since this was asked last. */
    long[] takeDelays() {
        long[] taken = Arrays.copyOf(delays, delayCount);
        delayCount = 0;
        return taken;
    }
}
