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
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * One GET with the client of the requests, to the server or to another host. Redirects are not followed. Used once.
 *
 * <p>Threads: one thread executes it; any thread may cancel it at any time. The lock guards the fields that are not final; it is
 * not held while HttpClient cancels a request, which closes its socket.
 */
public final class SiteRequest implements TokenRequests {

    /** The attribute of the context of a request to another origin than that of the server. */
    private static final String FOREIGN = SiteRequest.class.getName() + ".foreign";

    private final HttpClient client;
    private final HttpGet get;
    private final URI address;
    private final HttpClientContext context = HttpClientContext.create();
    private Cancellable tokenRequest;
    private boolean cancelled;

    SiteRequest(
            HttpClient client,
            RequestConfig config,
            URI server,
            URI address,
            Map<String, String> credential,
            AdditionalHeaders additional) {
        this.client = client;
        this.address = address;
        this.get = new HttpGet(address);
        credential.forEach(get::addHeader);
        additional.addTo(get);
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        get.setHeader(HttpHeaders.CONNECTION, "close"); // the next request comes much later, or never
        context.setRequestConfig(config);
        if (!Origin.of(server).equals(Origin.of(address))) {
            context.setAttribute(FOREIGN, true);
        }
    }

    /** Removes an OAuth2 token that camel-http has added to a request to another origin. */
    static void removeForeignToken(HttpRequest request, EntityDetails entity, HttpContext context) {
        if (context.getAttribute(FOREIGN) != null) {
            request.removeHeaders(HttpHeaders.AUTHORIZATION);
        }
    }

    /**
     * Sends the request and waits for status and headers of the response, whose body is not read.
     *
     * @throws IOException if the response does not arrive within {@code limit}
     */
    public ChatResponse execute(Duration limit) throws IOException {
        CompletableFuture<Void> timer = CompletableFuture.runAsync(
                this::cancel, CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
        RUNNING.set(this);
        try {
            HttpHost host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
            ChatResponse response = new ChatResponse(client.executeOpen(host, get, context), address, get::cancel);
            response.discard();
            return response;
        } finally {
            RUNNING.remove();
            timer.cancel(false);
        }
    }

    @Override
    public synchronized boolean begin(Cancellable request) throws IOException {
        if (request == get) {
            return false;
        }
        if (cancelled) {
            throw new IOException("The request was cancelled");
        }
        tokenRequest = request;
        return true;
    }

    /** Ends the request; {@link #execute} then fails. Any thread may call this. */
    public void cancel() {
        Cancellable forToken;
        synchronized (this) {
            cancelled = true;
            forToken = tokenRequest;
        }
        get.cancel();
        if (forToken != null) {
            forToken.cancel();
        }
    }
}
