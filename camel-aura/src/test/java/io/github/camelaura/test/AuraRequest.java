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

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request as it reached the {@link AuraServer}.
 *
 * @param method the HTTP method
 * @param path the path without the query
 * @param query the query without its question mark, or null
 * @param headers the HTTP headers; names are looked up regardless of case, values are in the order they came
 * @param body the body as text (UTF-8), empty if there was none
 * @param json the body as JSON, or null if it is not JSON
 * @param connection the number of the connection it came on: the server's first is 1
 */
public record AuraRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        String body,
        JsonNode json,
        int connection) {

    /**
     * The first value of a header.
     *
     * @param name its name, in any case
     * @return the value, or null if the header is missing
     */
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * All values of a header.
     *
     * @param name its name, in any case
     * @return the values in order, none if the header is missing
     */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /**
     * The content of the newest message, whatever its role.
     *
     * @return the content, or null if there is no message with a text
     */
    public String question() {
        if (json == null) {
            return null;
        }
        JsonNode messages = json.path("messages");
        return messages.path(messages.size() - 1).path("content").textValue();
    }
}
