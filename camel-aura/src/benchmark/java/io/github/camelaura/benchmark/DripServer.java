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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers many requests at once, each with a chunk a second that holds the time. One thread writes them all, so that the
 * cores are left to who is measured.
 */
final class DripServer {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Selector selector = Selector.open();
    private final PriorityQueue<Drip> due = new PriorityQueue<>(Comparator.comparingLong(drip -> drip.next));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);
    private final int streams;
    private final int chunks;
    private int started;

    private DripServer(ServerSocketChannel listening, int streams, int chunks) throws IOException {
        this.streams = streams;
        this.chunks = chunks;
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Prints its port, and runs until its standard input ends.
     *
     * @param arguments how many streams there will be, to spread them over the second; how many chunks each gets
     */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
            System.out.println(listening.socket().getLocalPort());
            DripServer server =
                    new DripServer(listening, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
            BenchmarkServer.daemon(server::run);
            while (System.in.read() >= 0) {
                // only its end matters: the parent has gone
            }
        }
    }

    private void run() throws IOException {
        while (true) {
            selector.select(this::ready, millisToWait());
            long now = System.nanoTime();
            while (!due.isEmpty() && due.peek().next <= now) {
                drip(due.poll());
            }
        }
    }

    private long millisToWait() {
        return due.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(due.peek().next - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else {
                read(key, (Drip) key.attachment());
            }
        } catch (IOException e) {
            key.cancel(); // the client has gone
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        SocketChannel channel = listening.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, new Drip(channel, chunks));
    }

    private void read(SelectionKey key, Drip drip) throws IOException {
        buffer.clear();
        if (drip.channel.read(buffer) < 0) {
            drip.channel.close();
            return;
        }
        drip.request.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        if (drip.isRequestComplete()) {
            key.interestOps(0);
            write(drip, BenchmarkServer.ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            drip.next = System.nanoTime() + PERIOD_NANOS * (started++ % streams) / streams;
            due.add(drip);
        }
    }

    private void drip(Drip drip) throws IOException {
        write(drip, BenchmarkServer.httpChunk(Long.toString(System.nanoTime())));
        if (--drip.left == 0) {
            write(drip, BenchmarkServer.ascii("0\r\n\r\n"));
        } else {
            drip.next += PERIOD_NANOS;
            due.add(drip);
        }
    }

    private static void write(Drip drip, byte[] bytes) throws IOException {
        if (drip.channel.write(ByteBuffer.wrap(bytes)) < bytes.length) {
            throw new IOException("A client does not read");
        }
    }

    /** A connection, with its request and then its answer. */
    private static final class Drip {

        final SocketChannel channel;
        final StringBuilder request = new StringBuilder();
        int left;
        long next;

        Drip(SocketChannel channel, int chunks) {
            this.channel = channel;
            this.left = chunks;
        }

        boolean isRequestComplete() {
            int head = request.indexOf("\r\n\r\n");
            return head >= 0
                    && request.length() >= head + 4 + BenchmarkServer.contentLength(request.substring(0, head));
        }
    }
}
