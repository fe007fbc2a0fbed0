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

import org.apache.camel.RuntimeCamelException;

/**
 * The bytes of a running stream in UTF-8. A read returns bytes of one chunk and waits for the next chunk only if there is none, so
 * a chunk is never delayed. The end is the end of a complete reply; after a failure or a close each read fails.
 */
final class ChunkInputStream extends InputStream {

    private static final byte[] NONE = {};

    private final ChunkIterator chunks;
    private byte[] chunk = NONE;
    private int position;

    ChunkInputStream(ChunkIterator chunks) {
        this.chunks = chunks;
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

    private boolean awaitBytes() throws IOException {
        while (available() == 0) {
            if (chunks.isComplete()) {
                return false;
            }
            chunk = next().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return true;
    }

    private String next() throws IOException {
        if (!chunks.hasNext()) {
            throw new IOException("The stream has failed or was closed before the end of its reply", chunks.failure());
        }
        try {
            return chunks.next();
        } catch (RuntimeCamelException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public int available() {
        return chunk.length - position;
    }

    @Override
    public void close() {
        chunk = NONE;
        position = 0;
        chunks.close();
    }
}
