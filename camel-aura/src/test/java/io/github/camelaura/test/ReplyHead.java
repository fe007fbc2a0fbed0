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
package io.github.camelaura.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The status line and headers of a reply, and how its body is framed. */
record ReplyHead(int status, String reason, List<Header> headers, Framing framing, long contentLength) {

    enum Framing {
        CHUNKED,
        CONTENT_LENGTH,
        UNTIL_CLOSE
    }

    record Header(String name, String value) {}

    ReplyHead(int status, String reason) {
        this(status, reason, List.of(), Framing.CHUNKED, -1);
    }

    ReplyHead header(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new ReplyHead(status, reason, List.copyOf(more), framing, contentLength);
    }

    ReplyHead framing(Framing changed, long length) {
        return new ReplyHead(status, reason, headers, changed, length);
    }

    boolean closes() {
        return framing == Framing.UNTIL_CLOSE || saysClose();
    }

    private boolean saysClose() {
        return headers.stream()
                .anyMatch(header -> header.name().equalsIgnoreCase("Connection")
                        && header.value().equalsIgnoreCase("close"));
    }

    boolean hasBody() {
        return status >= 200 && status != 204 && status != 304;
    }

    /** The bytes of the head. Latin-1, as a server on Node.js writes it; nothing is checked, to allow for broken heads. */
    byte[] toBytes(boolean close) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " " + reason + "\r\n");
        headers.forEach(header -> line(text, header.name(), header.value()));
        if (!close) {
            line(text, "Keep-Alive", "timeout=5");
        } else if (!saysClose()) {
            line(text, "Connection", "close");
        }
        if (hasBody()) {
            switch (framing) {
                case CHUNKED -> line(text, "Transfer-Encoding", "chunked");
                case CONTENT_LENGTH -> line(text, "Content-Length", Long.toString(contentLength));
                case UNTIL_CLOSE -> {}
            }
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
}
