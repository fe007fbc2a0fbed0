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
package io.github.camelaura.stream;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

import io.github.camelaura.StreamFormat;

/**
 * A running stream in a format for HTTP ({@code streamFormat}). It is a {@link StreamCache} only because Camel's stream caching would
 * read any other {@code InputStream} to its end before the next step; it cannot be read twice.
 */
final class StreamBody extends ChunkInputStream implements StreamCache {

    private final String contentType;

    private StreamBody(ChunkIterator chunks, Framing framing, String contentType) {
        super(chunks, framing);
        this.contentType = contentType;
    }

    /** Returns the body of a stream: the iterator itself, or a {@code StreamBody}. */
    static Object of(ChunkIterator chunks, StreamFormat format, String streamId) {
        return switch (format) {
            case ITERATOR -> chunks;
            case TEXT -> new StreamBody(chunks, Framing.TEXT, "text/plain; charset=utf-8");
            case SSE -> new StreamBody(chunks, new SseFraming(streamId), "text/event-stream");
            case NDJSON -> new StreamBody(chunks, new NdjsonFraming(streamId), "application/x-ndjson");
        };
    }

    String contentType() {
        return contentType;
    }

    /** Does not go back. Camel resets a body before each step, each redelivery and after each predicate that reads it. */
    @Override
    public void reset() {
        failIfReadAgain();
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
        byte[] bytes = new byte[8192];
        for (int count = read(bytes); count >= 0; count = read(bytes)) {
            target.write(bytes, 0, count);
            target.flush(); // a chunk must not wait for the next one
        }
    }

    /** Returns null: the copy of the message has the same body, as with any other stream. */
    @Override
    public StreamCache copy(Exchange exchange) {
        return null;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    /** Returns 0, because the length is not known. */
    @Override
    public long length() {
        return 0;
    }

    /** Returns -1, because the position is not known. */
    @Override
    public long position() {
        return -1;
    }

    /** Returns a fixed text for logs, without reading. */
    @Override
    public String toString() {
        return "[A running stream that is not read yet. Set streamFormat=iterator to split it, or streaming=false to get the"
                + " whole reply as text]";
    }
}
