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

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads HTTP/1.x requests from a connection, with bodies by length and in chunks. */
final class RawRequestParser {

    private static final int MAX_HEAD = 256 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final OutputStream out;
    private int headSize;

    RawRequestParser(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Reads one request; the connection must have input for it. */
    RawRequest read() throws IOException {
        headSize = 0;
        String[] requestLine = readLine().split(" ");
        if (requestLine.length != 3 || !requestLine[2].startsWith("HTTP/1.")) {
            throw new BadRequestException("Not an HTTP/1.x request: " + String.join(" ", requestLine));
        }
        Map<String, List<String>> headers = readHeaders();
        RawRequest head = new RawRequest(requestLine[0], requestLine[1], requestLine[2], headers, new byte[0]);
        return new RawRequest(head.method(), head.target(), head.version(), headers, readBody(head));
    }

    private Map<String, List<String>> readHeaders() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new BadRequestException("Not a header: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        headers.replaceAll((name, values) -> List.copyOf(values));
        return Collections.unmodifiableMap(headers);
    }

    private byte[] readBody(RawRequest head) throws IOException {
        boolean chunked = "chunked".equalsIgnoreCase(head.header("Transfer-Encoding"));
        String length = head.header("Content-Length");
        if (!chunked && length == null) {
            return new byte[0];
        }
        if ("100-continue".equalsIgnoreCase(head.header("Expect"))) {
            out.write(CONTINUE);
            out.flush();
        }
        return chunked ? readChunks() : readExactly(number(length, 10));
    }

    private byte[] readChunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
            body.writeBytes(readExactly(size));
            readLine();
        }
        readHeaders();
        return body.toByteArray();
    }

    private int readChunkSize() throws IOException {
        headSize = 0;
        return number(readLine().split(";", 2)[0].strip(), 16);
    }

    private byte[] readExactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The body ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private static int number(String text, int radix) throws BadRequestException {
        try {
            int number = Integer.parseInt(text, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same as a negative one.
        }
        throw new BadRequestException("Not a length: " + text);
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The connection ended within a request");
            }
            if (++headSize > MAX_HEAD) {
                throw new BadRequestException("The head is longer than " + MAX_HEAD + " bytes");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
