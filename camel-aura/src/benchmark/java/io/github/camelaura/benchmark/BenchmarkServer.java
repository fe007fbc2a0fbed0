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
package io.github.camelaura.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers, in a process of its own, with chunks of HTTP: {@code /flood/N/...} as fast as they go, made beforehand and
 * many a write; {@code /pace/N/...} with one each 30 ms, which says when it was sent; {@code /clock} with the time. A path
 * that ends in {@code /completions} gets each chunk as an event of OpenAI's chat completions. Prints its port, and ends
 * with its standard input.
 */
final class BenchmarkServer {

    static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    /** As many chunks as are sent with one write; floods are multiples of it. */
    static final int CHUNKS_PER_WRITE = 1000;

    private static final String WORD = "word ";
    private static final byte[] FLOOD = flood(httpChunk(WORD));
    private static final byte[] EVENT_FLOOD = flood(httpChunk(event(WORD)));

    /** Below this path a session is asked for. */
    private static final String GUARDED = "/guarded";

    private static final String LOGIN_PAGE = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n"
            + "Set-Cookie: session=1; Path=/; HttpOnly\r\n\r\nhello";
    private static final String UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";

    private BenchmarkServer() {}

    public static void main(String[] args) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            System.out.println(listening.getLocalPort());
            daemon(() -> acceptAll(listening));
            while (System.in.read() >= 0) {
                // only its end matters: the parent has gone
            }
        }
    }

    private static void acceptAll(ServerSocket listening) throws IOException {
        while (true) {
            Socket socket = listening.accept();
            daemon(() -> serve(socket));
        }
    }

    private static void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean goOn = true;
            while (goOn) {
                String head = readHead(in);
                if (head.isEmpty()) {
                    return;
                }
                in.skipNBytes(contentLength(head));
                String path = head.split(" ", 3)[1];
                if (head.startsWith("GET ")) {
                    out.write(ascii(LOGIN_PAGE));
                } else if (path.startsWith(GUARDED) && !head.contains("session=")) {
                    out.write(ascii(UNAUTHORIZED));
                } else {
                    answer(path, out);
                }
                goOn = !head.contains("\r\nConnection: close");
            }
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            head.append((char) read);
        }
        return head.toString();
    }

    static long contentLength(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static void answer(String path, OutputStream out) throws IOException {
        boolean events = path.endsWith("/completions");
        String type = events ? "Content-Type: text/event-stream\r\n" : "";
        out.write(ascii("HTTP/1.1 200 OK\r\n" + type + "Transfer-Encoding: chunked\r\n\r\n"));
        String[] parts = path.split("/");
        switch (parts[1]) {
            case "flood" -> flood(Integer.parseInt(parts[2]), events ? EVENT_FLOOD : FLOOD, out);
            case "pace" -> pace(Integer.parseInt(parts[2]), events, out);
            default -> out.write(httpChunk(Long.toString(System.nanoTime())));
        }
        if (events) {
            out.write(httpChunk("data: [DONE]\n\n"));
        }
        out.write(ascii("0\r\n\r\n"));
    }

    private static void flood(int chunks, byte[] block, OutputStream out) throws IOException {
        for (int sent = 0; sent < chunks; sent += CHUNKS_PER_WRITE) {
            out.write(block);
        }
    }

    private static void pace(int chunks, boolean events, OutputStream out) throws IOException {
        long next = System.nanoTime();
        for (int i = 0; i < chunks; i++) {
            next += PACE_NANOS;
            parkUntil(next);
            String now = Long.toString(System.nanoTime());
            out.write(httpChunk(events ? event(now) : now));
        }
        parkUntil(next + PACE_NANOS); // for those who see a chunk only when the next thing comes
    }

    private static void parkUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static byte[] flood(byte[] chunk) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < CHUNKS_PER_WRITE; i++) {
            block.writeBytes(chunk);
        }
        return block.toByteArray();
    }

    private static String event(String content) {
        return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":null}]}\n\n";
    }

    static byte[] httpChunk(String text) {
        return ascii(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                System.err.println("Benchmark server: " + e); // the client sees it too
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    interface Task {
        void run() throws IOException;
    }
}
