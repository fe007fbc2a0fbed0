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

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A server socket on the loopback address, and all sockets and threads that come of it, to end them together. */
final class Listener implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Duration TIME_TO_END = Duration.ofSeconds(10);

    private final String name;
    private final ServerSocket serverSocket;
    private final Consumer<Socket> handler;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = new HashSet<>();
    private volatile boolean closed;

    /** Binds, but accepts nothing before {@link #start}. */
    Listener(String name, int port, Consumer<Socket> handler) {
        this.name = name;
        this.handler = handler;
        try {
            serverSocket = new ServerSocket();
            serverSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    boolean isClosed() {
        return closed;
    }

    void start() {
        run("accept", this::accept);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = serverSocket.accept();
                track(socket);
                handler.accept(socket);
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** Has a socket closed together with the listener. */
    void track(Socket socket) throws IOException {
        sockets.add(socket);
        if (closed) {
            socket.close();
        }
    }

    /** Closes a socket that is no longer needed. */
    void release(Socket socket) {
        sockets.remove(socket);
        closeQuietly(socket);
    }

    /** Runs a task in a daemon thread that ends with the listener. */
    void run(String task, Runnable work) {
        Thread thread = new Thread(work, name + "-" + port() + "-" + task);
        thread.setDaemon(true);
        synchronized (threads) {
            threads.removeIf(other -> !other.isAlive());
            thread.start();
            threads.add(thread);
        }
    }

    @Override
    public void close() {
        closed = true;
        closeQuietly(serverSocket);
        sockets.forEach(Listener::closeQuietly);
        long deadline = System.nanoTime() + TIME_TO_END.toNanos();
        try {
            // Again and again: a thread that is just ending may have started another one.
            for (List<Thread> running = otherThreads(); !running.isEmpty(); running = otherThreads()) {
                running.forEach(Thread::interrupt);
                for (Thread thread : running) {
                    join(thread, deadline);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sockets.clear();
    }

    private List<Thread> otherThreads() {
        synchronized (threads) {
            return threads.stream()
                    .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                    .toList();
        }
    }

    private static void join(Thread thread, long deadline) throws InterruptedException {
        thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        if (thread.isAlive()) {
            throw new IllegalStateException("Thread " + thread.getName() + " does not end");
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // Closed is all it was meant to be.
        }
    }
}
