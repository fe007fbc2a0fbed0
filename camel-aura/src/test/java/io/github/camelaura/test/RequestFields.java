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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What a browser sends along with a request. */
final class RequestFields {

    private RequestFields() {}

    /** The cookies by name; of two with the same name the first, as most servers take it. */
    static Map<String, String> cookies(AuraRequest request) {
        Map<String, String> cookies = new HashMap<>();
        for (String header : request.headers("Cookie")) {
            for (String cookie : header.split(";\\s*")) {
                String[] pair = cookie.split("=", 2);
                cookies.putIfAbsent(pair[0], pair.length == 1 ? "" : pair[1]);
            }
        }
        return cookies;
    }

    /** The fields of a submitted form, and those of the URL it was submitted to. */
    static Map<String, String> form(AuraRequest request) {
        Map<String, String> fields = new HashMap<>();
        addTo(fields, request.query() == null ? "" : request.query());
        addTo(fields, request.body());
        return fields;
    }

    private static void addTo(Map<String, String> fields, String encoded) {
        for (String field : encoded.split("&")) {
            String[] pair = field.split("=", 2);
            fields.put(decoded(pair[0]), pair.length == 1 ? "" : decoded(pair[1]));
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
