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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes of a running stream in UTF-8. A read returns bytes of one chunk and waits for the next chunk only if there is none, so
 * a chunk is never delayed. The end is the end of a complete reply, or what the format has for a failure. Otherwise each read fails
 * after a failure, and so it does after a close.
 *
 * <p>Threads: one reader at a time. Any thread may close, also during a read, as a channel around this stream does.
 */
class ChunkInputStream extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkInputStream.class);
    private static final byte[] NONE = {};

    private final ChunkIterator chunks;
    private final Framing framing;
    private byte[] chunk = NONE;
    private int position;
    private boolean ended;
    private volatile boolean closed;
    private volatile boolean endRead;
    private volatile boolean usedUp;

    ChunkInputStream(ChunkIterator chunks, Framing framing) {
        this.chunks = chunks;
        this.framing = framing;
    }

    @Override
    public int read() throws IOException {
        return awaitBytes() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!awaitBytes()) {
            return -1;
        }
        int count = Math.min(length, available());
        System.arraycopy(chunk, position, target, offset, count);
        position += count;
        return count;
    }

    /** Has further reads fail if a reader has seen the end, because to another reader an end would be an empty reply. */
    void failIfReadAgain() {
        usedUp = endRead;
    }

    private boolean awaitBytes() throws IOException {
        while (available() == 0 && !ended) {
            chunk = next().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        if (available() == 0) {
            if (usedUp) {
                throw new IOException("The running stream has been read before, and can be read only once. Remove the"
                        + " earlier step that reads it, such as a predicate with contains, or set streaming=false");
            }
            endRead = true;
            return false;
        }
        if (closed) {
            throw broken();
        }
        return true;
    }

    private String next() throws IOException {
        if (!chunks.hasNext()) {
            throw broken();
        }
        try {
            String text = chunks.next();
            ended = chunks.isComplete();
            return ended ? framing.end() : text.isEmpty() ? framing.idle() : framing.chunk(text);
        } catch (NoSuchElementException e) { // it was closed since hasNext()
            throw broken();
        } catch (RuntimeCamelException e) {
            return failure(e.getCause());
        }
    }

    private IOException broken() {
        return new IOException("The stream has failed or was closed before the end of its reply", chunks.failure());
    }

    private String failure(Throwable cause) throws IOException {
        ErrorCategory category = ErrorCategory.of(cause);
        String text = framing.failure(category);
        if (text == null || closed) { // after a close nobody reads the text, and the failure is no news
            throw new IOException(cause.getMessage(), cause);
        }
        ended = true;
        if (category == ErrorCategory.UNKNOWN) { // somebody wanted its end
            LOG.info("The body of a running stream ends with an error: {}", cause.getMessage());
        } else {
            LOG.warn("The reply of a running stream broke. Its body ends with an error, without the details", cause);
        }
        return text;
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    @Override
    public void close() {
        closed = true;
        chunks.close();
    }
}
