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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One client's connection: takes its requests one by one and has them answered. One thread does that while another reads
 * the socket, so that a client that goes is noticed whatever the first one waits for.
 */
final class ServerConnection {

    private final AuraServer server;
    private final Traffic traffic;
    private final int number;
    /** The TCP connection, below TLS if there is any. */
    private final Socket transport;

    private final Socket socket;
    private final ConnectionInput input = new ConnectionInput();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    ServerConnection(AuraServer server, Traffic traffic, Socket transport, Socket socket) {
        this.server = server;
        this.traffic = traffic;
        this.number = traffic.connectionOpened();
        this.transport = transport;
        this.socket = socket;
    }

    int number() {
        return number;
    }

    /** Reads the socket until it ends. */
    void watch() {
        try {
            input.fillFrom(socket.getInputStream());
        } catch (IOException e) {
            // Closed before it began, which is what gone says.
        } finally {
            gone.complete(null);
        }
    }

    /** Answers requests until the connection ends or is idle for too long. */
    void serve() {
        try {
            OutputStream out = socket.getOutputStream();
            RawRequestParser parser = new RawRequestParser(input, out);
            boolean open = true;
            while (open && input.awaitInput(server.idleTimeout())) {
                open = answerNext(parser);
            }
        } catch (IOException e) {
            // The client is gone, or has sent half a request: there is nobody to tell.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            traffic.connectionClosed();
        }
    }

    private boolean answerNext(RawRequestParser parser) throws IOException {
        RawRequest request;
        try {
            request = parser.read();
        } catch (BadRequestException e) {
            write(new ReplyHead(400, "Bad Request")
                    .framing(ReplyHead.Framing.CONTENT_LENGTH, 0)
                    .toBytes(true));
            return false;
        }
        AuraRequest received = AuraProtocol.toAuraRequest(request, number);
        Traffic.Stream stream = traffic.streamBegan(received);
        try {
            AuraReply scripted = server.replyTo(received);
            AuraReply reply = request.version().equals("HTTP/1.0") ? scripted.unchunked() : scripted;
            return new ReplyPlayer(reply, this, stream).play(request.method().equals("HEAD"), request.keepsAlive());
        } catch (IOException e) {
            if (!server.isClosed()) {
                stream.clientGone();
            }
            return false;
        } finally {
            stream.end();
        }
    }

    void write(byte[] bytes) throws IOException {
        if (gone.isDone()) {
            throw new ClientGoneException();
        }
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    void pass(Gate gate) throws IOException {
        CompletableFuture<Void> ticket = gate.enter();
        try {
            await(CompletableFuture.anyOf(ticket, gone));
        } finally {
            gate.leave(ticket);
        }
        if (!ticket.isDone()) {
            throw new ClientGoneException();
        }
    }

    void stall() throws IOException {
        await(gone);
        throw new ClientGoneException();
    }

    void pause(Duration time) throws IOException {
        try {
            gone.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return;
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        }
        throw new ClientGoneException();
    }

    private static void await(CompletableFuture<?> event) throws IOException {
        try {
            event.get();
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(Exception cause) {
        InterruptedIOException interrupted = new InterruptedIOException("Interrupted by the end of the server");
        interrupted.initCause(cause);
        return interrupted;
    }

    void reset() throws IOException {
        transport.setSoLinger(true, 0);
        transport.close();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // TLS could not say goodbye; the transport is closed below in any case.
        } finally {
            server.release(transport);
        }
    }
}
