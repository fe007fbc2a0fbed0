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
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

import org.apache.camel.Exchange;

/** A stream without a server: returns the given chunks, and fails as a closed connection does once it was abandoned. */
final class ScriptedSource implements ChunkIterator.Source {

    private final Queue<String> chunks;
    private Throwable failure;
    private int abandoned;

    ScriptedSource(String... chunks) {
        this.chunks = new ArrayDeque<>(List.of(chunks));
    }

    /** Lets the next read after all chunks fail. */
    ScriptedSource thenFail(Throwable cause) {
        failure = cause;
        return this;
    }

    /** The iterator over this stream; its first chunk was read before. */
    ChunkIterator read(Exchange exchange) {
        StreamRequest request =
                new StreamRequest(null, "words", exchange, null, null, null, null, null, null, null, null, null, null);
        return new ChunkIterator(this, new StreamFailures(request, new ReplyBuffer()), exchange, chunks.poll());
    }

    /** How often the stream was abandoned. */
    int abandoned() {
        return abandoned;
    }

    @Override
    public String readNext() throws Throwable {
        if (abandoned > 0) {
            throw new IOException("Stream closed");
        }
        if (chunks.isEmpty() && failure != null) {
            throw failure;
        }
        return chunks.poll();
    }

    @Override
    public void finish() {
        // the whole reply was read
    }

    @Override
    public void abandon() {
        abandoned++;
    }
}
