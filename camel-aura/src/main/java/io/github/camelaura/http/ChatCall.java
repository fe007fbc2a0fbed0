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
package io.github.camelaura.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * One HTTP request. It can be sent again with another credential. With an OAuth2 option, camel-http sends a request for a token
 * inside it, on the same thread and without a time limit; cancelling the call cancels both.
 *
 * <p>Threads: the stream's thread executes it; any thread may withhold or cancel it at any time. The lock guards the current
 * requests; it is not held while HttpClient cancels them, which closes their sockets.
 */
public final class ChatCall implements TokenRequests {

    private final HttpClient client;
    private final RequestAddress address;
    private final AdditionalHeaders additional;
    private final RequestConfig requestConfig;
    private final Supplier<byte[]> json;
    private HttpPost current;
    private Cancellable tokenRequest;
    private volatile boolean cancelled;
    private volatile boolean sent;
    private IOException cutOff;

    ChatCall(
            HttpClient client,
            RequestAddress address,
            AdditionalHeaders additional,
            RequestConfig requestConfig,
            Supplier<byte[]> json) {
        this.client = client;
        this.address = address;
        this.additional = additional;
        this.requestConfig = requestConfig;
        this.json = json;
    }

    /**
     * Sends the request and waits for the status and headers of the response.
     *
     * @param headers the headers that the credential adds; they replace additional headers of the same name
     * @param onSending called when the connection is established and the body is being sent
     * @throws IOException if there is no response; {@link #isSent()} tells whether the server may have received the request
     */
    public ChatResponse execute(Map<String, Collection<String>> headers, Runnable onSending) throws IOException {
        sent = false; // an earlier attempt that was rejected does not count
        cutOff = null;
        HttpPost post = newPost(headers, onSending);
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(requestConfig);
        URI uri = uri();
        HttpHost host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
        RUNNING.set(this);
        try {
            ClassicHttpResponse response = client.executeOpen(host, post, context);
            if (cutOff != null && response.getCode() / 100 == 2) {
                post.cancel(); // a reply to an incomplete request is worth nothing
                throw cutOff;
            }
            return new ChatResponse(response, uri, post::cancel);
        } catch (IOException e) {
            throw cutOff == null ? e : cutOff;
        } finally {
            RUNNING.remove();
        }
    }

    @Override
    public synchronized boolean begin(Cancellable request) throws IOException {
        if (request == current) {
            return false;
        }
        if (cancelled) {
            throw new IOException("The request was cancelled");
        }
        tokenRequest = request;
        return true;
    }

    /** Returns whether the request has not been sent because it waits, or has waited in vain, for its OAuth2 token. */
    public synchronized boolean isWithoutToken() {
        return tokenRequest != null && !sent;
    }

    /** Returns whether any byte of the request may have been sent in the latest attempt. */
    public boolean isSent() {
        return sent;
    }

    /** Returns the address of the request, with the option that sets its path. */
    public RequestAddress address() {
        return address;
    }

    /** Returns the address of the request. */
    public URI uri() {
        return address.uri();
    }

    /** Returns the request body. */
    public byte[] json() {
        return json.get().clone();
    }

    /** Prevents the request from being sent; returns false if it may already have been sent. */
    public boolean withhold() {
        cancelled = true;
        return !sent;
    }

    /** Closes the connection without reading the rest. A request that has not been sent yet is never sent. */
    public void cancel() {
        List<Cancellable> running;
        synchronized (this) {
            cancelled = true;
            running = Stream.of(tokenRequest, current).filter(Objects::nonNull).toList();
        }
        running.forEach(Cancellable::cancel);
    }

    private synchronized HttpPost newPost(Map<String, Collection<String>> headers, Runnable onSending)
            throws IOException {
        if (cancelled) {
            throw new IOException("The request was cancelled");
        }
        HttpPost post = new HttpPost(uri());
        headers.forEach((name, values) -> values.forEach(value -> post.addHeader(name, value)));
        additional.addTo(post);
        // a compressed stream arrives in blocks and cannot be aborted
        post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        post.setEntity(new HttpEntityWrapper(new ByteArrayEntity(json.get(), ContentType.APPLICATION_JSON)) {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                sent = true; // before the check: either withhold() sees it, or the check sees withhold()
                if (cancelled) {
                    throw new IOException("The request was cancelled");
                }
                onSending.run();
                try {
                    super.writeTo(out);
                } catch (IOException e) {
                    cutOff = e; // the server may have answered before it closed the connection
                }
            }
        });
        current = post;
        tokenRequest = null;
        return post;
    }
}
