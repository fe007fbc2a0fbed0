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

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A response as bytes on the wire, and the length of its text at each of these bytes. */
public final class WireReply {

    /** How a client detects the end of the reply. */
    public enum Framing {
        CHUNKED("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n"),
        LENGTH("HTTP/1.1 200 OK\r\nContent-Length: %d\r\nKeep-Alive: timeout=5\r\n\r\n"),
        CLOSE("HTTP/1.0 200 OK\r\nServer: old\r\n\r\n");

        private final String head;

        Framing(String head) {
            this.head = head;
        }
    }

    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final Framing framing;
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    /** For each offset of the wire, the number of bytes of the text before it. */
    private final List<Integer> textBefore = new ArrayList<>(List.of(0));

    /**
     * Makes a response.
     *
     * @param ends ends of the HTTP chunks as offsets in the text's UTF-8, ascending, possibly inside characters
     */
    public WireReply(Framing framing, String whole, int... ends) {
        this.framing = framing;
        byte[] bytes = whole.getBytes(UTF_8);
        frame(String.format(framing.head, bytes.length));
        int from = 0;
        for (int to : ends) {
            chunk(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        chunk(Arrays.copyOfRange(bytes, from, bytes.length));
        if (framing == Framing.CHUNKED) {
            frame(LAST_CHUNK);
        }
    }

    private void chunk(byte[] bytes) {
        if (framing == Framing.CHUNKED) {
            frame(Integer.toHexString(bytes.length) + "\r\n");
        }
        for (byte each : bytes) {
            text.write(each);
            send(each);
        }
        if (framing == Framing.CHUNKED) {
            frame("\r\n");
        }
    }

    private void frame(String bytes) {
        for (byte each : bytes.getBytes(US_ASCII)) {
            send(each);
        }
    }

    private void send(byte each) {
        wire.write(each);
        textBefore.add(text.size());
    }

    public Framing framing() {
        return framing;
    }

    public int length() {
        return wire.size();
    }

    public byte[] first(int bytes) {
        return Arrays.copyOf(wire.toByteArray(), bytes);
    }

    /** The text in the first bytes of the wire, up to the last complete character. */
    public String textIn(int bytes) {
        ByteBuffer part = ByteBuffer.wrap(text.toByteArray(), 0, textBefore.get(bytes));
        CharBuffer characters = CharBuffer.allocate(part.remaining());
        UTF_8.newDecoder().decode(part, characters, false);
        return characters.flip().toString();
    }

    /** Whether the first bytes of the wire are a complete reply. */
    public boolean isWhole(int bytes) {
        return framing != Framing.CLOSE && bytes == length();
    }

    /** Whether the first bytes have the whole text and a part of the end of the reply. */
    public boolean isNearlyWhole(int bytes) {
        return framing == Framing.CHUNKED && bytes > length() - LAST_CHUNK.length();
    }
}
