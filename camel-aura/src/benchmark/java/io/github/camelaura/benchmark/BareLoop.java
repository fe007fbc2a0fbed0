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
package io.github.camelaura.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;

/** What no route can beat: a loop that reads from the HTTP client of a camel-http endpoint, as the component has one. */
final class BareLoop {

    private static final int READ_SIZE = 8192;

    private final HttpClient client;

    private BareLoop(HttpClient client) {
        this.client = client;
    }

    /**
     * With the client of an endpoint.
     *
     * @param options of camel-http, as in a URI
     */
    static BareLoop of(CamelContext context, String options) {
        return new BareLoop(endpoint(context, options).getHttpClient());
    }

    /** With one that looks before each request whether the server has closed the connection; that takes 1 ms. */
    static BareLoop thatLooks(CamelContext context) {
        HttpEndpoint endpoint = endpoint(context, "?connectionsPerRoute=2");
        ((PoolingHttpClientConnectionManager) endpoint.getClientConnectionManager())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build());
        return new BareLoop(endpoint.getHttpClient());
    }

    private static HttpEndpoint endpoint(CamelContext context, String options) {
        return context.getEndpoint("http://127.0.0.1/bare" + options, HttpEndpoint.class);
    }

    /** Asks, and hands on what each read brought; returns at the end of the answer. */
    void read(String url, Reader reader) {
        byte[] buffer = new byte[READ_SIZE];
        try (ClassicHttpResponse response = post(url)) {
            InputStream in = response.getEntity().getContent();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                reader.read(buffer, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #read}, with each read as text. */
    void readText(String url, TextReader reader) {
        read(url, (buffer, length) -> reader.read(new String(buffer, 0, length, StandardCharsets.US_ASCII)));
    }

    private ClassicHttpResponse post(String url) throws IOException {
        URI uri = URI.create(url + "/api/chat");
        HttpPost post = new HttpPost(uri);
        post.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
        return client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), post, null);
    }

    /** Gets bytes. */
    interface Reader {
        void read(byte[] buffer, int length);
    }

    /** Gets text. */
    interface TextReader {
        void read(String text);
    }
}
