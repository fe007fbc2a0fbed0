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

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.apache.hc.core5.http.HttpRequest;

/**
 * The options {@code additionalHeader.<name>}: headers that each request to the server carries.
 *
 * @param values the values by the name of the header, which is case-insensitive
 */
public record AdditionalHeaders(SortedMap<String, String> values) {

    /** No headers. */
    public static final AdditionalHeaders NONE = new AdditionalHeaders(Collections.emptySortedMap());

    private static final String PREFIX = "additionalHeader.";

    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "http2-settings",
            "accept-encoding");

    /** The minimum length of a masked value, and of a masked part of a value; a mask of shorter ones would hide too much text. */
    private static final int LEAST_MASKED = 3;

    private static final int LEAST_MASKED_PART = 8;

    public AdditionalHeaders {
        SortedMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        values = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Reads the options.
     *
     * @param options the values by the name of the header; null for none
     * @throws IllegalArgumentException if a name or a value is not valid; the message names the option and contains no value
     */
    public static AdditionalHeaders of(Map<String, Object> options) {
        SortedMap<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (options != null) {
            options.forEach((name, value) -> {
                checkName(name);
                String text = value == null ? "" : value.toString();
                checkValue(name, text);
                if (values.put(name, text) != null) {
                    throw new IllegalArgumentException("Option " + PREFIX + name
                            + " is set twice, in different cases, but the names of headers are case-insensitive:"
                            + " remove one of the options");
                }
            });
        }
        return new AdditionalHeaders(values);
    }

    private static void checkName(String name) {
        String fault = HeaderSyntax.faultOfName(name);
        if (fault != null) {
            throw new IllegalArgumentException("A header of the options " + PREFIX + "*: " + fault + ". Write " + PREFIX
                    + "X-Tenant=... for the header X-Tenant");
        }
        if (name.equalsIgnoreCase("User-Agent")) {
            throw new IllegalArgumentException("Option " + PREFIX + name + " is not allowed: set http.userAgent."
                    + " After a login, requests have the user agent of its browser");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (OF_THE_CLIENT.contains(lower) || lower.startsWith("content-") || lower.startsWith("proxy-")) {
            throw new IllegalArgumentException("Option " + PREFIX + name
                    + " is not allowed, because the HTTP client decides about this header: remove the option");
        }
    }

    private static void checkValue(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    "Option " + PREFIX + name + " is empty: set it to the value of the header, or remove it");
        }
        String fault = HeaderSyntax.faultOfValue(value);
        if (fault != null) {
            throw new IllegalArgumentException("Option " + PREFIX + name + " " + fault + ". Remove the character"
                    + HeaderSyntax.remedyOfValue(value));
        }
    }

    /** Whether there is a header with this name. */
    public boolean contains(String name) {
        return values.containsKey(name);
    }

    /** Adds the headers to a request, except those that the request already has, which its credential has set. */
    void addTo(HttpRequest request) {
        values.forEach((name, value) -> {
            if (!request.containsHeader(name)) {
                request.addHeader(name, value);
            }
        });
    }

    /** Returns the values, and long parts of them, that messages mask. */
    public List<String> secrets() {
        return values.values().stream()
                .flatMap(value -> Stream.concat(
                        Stream.of(value).filter(whole -> whole.length() >= LEAST_MASKED),
                        Arrays.stream(value.split("[=;,\\s]+")).filter(part -> part.length() >= LEAST_MASKED_PART)))
                .distinct()
                .toList();
    }

    /** Returns a text without values. */
    @Override
    public String toString() {
        return "additional headers " + values.keySet();
    }
}
