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
package io.github.camelaura.call;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.camelaura.http.ChatResponse;

/** Recognizes a 401 that requires Basic authentication or an API key instead of a login page. */
final class ApiChallenge {

    private static final int UNAUTHORIZED = 401;
    private static final List<String> KEYS = List.of("api key", "api_key", "api-key", "apikey", "openai");

    private ApiChallenge() {}

    /**
     * Returns the options that solve the problem, as text for a message.
     *
     * @return null if the response requires neither
     */
    static String remedy(ChatResponse response, String body, CallSettings settings) {
        if (response.status() != UNAUTHORIZED) {
            return null;
        }
        if (challenges(response).anyMatch(value -> value.matches("(?is)(.*,)?\\s*basic\\b.*"))) {
            return settings.basicAuthentication()
                    ? "The server requires Basic authentication and rejected http.authUsername and http.authPassword"
                    : "The server requires Basic authentication: set http.authMethod=Basic, http.authUsername and"
                            + " http.authPassword";
        }
        String mediaType = response.mediaType();
        if (mediaType == null || !mediaType.contains("json")) {
            return null;
        }
        String text = body.toLowerCase(Locale.ROOT);
        if (KEYS.stream().noneMatch(text::contains)) {
            return null;
        }
        return settings.apiKey()
                ? "The server requires an API key and rejected the one in apiKey"
                : "The server requires an API key: set apiKey";
    }

    private static Stream<String> challenges(ChatResponse response) {
        return response.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("WWW-Authenticate"))
                .flatMap(header -> header.getValue().stream());
    }
}
