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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The beginning of a body, as much of it as shows whether the body is an HTML page.
 *
 * @param isPage whether the body begins with a doctype or the element {@code html}
 * @param wholeBody the body from its first byte; a read returns no more than one read of the original body did
 */
record PageBeginning(boolean isPage, InputStream wholeBody) {

    private static final List<String> PAGES = List.of("<!doctype", "<html");
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final int READ_SIZE = 8192;

    /** Reads until the text is longer than its spaces and cannot become the beginning of a page, or has become one. */
    static PageBeginning of(InputStream body) throws IOException {
        List<InputStream> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[READ_SIZE];
        int read = 0;
        while (read >= 0 && text.length() < READ_SIZE && mayBecomePage(text)) {
            read = body.read(bytes);
            if (read > 0) {
                parts.add(
                        new ByteArrayInputStream(Arrays.copyOf(bytes, read))); // no larger, as it is kept until the end
                text.append(new String(bytes, 0, read, StandardCharsets.ISO_8859_1));
            }
        }
        parts.add(body);
        return new PageBeginning(
                PAGES.stream().anyMatch(start(text)::startsWith),
                new SequenceInputStream(Collections.enumeration(parts)));
    }

    private static boolean mayBecomePage(CharSequence text) {
        String start = start(text);
        return PAGES.stream().anyMatch(page -> page.length() > start.length() && page.startsWith(start));
    }

    private static String start(CharSequence text) {
        String all = text.toString();
        String start = all.startsWith(BYTE_ORDER_MARK) ? all.substring(BYTE_ORDER_MARK.length()) : all;
        return start.stripLeading().toLowerCase(Locale.ROOT);
    }
}
