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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The script of one reply of an {@link AuraServer}: what it sends, what it waits for, and how it fails. Immutable; every
 * method returns a new script.
 *
 * <pre>{@code
 * AuraReply.chunks("Hel", "lo").pause(Duration.ofSeconds(1)).chunk("!").cut();
 * }</pre>
 *
 * <p>Unless the script says otherwise, the reply is {@code 200 OK}, without a content type, in the chunked transfer
 * coding; the head is sent at once; each chunk is sent on its own, in one write; behind the last step comes the proper end
 * of the body, and the connection stays open.
 */
public final class AuraReply {

    private static final Map<Integer, String> REDIRECTS = Map.of(
            301, "Moved Permanently",
            302, "Found",
            303, "See Other",
            307, "Temporary Redirect",
            308, "Permanent Redirect");

    private final ReplyHead head;
    private final List<ReplyStep> beforeHead;
    private final List<ReplyStep> steps;

    private AuraReply(ReplyHead head, List<? extends ReplyStep> beforeHead, List<? extends ReplyStep> steps) {
        this.head = head;
        this.beforeHead = List.copyOf(beforeHead);
        this.steps = List.copyOf(steps);
    }

    private static AuraReply ok(Stream<? extends ReplyStep> steps) {
        return new AuraReply(new ReplyHead(200, "OK"), List.of(), steps.toList());
    }

