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
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A chat server that speaks the Aura protocol, and fails on demand.
 *
 * <pre>{@code
 * try (AuraServer server = AuraServer.start()) {
 *     server.enqueue(AuraReply.chunks("Hel", "lo").cut());
 *     ... // ask server.baseUrl() + "/api/chat"
 *     assertThat(server.requests().get(0).question()).isEqualTo("Say hello");
 * }
 * }</pre>
 *
 * <p>With JUnit, {@link AuraServerExtension} starts a new server for each test.
 *
 * <p>It listens on 127.0.0.1 only. A request to {@code /api/chat} takes the next reply of {@link #enqueue}; if there is none,
 * any request is offered to the function of {@link #answer}; without one, the server does what a real one does:
 *
 * <table>
 * <caption>What it does by default</caption>
 * <tr><th>Request</th><th>Answer</th></tr>
 * <tr><td>{@code POST /api/chat}</td><td>200, {@link #replyTo(String, int)} word by word, each a chunk of its own, 30 ms
 *     apart; no content type</td></tr>
 * <tr><td>unknown or missing {@code model.id}</td><td>500, {@code text/plain}, {@code Error}</td></tr>
 * <tr><td>body not JSON, {@code messages} missing, a content null</td><td>500, {@code Error}</td></tr>
 * <tr><td>any other method than POST</td><td>500, {@code Error}</td></tr>
 * <tr><td>older messages over {@code model.tokenLimit}</td><td>200; they and all before them are dropped</td></tr>
 * <tr><td>newest message over it, limit too small, no message</td><td>200, {@link #replyToPrompt(String)}: all messages
 *     are dropped</td></tr>
 * <tr><td>empty {@code prompt}</td><td>200, with a system prompt of the server's own</td></tr>
 * <tr><td>{@code POST /api/models} with a JSON object</td><td>200, {@code text/plain}, the {@link #models}; else 500</td></tr>
 * <tr><td>a path with {@code /} at its end</td><td>308 to the one without</td></tr>
 * <tr><td>{@code /}</td><td>200, a small HTML page</td></tr>
 * <tr><td>any other path</td><td>404</td></tr>
 * <tr><td>connection idle for 5 s</td><td>closed; {@code Keep-Alive: timeout=5} said so</td></tr>
 * <tr><td>not HTTP/1.x</td><td>400, closed</td></tr>
 * </table>
 *
 * <p>Prompt, messages and 768 tokens for the answer have to fit into the {@code tokenLimit}. Tokens are only estimated, at
 * four characters each.
 *
 * <p>Unlike a real server, which lets its provider finish, this one notices at once when a client goes, and stops; a client
 * that shuts down its sending side only is taken for gone as well. What a client does is counted, see {@link #requests},
 * {@link #openStreams}, {@link #clientsGone} and so on; every request starts a stream, which ends with the answer's last
 * byte. The {@code await} methods wait up to 30 seconds, then fail with an {@link AssertionError} that says what is missing.
 * All methods are thread safe.
 */
public final class AuraServer implements AutoCloseable {

    private static final List<String> DEFAULT_MODELS = List.of("openchat_3.6", "openchat_3.5", "openchat_v3.2_mistral");

    private final SSLContext tls;
    private final Listener listener;
    private final Traffic traffic = new Traffic();
    private final Queue<AuraReply> script = new ConcurrentLinkedQueue<>();
    private volatile Function<AuraRequest, AuraReply> answer = request -> null;
    private volatile List<String> models = DEFAULT_MODELS;
    private volatile AuraFork fork = AuraFork.none();
    private volatile Duration wordDelay = Duration.ofMillis(30);
    private volatile Duration idleTimeout = Duration.ofSeconds(5);

    private AuraServer(int port, SSLContext tls) {
        this.tls = tls;
        this.listener = new Listener("aura-server", port, this::accept);
    }

    /**
     * Starts a server on a free port.
     *
     * @return the running server
     */
    public static AuraServer start() {
        return start(0);
    }

    /**
     * Starts a server.
     *
     * @param port where it listens
     * @return the running server
     */
    public static AuraServer start(int port) {
        return start(port, null);
    }

    /**
     * Starts a server that speaks HTTPS, on a free port.
     *
     * @param tls the server's key and certificate, for example of {@link TestCertificates}
     * @return the running server
     */
    public static AuraServer start(SSLContext tls) {
        return start(0, Objects.requireNonNull(tls, "tls"));
    }

    private static AuraServer start(int port, SSLContext tls) {
        AuraServer server = new AuraServer(port, tls);
        server.listener.start();
        return server;
    }

    /**
     * The reply that the server makes up for a question.
     *
     * @param question the newest message
     * @return the text of the whole reply
     */
    public static String replyTo(String question) {
        return replyTo(question, 0);
    }

    /**
     * The reply that the server makes up for a question in a conversation.
     *
     * @param question the newest message
     * @param earlierMessages how many messages before it were in the request, and not dropped
     * @return the text of the whole reply
     */
    public static String replyTo(String question, int earlierMessages) {
        String memory = earlierMessages == 0 ? "" : " I remember " + earlierMessages + " earlier messages.";
        return "You asked: \"" + question + "\"." + memory
                + " A real model would know the answer. I am a test server, and only take my time to write these words.";
    }

    /**
     * The reply that the server makes up when it has only a system prompt to go by.
     *
     * @param prompt the system prompt
     * @return the text of the whole reply
     */
    public static String replyToPrompt(String prompt) {
        return "You asked nothing. I was told: " + prompt;
    }

    /**
     * Scripts the next replies to {@code /api/chat}; each is used once, in order.
     *
     * @param replies the replies
     * @return this server
     */
    public AuraServer enqueue(AuraReply... replies) {
        Collections.addAll(script, replies);
        return this;
    }

    /**
     * Scripts the replies to all requests, whatever their path, that find no enqueued one.
     *
     * @param function makes the reply, or returns null for the default one; called by several threads at once. If it
     *     throws, the connection is closed without an answer.
     * @return this server
     */
    public AuraServer answer(Function<AuraRequest, AuraReply> function) {
        answer = Objects.requireNonNull(function, "function");
        return this;
    }

    /**
     * Sets the models the server knows; {@code openchat_3.6} and two more by default.
     *
     * @param ids their ids, the latest first
     * @return this server
     */
    public AuraServer models(String... ids) {
        models = List.of(ids);
        return this;
    }

    /**
     * Lets the server do what a fork or a proxy in front of it does. Its paths then stand for {@code /api/chat} and {@code
     * /api/models} everywhere, and requests that it does not let through take no {@linkplain #enqueue enqueued} reply.
     *
     * @param other the fork, none at first
     * @return this server
     */
    public AuraServer speak(AuraFork other) {
        fork = Objects.requireNonNull(other, "other");
        return this;
    }

    /**
     * Sets the time between two words of the default reply, 30 ms at first.
     *
     * @param delay the time, may be zero
     * @return this server
     */
    public AuraServer wordDelay(Duration delay) {
        wordDelay = Objects.requireNonNull(delay, "delay");
        return this;
    }

    /**
     * Sets how long a connection may be idle before it is closed, 5 s at first. What the server tells its clients stays at
     * 5 s, so that a shorter time makes connections go stale.
     *
     * @param time the time, for connections that become idle from now on
     * @return this server
     */
    public AuraServer idleTimeout(Duration time) {
        idleTimeout = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * The URL below which the server answers, without a slash at the end.
     *
     * @return the URL
     */
    public String baseUrl() {
        return (tls == null ? "http://" : "https://") + Listener.HOST + ":" + port();
    }

    /**
     * The port.
     *
     * @return the port
     */
    public int port() {
        return listener.port();
    }

    /**
     * All requests so far.
     *
     * @return the requests, in the order they were complete
     */
    public List<AuraRequest> requests() {
        return traffic.requests();
    }

    /**
     * Waits for requests.
     *
     * @param n how many there must have been since the start
     * @return all requests so far
     */
    public List<AuraRequest> awaitRequests(int n) {
        traffic.awaitRequests(n);
        return requests();
    }

    /**
     * Forgets the requests so far, as {@link #requests} keeps them all, which is too many for a test that goes on and on;
     * {@link #awaitRequests} begins to count anew.
     */
    public void forgetRequests() {
        traffic.forgetRequests();
    }

    /**
     * How many connections the server has accepted.
     *
     * @return their number
     */
    public int connections() {
        return traffic.connections();
    }

    /**
     * How many connections are open.
     *
     * @return their number
     */
    public int openConnections() {
        return traffic.openConnections();
    }

    /**
     * Waits until exactly so many connections are open.
     *
     * @param n their number
     */
    public void awaitOpenConnections(int n) {
        traffic.awaitOpenConnections(n);
    }

    /**
     * How many requests are being answered. A client that has seen the end of a reply does not find its stream still open.
     *
     * @return their number
     */
    public int openStreams() {
        return traffic.openStreams();
    }

    /**
     * Waits until exactly so many requests are being answered.
     *
     * @param n their number
     */
    public void awaitOpenStreams(int n) {
        traffic.awaitOpenStreams(n);
    }

    /**
     * How many requests were being answered at the same time at most.
     *
     * @return the greatest number of open streams so far
     */
    public int peakStreams() {
        return traffic.peakStreams();
    }

    /**
     * How many clients have gone before the end of their reply.
     *
     * @return their number
     */
    public int clientsGone() {
        return traffic.clientsGone();
    }

    /**
     * Waits for clients to go before the end of their reply.
     *
     * @param n how many must have gone since the start
     */
    public void awaitClientGone(int n) {
        traffic.awaitClientsGone(n);
    }

    /**
     * How many chunks the server has handed to the network, those of all replies together.
     *
     * @return their number
     */
    public long chunksSent() {
        return traffic.chunksSent();
    }

    /**
     * How many bytes those chunks held.
     *
     * @return their number
     */
    public long bytesSent() {
        return traffic.bytesSent();
    }

    /** Ends everything at once: running replies, connections, threads. To close a closed server does nothing. */
    @Override
    public void close() {
        listener.close();
    }

    AuraFork fork() {
        return fork;
    }

    boolean isClosed() {
        return listener.isClosed();
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    void release(Socket transport) {
        listener.release(transport);
    }

    AuraReply replyTo(AuraRequest request) {
        AuraReply denial = fork.denial(request);
        if (denial != null) {
            return denial;
        }
        AuraReply scripted = request.path().equals(fork.chatPath()) ? script.poll() : null;
        AuraReply reply = scripted == null ? answer.apply(request) : scripted;
        return reply == null ? defaultReplyTo(request) : reply;
    }

    AuraReply defaultReplyTo(AuraRequest request) {
        return AuraProtocol.reply(request, models, wordDelay, fork);
    }

    private void accept(Socket transport) {
        Socket socket;
        try {
            transport.setTcpNoDelay(true);
            socket = tls == null ? transport : secured(transport);
        } catch (IOException e) {
            // A client that went as soon as it came.
            listener.release(transport);
            return;
        }
        ServerConnection connection = new ServerConnection(this, traffic, transport, socket);
        listener.run("read-" + connection.number(), connection::watch);
        listener.run("serve-" + connection.number(), connection::serve);
    }

    private Socket secured(Socket transport) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(transport, null, -1, true);
        socket.setUseClientMode(false);
        return socket;
    }
}
