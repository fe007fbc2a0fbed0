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
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * What no way of reading a stream can beat: the HttpClient of a camel-http endpoint, as the component has it, and a loop.
 * A read gives at most one HTTP chunk, so it counts chunks without looking at them.
 */
final class BareLoop {

    private static final int READ_SIZE = 8192;

    private final HttpClient client;
    private final Downstream downstream;
    private final byte[] buffer = new byte[READ_SIZE];

    BareLoop(CamelContext context, Downstream downstream) {
        this.client =
                context.getEndpoint("http://127.0.0.1/bare", HttpEndpoint.class).getHttpClient();
        this.downstream = downstream;
    }

    void flood(String url) throws IOException {
        try (ClassicHttpResponse response = post(url)) {
            InputStream in = response.getEntity().getContent();
            while (in.read(buffer) >= 0) {
                downstream.count();
            }
        }
    }

    void pace(String url) throws IOException {
        try (ClassicHttpResponse response = post(url)) {
            InputStream in = response.getEntity().getContent();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                downstream.arrived(System.nanoTime(), new String(buffer, 0, read, StandardCharsets.US_ASCII));
            }
        }
    }

    private ClassicHttpResponse post(String url) throws IOException {
        URI uri = URI.create(url + "/api/chat");
        HttpPost post = new HttpPost(uri);
        post.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
        return client.executeOpen(new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort()), post, null);
    }
}
