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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Plays the script of one reply on a connection. */
final class ReplyPlayer {

    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final AuraReply reply;
    private final ServerConnection connection;
    private final Traffic.Stream stream;
    private boolean closed;
    private long bodySize;

    ReplyPlayer(AuraReply reply, ServerConnection connection, Traffic.Stream stream) {
        this.reply = reply;
        this.connection = connection;
        this.stream = stream;
    }

    /**
     * Plays the whole script.
     *
     * @return whether the connection can take another request
     */
    boolean play(boolean headOnly, boolean keepAlive) throws IOException {
        for (ReplyStep step : reply.beforeHead()) {
            step.playOn(this);
        }
        ReplyHead head = reply.head();
        boolean close = !keepAlive || head == null || head.closes();
        if (head != null) {
            boolean bodyless = headOnly || !head.hasBody();
            if (bodyless || (reply.steps().isEmpty() && !isChunked())) {
                stream.end();
            }
            connection.write(head.toBytes(close));
            if (bodyless) {
                return !close;
            }
        }
        playBody();
        return !close && !closed && isWhole();
    }

    private void playBody() throws IOException {
        List<ReplyStep> steps = reply.steps();
        for (int i = 0; i < steps.size(); i++) {
            ReplyStep step = steps.get(i);
            if (i == steps.size() - 1 && step.sends() && !isChunked()) {
                stream.end();
            }
            step.playOn(this);
        }
        // Counted before it is sent: a client that has seen the end must not find its stream still open.
        stream.end();
        if (isChunked() && !closed) {
            connection.write(LAST_CHUNK);
        }
    }

    private boolean isChunked() {
        return reply.head() != null && reply.head().framing() == ReplyHead.Framing.CHUNKED;
    }

    private boolean isWhole() {
        return isChunked() || bodySize == reply.head().contentLength();
    }

    void chunk(byte[] content) throws IOException {
        if (isChunked()) {
            ByteArrayOutputStream framed = new ByteArrayOutputStream(content.length + 12);
            framed.writeBytes(Integer.toHexString(content.length).getBytes(StandardCharsets.US_ASCII));
            framed.writeBytes(CRLF);
            framed.writeBytes(content);
            framed.writeBytes(CRLF);
            connection.write(framed.toByteArray());
        } else {
            connection.write(content);
        }
        bodySize += content.length;
        stream.chunkSent(content.length);
    }

    void bytes(byte[] content) throws IOException {
        connection.write(content);
    }

    void pass(Gate gate) throws IOException {
        connection.pass(gate);
    }

    void pause(Duration time) throws IOException {
        connection.pause(time);
    }

    void stall() throws IOException {
        connection.stall();
    }

    void cut() throws IOException {
        closed = true;
        stream.end();
        connection.close();
    }

    void reset() throws IOException {
        closed = true;
        stream.end();
        connection.reset();
    }
}
