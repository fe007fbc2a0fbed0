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

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The options of an HTTP client.
 *
 * @param chat the address of the chat
 * @param models the address of the list of models
 * @param headers the headers of all requests to the server
 * @param proxy the forward proxy
 * @param connectTimeout the time to connect in milliseconds; 0 for no limit
 * @param maxConcurrentStreams the maximum number of concurrent requests; each needs a connection
 * @param options the options of camel-http, without the prefix {@code http.}
 */
public record HttpSettings(
        RequestAddress chat,
        RequestAddress models,
        AdditionalHeaders headers,
        ProxySettings proxy,
        long connectTimeout,
        int maxConcurrentStreams,
        Map<String, Object> options) {

    public HttpSettings {
        options = Collections.unmodifiableMap(new HashMap<>(options));
    }

    /**
     * Makes the settings of an Aura server.
     *
     * @param baseUrl the option {@code baseUrl}
     * @param chatPath the option {@code chatPath}
     * @param modelsPath the option {@code modelsPath}
     * @throws IllegalArgumentException if {@code baseUrl} is missing or not an address of a server, or if a path is invalid
     */
    public static HttpSettings of(
            String baseUrl,
            String chatPath,
            String modelsPath,
            AdditionalHeaders headers,
            ProxySettings proxy,
            long connectTimeout,
            int maxConcurrentStreams,
            Map<String, Object> options) {
        URI base = base(baseUrl);
        return new HttpSettings(
                RequestAddress.of("chatPath", base, chatPath),
                RequestAddress.of(RequestAddress.MODELS, base, modelsPath),
                headers,
                proxy,
                connectTimeout,
                maxConcurrentStreams,
                options);
    }

    /** Makes the settings of a client that sends no requests of the Aura protocol, only those of a login. */
    public static HttpSettings of(URI site, ProxySettings proxy, long connectTimeout) {
        RequestAddress address = new RequestAddress("baseUrl", "", site);
        return new HttpSettings(address, address, AdditionalHeaders.NONE, proxy, connectTimeout, 1, Map.of());
    }

    /** Omits the options, which may contain secrets. */
    @Override
    public String toString() {
        return "HTTP settings for " + chat.uri();
    }

    private static URI base(String baseUrl) {
        if (baseUrl == null || baseUrl.isBlank()) {
            throw new IllegalArgumentException("Option baseUrl is missing: set it to the address of the Aura server,"
                    + " such as https://chat.example.com. An aura producer requires it");
        }
        return BaseUrl.parse(baseUrl);
    }
}
