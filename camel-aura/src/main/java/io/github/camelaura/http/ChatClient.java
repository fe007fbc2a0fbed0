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

import java.io.Closeable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of an endpoint. A camel-http endpoint configures it with the usual options (TLS, proxy, authentication,
 * pool). The producer of camel-http is not used, because it drains and decompresses responses and retries requests.
 */
public final class ChatClient implements Closeable {

    /** Milliseconds by which the server's keep-alive time is shortened, so that the client closes the connection first. */
    private static final long KEEP_ALIVE_MARGIN = 1000;

    private final RequestAddress chat;
    private final RequestAddress models;
    private final AdditionalHeaders headers;
    private final HttpEndpoint endpoint;
    private final boolean sharesPool;
    private final HttpClient client;
    private final RequestConfig requestConfig;

    /**
     * @throws IllegalArgumentException if an option is invalid; the message names it
     * @throws Exception if camel-http cannot be configured
     */
    public ChatClient(CamelContext context, HttpSettings settings) throws Exception {
        chat = settings.chat();
        models = settings.models();
        headers = settings.headers();
        URI uri = chat.uri();
        Map<String, Object> options = options(settings);
        endpoint = (HttpEndpoint) component(context, uri.getScheme()).createEndpoint(uri.toString(), options);
        if (!endpoint.getHttpConnectionOptions().isEmpty()) {
            throw new IllegalArgumentException("Unknown options of http.httpConnection: "
                    + endpoint.getHttpConnectionOptions().keySet());
        }
        // the activity listeners of camel-http require an exchange of its own producer, and log secrets
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
        sharesPool = options.containsKey("clientConnectionManager");
        endpoint.getClientBuilder().setConnectionManagerShared(sharesPool);
        if (!sharesPool && endpoint.getComponent().getClientConnectionManager() == null) {
            endpoint.getClientConnectionManager().close();
            endpoint.setClientConnectionManager(
                    new ConnectionPool(endpoint.getComponent(), settings, options).create());
        }
        checkSize(endpoint.getClientConnectionManager(), settings.maxConcurrentStreams());
        endpoint.getClientBuilder()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableRedirectHandling()
                .disableCookieManagement()
                .setConnectionReuseStrategy(reuse())
                .setKeepAliveStrategy(keepAlive())
                .addRequestInterceptorLast(SiteRequest::removeForeignToken)
                .setRequestExecutor(new IdleConnectionCheck())
                .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "bypass-proxy", ProxyBypass::proceed)
                .addExecInterceptorBefore(
                        ChainElement.PROTOCOL.name(), "take-next-connection", IdleConnectionCheck::takeNext)
                .addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "cancel-together", TokenRequests::proceed)
                .addExecInterceptorBefore(
                        ChainElement.PROTOCOL.name(),
                        "server-credentials",
                        new ServerCredentials(HttpHost.create(uri)));
        ServiceHelper.startService(endpoint);
        client = endpoint.getHttpClient();
        requestConfig = requestConfig(client, settings.connectTimeout());
    }

    /**
     * Makes a request to the chat.
     *
     * @param json returns the JSON body when the request is sent, always the same
     */
    public ChatCall newCall(Supplier<byte[]> json) {
        return new ChatCall(client, chat, headers, requestConfig, json);
    }

    /** Makes a request for the list of models with this JSON body. */
    public ChatCall newModelsCall(byte[] json) {
        return new ChatCall(client, models, headers, requestConfig, () -> json);
    }

    /**
     * Makes a GET of an address that an option sets, such as one that shows whether the server accepts a credential.
     *
     * @param address an address of the server, which gets the additional headers, or of another host, which does not
     */
    public SiteRequest newGet(URI address, Map<String, String> credential) {
        boolean ofServer = Origin.of(uri()).equals(Origin.of(address));
        return new SiteRequest(
                client, requestConfig, uri(), address, credential, ofServer ? headers : AdditionalHeaders.NONE);
    }

    /** Makes a GET of an address that a response redirects to, without the additional headers. */
    public SiteRequest newRedirectedGet(URI address, Map<String, String> credential) {
        return new SiteRequest(client, requestConfig, uri(), address, credential, AdditionalHeaders.NONE);
    }

    /** Returns the address of the requests to the chat. */
    public URI uri() {
        return chat.uri();
    }

    @Override
    public void close() {
        if (sharesPool) {
            // otherwise camel-http would close the shared pool
            endpoint.setClientConnectionManager(endpoint.getComponent().getClientConnectionManager());
        }
        ServiceHelper.stopAndShutdownService(endpoint);
    }

    private static Map<String, Object> options(HttpSettings settings) {
        Map<String, Object> options = new HashMap<>();
        // by default camel-http uses TLS to the proxy of an https server, which hardly any proxy supports
        options.put("proxyAuthScheme", "http");
        options.putAll(settings.options());
        putIfPresent(options, "proxyHost", settings.proxy().host());
        putIfPresent(options, "proxyPort", settings.proxy().port());
        putIfPresent(options, "proxyAuthUsername", settings.proxy().username());
        putIfPresent(options, "proxyAuthPassword", settings.proxy().password());
        putIfPresent(options, "nonProxyHosts", settings.proxy().nonProxyHosts());
        return options;
    }

    private static void putIfPresent(Map<String, Object> options, String name, Object value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    private static HttpComponent component(CamelContext context, String scheme) throws Exception {
        Component component = context.getComponent(scheme);
        if (component instanceof HttpComponent http) {
            return http;
        }
        throw new IllegalArgumentException("aura requires camel-http as the component " + scheme + ", but it is "
                + (component == null ? "missing" : component.getClass().getName()));
    }

    /** Rejects a pool that would limit the number of streams, which only the slots may do. */
    private static void checkSize(HttpClientConnectionManager manager, int maxStreams) {
        if (!(manager instanceof ConnPoolControl<?> pool)) {
            return;
        }
        int limit = Math.min(pool.getDefaultMaxPerRoute(), pool.getMaxTotal());
        if (limit < maxStreams) {
            throw new IllegalArgumentException("maxConcurrentStreams=" + maxStreams
                    + " requires as many connections, but"
                    + " the pool allows " + limit + ": raise http.connectionsPerRoute and http.maxTotalConnections,"
                    + " or lower maxConcurrentStreams");
        }
    }

    /**
     * Returns when a connection is reused. After a successful response with Content-Length it is not: if the length is wrong, the
     * bytes after it could be taken for the next response. Chunked responses have no such length. Error responses keep the
     * connection, because authentication may depend on it (NTLM) and because an overloaded server should not get more connections.
     */
    private static ConnectionReuseStrategy reuse() {
        return (request, response, context) -> (response.getCode() >= HttpStatus.SC_REDIRECTION
                        || !response.containsHeader(HttpHeaders.CONTENT_LENGTH))
                && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }

    private static ConnectionKeepAliveStrategy keepAlive() {
        return (response, context) -> {
            TimeValue time = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
            long millis = time.toMilliseconds();
            return TimeValue.ofMilliseconds(Math.max(millis - KEEP_ALIVE_MARGIN, millis / 2));
        };
    }

    @SuppressWarnings("deprecation") // set per request, it overrides all other configuration
    private static RequestConfig requestConfig(HttpClient client, long connectTimeout) {
        RequestConfig defaults =
                client instanceof Configurable configurable ? configurable.getConfig() : RequestConfig.DEFAULT;
        Timeout timeout = Timeout.ofMilliseconds(connectTimeout);
        return RequestConfig.copy(defaults)
                .setConnectTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(Timeout.DISABLED) // StreamDeadline checks the time
                .setCookieSpec(StandardCookieSpec.IGNORE)
                .setRedirectsEnabled(false)
                .setContentCompressionEnabled(false)
                .setExpectContinueEnabled(false)
                .build();
    }
}
