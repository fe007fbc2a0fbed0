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

import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.message.BasicLineFormatter;
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

    /** Without a charset, HttpClient sends the bytes 0x80 to 0x9F, which occur in cookies, as question marks. */
    private static final CharCodingConfig BYTES = CharCodingConfig.custom()
            .setCharset(StandardCharsets.ISO_8859_1)
            .setMalformedInputAction(CodingErrorAction.REPLACE)
            .setUnmappableInputAction(CodingErrorAction.REPLACE)
            .build();

    private WireFormat() {}

    static ManagedHttpClientConnectionFactory connections() {
        return ManagedHttpClientConnectionFactory.builder()
                .http1Config(LIMITS)
                .charCodingConfig(BYTES)
                .requestWriterFactory(new DefaultHttpRequestWriterFactory(LIMITS, new HeaderLines()))
                .build();
    }

    /** Replaces control characters, as HttpClient does without a charset: a line break would begin another header. */
    private static final class HeaderLines extends BasicLineFormatter {

        @Override
        public void formatHeader(CharArrayBuffer buffer, Header header) {
            int start = buffer.length();
            super.formatHeader(buffer, header);
            for (int i = start; i < buffer.length(); i++) {
                char c = buffer.charAt(i);
                if ((c < ' ' && c != '\t') || c == '\u007F') {
                    buffer.array()[i] = '?';
                }
            }
        }
    }
}
