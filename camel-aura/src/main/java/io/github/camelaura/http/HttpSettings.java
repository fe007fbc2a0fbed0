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

import org.apache.camel.util.FileUtil;

/**
 * The options of an HTTP client.
 *
 * @param uri the address of the chat, such as {@code https://chat.example.com/api/chat}
 * @param proxy the forward proxy
 * @param connectTimeout the time to connect in milliseconds; 0 for no limit
 * @param maxConcurrentStreams the maximum number of concurrent requests; each needs a connection
 * @param options the options of camel-http, without the prefix {@code http.}
 */
public record HttpSettings(
        URI uri, ProxySettings proxy, long connectTimeout, int maxConcurrentStreams, Map<String, Object> options) {

    public HttpSettings {
        options = Collections.unmodifiableMap(new HashMap<>(options));
    }

    /**
     * Makes the settings of an Aura server.
     *
     * @param baseUrl the option {@code baseUrl}
     * @throws IllegalArgumentException if {@code baseUrl} is missing or not an address of a server
     */
    public static HttpSettings of(
            String baseUrl,
            ProxySettings proxy,
            long connectTimeout,
            int maxConcurrentStreams,
            Map<String, Object> options) {
        return new HttpSettings(chatUri(baseUrl), proxy, connectTimeout, maxConcurrentStreams, options);
    }

    /** Omits the options, which may contain secrets. */
    @Override
    public String toString() {
        return "HTTP settings for " + uri;
    }

    /**
     * Returns the address of the requests.
     *
     * @throws IllegalArgumentException if {@code baseUrl} is invalid; the message gives the reason
     */
    private static URI chatUri(String baseUrl) {
        if (baseUrl == null || baseUrl.isBlank()) {
            throw new IllegalArgumentException("Option baseUrl is missing: set it to the address of the Aura server,"
                    + " such as https://chat.example.com. An aura producer requires it");
        }
        String base = BaseUrl.parse(baseUrl).toString();
        return URI.create(FileUtil.stripTrailingSeparator(base) + "/api/chat");
    }
}
