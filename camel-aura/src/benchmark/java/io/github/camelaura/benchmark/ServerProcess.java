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

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The server, as its parent sees it. */
final class ServerProcess implements AutoCloseable {

    /** What HttpClient reads from a socket at once. */
    private static final int READ_SIZE = 8192;

    private static final int CLOCK_COMPARISONS = 1000;

    private final JavaProcess process;
    private final int port;

    ServerProcess() throws IOException {
        process = JavaProcess.start(BenchmarkServer.class, "-Xmx256m");
        port = Integer.parseInt(process.readLine());
    }

    String flood(int chunks) {
        return address() + "/flood/" + chunks;
    }

    String pace(int chunks) {
        return address() + "/pace/" + chunks;
    }

    /** Answers with one chunk. */
    String hello() {
        return address() + "/clock";
    }

    /** As well, to those who have the session that a look at its page gives. */
    String guardedHello() {
        return address() + "/guarded";
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Reads the bytes of a flood off a socket and does nothing with them: as fast as server and kernel are. */
    void drain(int chunks) throws IOException {
        try (Socket socket = ask("/flood/" + chunks)) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[READ_SIZE];
            while (in.read(buffer) >= 0) {
                // its end is all we want
            }
        }
    }

    /**
     * Asks for the server's System.nanoTime() and compares it with the time here before and after. On Linux both are
     * CLOCK_MONOTONIC of one kernel, so that this finds no difference.
     *
     * @return within how many nanoseconds the clocks were found to agree
     * @throws IllegalStateException if they don't
     */
    long compareClocks() throws IOException {
        long agreement = Long.MAX_VALUE;
        for (int i = 0; i < CLOCK_COMPARISONS; i++) {
            long before = System.nanoTime();
            long there = clock();
            long after = System.nanoTime();
            if (there < before || there > after) {
                throw new IllegalStateException("System.nanoTime() of two processes is not one clock on this machine:"
                        + " the delays can't be measured");
            }
            agreement = Math.min(agreement, after - before);
        }
        return agreement;
    }

    private long clock() throws IOException {
        try (Socket socket = ask("/clock")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] lines = answer.split("\r\n"); // ..., length of the chunk, chunk, 0
            return Long.parseLong(lines[lines.length - 2]);
        }
    }

    private Socket ask(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        String head = "POST " + path + " HTTP/1.1\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Override
    public void close() {
        process.close();
    }
}
