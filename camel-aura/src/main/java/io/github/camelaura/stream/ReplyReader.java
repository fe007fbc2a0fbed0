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
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes the bytes of a reply, one read at a time. It is independent of HTTP and Camel, and not thread safe. */
final class ReplyReader {

    /** The maximum number of bytes per read. HttpClient returns at most one HTTP chunk per read. */
    static final int READ_SIZE = 8192;

    /** The maximum number of bytes of an incomplete UTF-8 character that the previous read can leave. */
    private static final int LEFT_OVER = 3;

    /** The initial size of the text buffer in chars; it is enough for nearly every chunk, and each running stream has one. */
    private static final int USUAL_TEXT = 256;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final int maxBytes;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(LEFT_OVER + READ_SIZE);
    private CharBuffer chars = CharBuffer.allocate(USUAL_TEXT);
    private long count;
    private boolean textBegun;
    private boolean ended;
    private IOException malformed;

    ReplyReader(InputStream in, CodingErrorAction onMalformedInput, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(onMalformedInput)
                .onUnmappableCharacter(onMalformedInput);
    }

    /**
     * Waits for the next read that completes a character.
     *
     * @return its text, never empty; null at the end of the reply
     * @throws ReplyException if the reply is too large or malformed; all text before has been returned
     * @throws IOException if reading fails
     */
    String read() throws IOException {
        while (malformed == null && !ended) {
            fill();
            String text = decode();
            if (!text.isEmpty()) {
                return text;
            }
        }
        if (malformed != null) {
            throw malformed;
        }
        return null;
    }

    private void fill() throws IOException {
        int read = in.read(bytes.array(), bytes.position(), READ_SIZE);
        if (read < 0) {
            ended = true;
        } else {
            count += read;
            if (count > maxBytes) {
                throw new ReplyException("the reply is larger than maxReplySize=" + maxBytes
                        + " bytes; raise the option to allow larger replies");
            }
            bytes.position(bytes.position() + read);
        }
    }

    private String decode() {
        bytes.flip();
        CoderResult result = decoder.decode(bytes, chars, ended);
        while (result.isOverflow()) {
            chars = CharBuffer.allocate(2 * chars.capacity()).put(chars.flip());
            result = decoder.decode(bytes, chars, ended);
        }
        if (result.isError()) {
            malformed = new ReplyException("the reply is not valid UTF-8 at byte " + (count - bytes.remaining())
                    + "; set onMalformedInput=IGNORE or REPLACE to accept such replies");
        } else if (ended) {
            decoder.flush(chars);
        }
        bytes.compact();
        chars.flip();
        if (!textBegun && chars.hasRemaining()) {
            textBegun = true;
            if (chars.charAt(0) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
        String text = chars.toString();
        chars.clear();
        return text;
    }

    /** The reply is too large or malformed. The message gives the cause and the remedy. */
    static final class ReplyException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        ReplyException(String message) {
            super(message);
        }
    }
}
