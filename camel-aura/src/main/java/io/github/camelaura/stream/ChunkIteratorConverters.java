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
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.camel.Converter;

/** Converts the running stream to what HTTP and file endpoints write. All but the conversion to String read the stream. */
@Converter(generateLoader = true)
final class ChunkIteratorConverters {

    private ChunkIteratorConverters() {}

    @Converter
    static InputStream toInputStream(ChunkIterator chunks) {
        return chunks.inputStream();
    }

    @Converter
    static Reader toReader(ChunkIterator chunks) {
        return new InputStreamReader(chunks.inputStream(), StandardCharsets.UTF_8);
    }

    /** Waits for the end of the reply. */
    @Converter
    static byte[] toBytes(ChunkIterator chunks) throws IOException {
        try (InputStream input = chunks.inputStream()) {
            return input.readAllBytes();
        }
    }

    /** Waits for the end of the reply. */
    @Converter
    static ByteBuffer toByteBuffer(ChunkIterator chunks) throws IOException {
        return ByteBuffer.wrap(toBytes(chunks));
    }

    /** Does not read: Camel's log step, tracer and error handler convert bodies to text, which must not use up the stream. */
    @Converter
    static String toText(ChunkIterator chunks) {
        return chunks.toString();
    }

    /** Does not read, for the same reason. */
    @Converter
    static String toText(StreamBody body) {
        return body.toString();
    }
}