    /**
     * A reply in these chunks, each a chunk of HTTP too.
     *
     * @param texts the chunks, none of them empty
     * @return the reply
     */
    public static AuraReply chunks(String... texts) {
        return ok(Arrays.stream(texts).map(text -> chunkOf(text.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * A reply word by word, as a model writes it.
     *
     * @param text the whole reply
     * @param delay the time between two words
     * @return the reply, in which each word, with the white space behind it, is a chunk
     */
    public static AuraReply words(String text, Duration delay) {
        List<ReplyStep> steps = new ArrayList<>();
        for (String word : text.split("(?<=\\s)")) {
            if (!steps.isEmpty() && !delay.isZero()) {
                steps.add(new ReplyStep.Pause(delay));
            }
            steps.add(chunkOf(word.getBytes(StandardCharsets.UTF_8)));
        }
        return ok(steps.stream());
    }

    /**
     * A text in chunks of so many bytes of its UTF-8, without regard to characters.
     *
     * @param text the whole reply
     * @param chunkSize the size of all chunks but the last, in bytes
     * @return the reply
     */
    public static AuraReply bytesOf(String text, int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("A chunk has at least one byte, not " + chunkSize);
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return cutAt(
                text,
                IntStream.iterate(chunkSize, offset -> offset < length, offset -> offset + chunkSize)
                        .toArray());
    }

    /**
     * A text in chunks that end at these offsets of its UTF-8, without regard to characters.
     *
     * @param text the whole reply
     * @param byteOffsets where to cut, ascending
     * @return the reply
     */
    public static AuraReply cutAt(String text, int... byteOffsets) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<ReplyStep> steps = new ArrayList<>();
        int from = 0;
        for (int to : byteOffsets) {
            steps.add(chunkOf(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        if (from < bytes.length) {
            steps.add(chunkOf(Arrays.copyOfRange(bytes, from, bytes.length)));
        }
        return ok(steps.stream());
    }

    /**
     * A 200 with an empty body and a proper end, as a real server gives when the model's whole reply came in one burst.
     *
     * @return the reply
     */
    public static AuraReply empty() {
        return chunks();
    }

    /**
     * An HTML page with status 200, such as the login page of a proxy in front of the server.
     *
     * @param page the page
     * @return the reply
     */
    public static AuraReply html(String page) {
        return status(200, "OK", page).header("Content-Type", "text/html; charset=utf-8");
    }

    /**
     * Any status, without a content type: add one with {@link #header} if it matters.
     *
     * @param status the status code
     * @param reason the reason phrase, sent in Latin-1 as it is, whatever it holds
     * @param body the body, may be empty
     * @return the reply
     */
    public static AuraReply status(int status, String reason, String body) {
        AuraReply reply = new AuraReply(new ReplyHead(status, reason), List.of(), List.of());
        return body.isEmpty() ? reply : reply.chunk(body);
    }

    /**
     * A redirect.
     *
     * @param status its status, for example 302
     * @param location where to
     * @return the reply
     */
    public static AuraReply redirect(int status, String location) {
        return status(status, REDIRECTS.getOrDefault(status, "Redirect"), "").header("Location", location);
    }

    /**
     * What a real server answers to all it does not understand: 500 and the text {@code Error}.
     *
     * @return the reply
     */
    public static AuraReply error() {
        return providerError("Internal Server Error");
    }

    /**
     * What a real server answers when the provider of the model refuses: 500, the text {@code Error}, and the provider's
     * message in the reason phrase.
     *
     * @param reasonPhrase the provider's message
     * @return the reply
     */
    public static AuraReply providerError(String reasonPhrase) {
        return status(500, reasonPhrase, "Error").header("Content-Type", "text/plain;charset=UTF-8");
    }

    /**
     * What a real server does when the provider of the model dies in mid reply: some chunks, then nothing, for ever.
     *
     * @param texts the chunks before that
     * @return the reply
     */
    public static AuraReply providerDies(String... texts) {
        return chunks(texts).stall();
    }

    /**
     * No answer at all, not even a status line, until the client goes or the server is closed.
     *
     * @return the reply
     */
    public static AuraReply silence() {
        return new AuraReply(null, List.of(), List.of(new ReplyStep.Stall()));
    }

    /**
     * An entire response as it goes over the socket, head and all; then the connection is closed. More steps can follow,
     * chunks too, which are then sent unframed.
     *
     * @param response the bytes
     * @return the reply
     */
    public static AuraReply raw(byte[] response) {
        return new AuraReply(null, List.of(), List.of(new ReplyStep.Bytes(response.clone())));
    }

    /**
     * Adds a chunk.
     *
     * @param text its text, not empty
     * @return the longer script
     */
    public AuraReply chunk(String text) {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a chunk.
     *
     * @param bytes its content, not empty
     * @return the longer script
     */
    public AuraReply chunk(byte[] bytes) {
        return then(chunkOf(bytes.clone()));
    }

    /**
     * Sends bytes as they are, outside of the framing, to break it. Behind the last step the end of the body is sent all the
     * same; {@link #cut} prevents that.
     *
     * @param bytes the bytes
     * @return the longer script
     */
    public AuraReply bytes(byte[] bytes) {
        return then(new ReplyStep.Bytes(bytes.clone()));
    }

    /**
     * Waits at a gate until the test lets the stream through, or the client goes.
     *
     * @param gate the gate
     * @return the longer script
     */
    public AuraReply gate(Gate gate) {
        return then(new ReplyStep.WaitAtGate(gate));
    }

    /**
     * Waits a while, or until the client goes.
     *
     * @param time how long
     * @return the longer script
     */
    public AuraReply pause(Duration time) {
        return then(new ReplyStep.Pause(time));
    }

    /**
     * Sends nothing more, for ever: until the client goes or the server is closed.
     *
     * @return the finished script
     */
    public AuraReply stall() {
        return then(new ReplyStep.Stall());
    }

    /**
     * Closes the connection in good order (FIN), without the end of the body.
     *
     * @return the finished script
     */
    public AuraReply cut() {
        return then(new ReplyStep.Cut());
    }

    /**
     * Resets the connection (RST). The client may lose what was sent just before, so let it arrive first (a {@link #gate}).
     *
     * @return the finished script
     */
    public AuraReply reset() {
        return then(new ReplyStep.Reset());
    }

    /**
     * Adds a response header; the same name may come several times. {@code Connection: close} is kept to.
     *
     * @param name its name
     * @param value its value, sent in Latin-1 as it is, whatever it holds
     * @return the changed script
     */
    public AuraReply header(String name, String value) {
        return withHead(ownHead().header(name, value));
    }

    /**
     * Announces a length instead of sending chunks of HTTP. If it is not the true one, the connection is closed behind the
     * last step.
     *
     * @param length the length to announce, in bytes
     * @return the changed script
     */
    public AuraReply contentLength(long length) {
        return withHead(ownHead().framing(ReplyHead.Framing.CONTENT_LENGTH, length));
    }

    /**
     * Lets the body end with the connection, as HTTP/1.0 did, instead of sending chunks of HTTP.
     *
     * @return the changed script
     */
    public AuraReply untilClose() {
        return withHead(ownHead().framing(ReplyHead.Framing.UNTIL_CLOSE, -1));
    }

    /**
     * Waits before the status line.
     *
     * @param time how long
     * @return the changed script
     */
    public AuraReply headersAfter(Duration time) {
        return withBeforeHead(new ReplyStep.Pause(time));
    }

    /**
     * Waits at a gate before the status line.
     *
     * @param gate the gate
     * @return the changed script
     */
    public AuraReply headersAfter(Gate gate) {
        return withBeforeHead(new ReplyStep.WaitAtGate(gate));
    }

    /** The same for a client that knows no chunks of HTTP. */
    AuraReply unchunked() {
        return head != null && head.framing() == ReplyHead.Framing.CHUNKED ? untilClose() : this;
    }

    /** The head, or null if the script itself sends it, or sends none. */
    ReplyHead head() {
        return head;
    }

    List<ReplyStep> beforeHead() {
        return beforeHead;
    }

    List<ReplyStep> steps() {
        return steps;
    }

    /** The status and the bytes that the script sends, for failing tests. */
    @Override
    public String toString() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (ReplyStep step : steps) {
            if (step instanceof ReplyStep.Chunk chunk) {
                sent.writeBytes(chunk.content());
            } else if (step instanceof ReplyStep.Bytes bytes) {
                sent.writeBytes(bytes.content());
            }
        }
        return "AuraReply[" + (head == null ? "raw" : head.status() + " " + head.reason()) + ", " + steps.size()
                + " steps, " + sent.toString(StandardCharsets.UTF_8) + "]";
    }

    private static ReplyStep.Chunk chunkOf(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("An empty chunk would end the body");
        }
        return new ReplyStep.Chunk(bytes);
    }

    private AuraReply then(ReplyStep step) {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).isLast()) {
            throw new IllegalStateException("Nothing can follow " + steps.get(steps.size() - 1));
        }
        List<ReplyStep> more = new ArrayList<>(steps);
        more.add(step);
        return new AuraReply(head, beforeHead, more);
    }

    private AuraReply withBeforeHead(ReplyStep step) {
        List<ReplyStep> more = new ArrayList<>(beforeHead);
        more.add(step);
        return new AuraReply(head, more, steps);
    }

    private AuraReply withHead(ReplyHead changed) {
        return new AuraReply(changed, beforeHead, steps);
    }

    private ReplyHead ownHead() {
        if (head == null) {
            throw new IllegalStateException("A raw reply, or none, has no head that could be changed");
        }
        return head;
    }
}
