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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small forward proxy: passes on plain requests (with the whole URL in the request line) and makes tunnels
 * ({@code CONNECT}), with a password if wanted. It listens on 127.0.0.1 only.
 *
 * <p>What passes through is not held up, and when one side ends, the other one does at once. A connection serves one plain
 * request, as its {@code Connection: close} says. All methods are thread safe.
 */
public final class ForwardProxy implements AutoCloseable {

    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "transfer-encoding",
            "upgrade");

    private final Listener listener;
    private final String credentials;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger tunnels = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    private ForwardProxy(String credentials) {
        this.credentials = credentials;
        this.listener = new Listener("forward-proxy", 0, this::accept);
    }

    /**
     * Starts a proxy for everyone, on a free port.
     *
     * @return the running proxy
     */
    public static ForwardProxy start() {
        return started(null);
    }

    /**
     * Starts a proxy that wants a password (Basic), on a free port.
     *
     * @param userName the user
     * @param password the password
     * @return the running proxy
     */
    public static ForwardProxy start(String userName, String password) {
        byte[] pair = (userName + ":" + password).getBytes(StandardCharsets.UTF_8);
        return started("Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static ForwardProxy started(String credentials) {
        ForwardProxy proxy = new ForwardProxy(credentials);
        proxy.listener.start();
        return proxy;
    }

    /**
     * Lets the proxy know a host by a name, as if it were the only one in that host's network. From then on, it knows no
     * other hosts than those it was told.
     *
     * @param name the name
     * @param port where the host listens on 127.0.0.1, whatever port it is asked for
     * @return this proxy
     */
    public ForwardProxy knows(String name, int port) {
        ports.put(name, port);
        return this;
    }

    /**
     * Where the proxy listens.
     *
     * @return {@code 127.0.0.1}
     */
    public String host() {
        return Listener.HOST;
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
     * How many plain requests it has passed on.
     *
     * @return their number
     */
    public int requests() {
        return requests.get();
    }

    /**
     * How many tunnels it has made.
     *
     * @return their number
     */
    public int tunnels() {
        return tunnels.get();
    }

    /**
     * How many requests it has refused for want of the password.
     *
     * @return their number
     */
    public int refusals() {
        return refusals.get();
    }

    /** Ends everything at once: tunnels, connections, threads. To close a closed proxy does nothing. */
    @Override
    public void close() {
        listener.close();
    }

    private void accept(Socket client) {
        listener.run("serve-" + connections.incrementAndGet(), () -> serve(client));
    }

    private void serve(Socket client) {
        try {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            RawRequestParser parser = new RawRequestParser(in, out);
            RawRequest request = parser.read();
            while (!isAllowed(request)) {
                refusals.incrementAndGet();
                answer(out, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
                request = parser.read();
            }
            if (request.method().equals("CONNECT")) {
                tunnel(request, client, in, out);
            } else {
                passOn(request, client, in, out);
            }
        } catch (IOException e) {
            // One side is gone, and with it the reason for the other.
        } finally {
            listener.release(client);
        }
    }

    private boolean isAllowed(RawRequest request) {
        return credentials == null || credentials.equals(request.header("Proxy-Authorization"));
    }

    private void tunnel(RawRequest request, Socket client, InputStream in, OutputStream out) throws IOException {
        URI target = URI.create("tunnel://" + request.target());
        try (Socket server = connect(target, 443, out)) {
            tunnels.incrementAndGet();
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            relay(client, in, out, server);
        }
    }

    private void passOn(RawRequest request, Socket client, InputStream in, OutputStream out) throws IOException {
        if (!request.target().startsWith("http://")) {
            answer(out, "400 Bad Request", "");
            return;
        }
        URI target = URI.create(request.target());
        try (Socket server = connect(target, 80, out)) {
            requests.incrementAndGet();
            OutputStream toServer = server.getOutputStream();
            toServer.write(headFor(request, target).getBytes(StandardCharsets.UTF_8));
            toServer.write(request.body());
            relay(client, in, out, server);
        }
    }

    private static String headFor(RawRequest request, URI target) {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        StringBuilder head = new StringBuilder(request.method() + " " + path + query + " HTTP/1.1\r\n");
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> head.append(header.getKey() + ": " + value + "\r\n"));
            }
        }
        if (request.body().length > 0 || request.method().equals("POST")) {
            head.append("Content-Length: " + request.body().length + "\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString();
    }

    private Socket connect(URI target, int defaultPort, OutputStream out) throws IOException {
        try {
            URI reached = reached(target);
            Socket server = new Socket(reached.getHost(), reached.getPort() < 0 ? defaultPort : reached.getPort());
            server.setTcpNoDelay(true);
            listener.track(server);
            return server;
        } catch (IOException e) {
            answer(out, "502 Bad Gateway", "");
            throw e;
        }
    }

    private URI reached(URI target) throws UnknownHostException {
        if (ports.isEmpty()) {
            return target;
        }
        Integer port = ports.get(target.getHost());
        if (port == null) {
            throw new UnknownHostException(target.getHost());
        }
        return URI.create("known://" + Listener.HOST + ":" + port);
    }

    private static void answer(OutputStream out, String status, String headers) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** Passes on both directions until one of them ends, which ends the other. */
    private void relay(Socket client, InputStream fromClient, OutputStream toClient, Socket server) throws IOException {
        listener.run("upstream-" + server.getLocalPort(), () -> {
            try {
                fromClient.transferTo(server.getOutputStream());
            } catch (IOException e) {
                // The end of this direction in any case.
            } finally {
                listener.release(server);
            }
        });
        try {
            server.getInputStream().transferTo(toClient);
        } finally {
            listener.release(server);
            listener.release(client);
        }
    }
}
