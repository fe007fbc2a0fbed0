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
package io.github.camelaura.http;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SessionOutputBuffer;
import org.apache.hc.core5.http.message.BasicLineFormatter;
import org.apache.hc.core5.http.message.RequestLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/** How requests and responses are written and read: which bytes are sent, and how many bytes a server may send. */
final class WireFormat {

    /** Of the status line, a header, a trailer, or the size of a chunk with its extensions. */
    private static final int MAX_LINE = 64 * 1024;

    private static final int MAX_HEADERS = 200;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(MAX_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();

    private static final byte[] LINE_END = {'\r', '\n'};

    private WireFormat() {}

    static ManagedHttpClientConnectionFactory connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(LIMITS)
                .requestWriterFactory(() -> WireFormat::write)
                .build();
    }

    /**
     * Writes the head of a request with one byte for each character. HttpClient without a charset would send the bytes 0x80 to 0x9F,
     * which occur in cookies, as question marks; with one, each connection would need 3 KB more.
     */
    private static void write(ClassicHttpRequest request, SessionOutputBuffer buffer, OutputStream out)
            throws IOException {
        CharArrayBuffer line = new CharArrayBuffer(256);
        BasicLineFormatter.INSTANCE.formatRequestLine(
                line, new RequestLine(request.getMethod(), request.getRequestUri(), LIMITS.getVersion()));
        buffer.write(bytes(line), out);
        for (Header header : request.getHeaders()) {
            line.clear();
            BasicLineFormatter.INSTANCE.formatHeader(line, header);
            buffer.write(bytes(line), out);
        }
        buffer.write(LINE_END, out);
    }

    /** Returns the bytes of a line, without control characters, because a line break would begin another header. */
    private static byte[] bytes(CharArrayBuffer line) {
        byte[] bytes = new byte[line.length() + LINE_END.length];
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isControl = (c < ' ' && c != '\t') || c == '\u007F';
            bytes[i] = (byte) (isControl || c > '\u00FF' ? '?' : c);
        }
        System.arraycopy(LINE_END, 0, bytes, line.length(), LINE_END.length);
        return bytes;
    }
}
