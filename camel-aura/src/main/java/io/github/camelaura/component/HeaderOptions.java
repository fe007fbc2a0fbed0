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
package io.github.camelaura.component;

import java.util.Map;
import java.util.Objects;

import io.github.camelaura.http.AdditionalHeaders;

/** Reads the options {@code additionalHeader.*}, and checks that no other option decides about the same headers. */
final class HeaderOptions {

    private HeaderOptions() {}

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if a header is not allowed; the message names the option and contains no value
     */
    static AdditionalHeaders read(AuraConfiguration configuration) {
        AdditionalHeaders headers = AdditionalHeaders.of(configuration.getAdditionalHeader());
        boolean processor = !"none".equals(configuration.getCredentialProcessor());
        require(!processor || !headers.contains("Cookie"), "Cookie", "credentialProcessor");
        require(!processor || !headers.contains("Authorization"), "Authorization", "credentialProcessor");
        Map<String, Object> http = Objects.requireNonNullElse(configuration.getHttpOptions(), Map.of());
        http.keySet().stream()
                .filter(HeaderOptions::authenticates)
                .sorted()
                .forEach(name -> require(!headers.contains("Authorization"), "Authorization", "http." + name));
        return headers;
    }

    private static void require(boolean condition, String header, String other) {
        if (!condition) {
            throw new IllegalArgumentException("Option additionalHeader." + header + " cannot be combined with "
                    + (other.equals("credentialProcessor")
                            ? "a credentialProcessor, whose credential may have this header: set"
                                    + " credentialProcessor=none, or remove the header"
                            : other + ", which sets this header too: remove one of the options"));
        }
    }

    /** Whether an option of camel-http configures the authentication at the server, and not at the proxy. */
    private static boolean authenticates(String name) {
        return name.startsWith("auth") || name.startsWith("oauth2");
    }
}
