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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server for responses that have no end: it accepts one connection and serves it until the client closes it. */
public final class EndlessServer implements AutoCloseable {

    private static final String END_OF_HEAD = "";

    private final ServerSocket listener;
    private final CountDownLatch left = new CountDownLatch(1);
    private final Thread thread;

    /** How the server treats its connection. */
    public interface Manner {
        void serve(Socket client) throws IOException, InterruptedException;
    }

    public EndlessServer(Manner manner) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(manner), "endless-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns a server that sends one text first, then another one repeatedly. */
    public static EndlessServer sending(String first, String again) throws IOException {
        return new EndlessServer(client -> {
            BufferedReader head =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            while (!END_OF_HEAD.equals(head.readLine())) {
                // the request's content is irrelevant
            }
            OutputStream out = client.getOutputStream();
            out.write(first.getBytes(StandardCharsets.ISO_8859_1));
            while (!Thread.interrupted()) {
                out.write(again.getBytes(StandardCharsets.ISO_8859_1));
            }
        });
    }

    private void serve(Manner manner) {
        try (Socket client = listener.accept()) {
            manner.serve(client);
        } catch (IOException e) {
            left.countDown(); // the client has closed its end
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Waits until the client has closed the connection. */
    public void awaitClientGone() throws InterruptedException {
        if (!left.await(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError("the client is still there");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
