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
package io.github.camelaura.login;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.github.camelaura.http.ShownText;

/**
 * The entry of a browser's storage that holds the bearer token.
 *
 * @param token the token; null if there is a problem
 * @param problem why the token cannot be taken, as a message; null if it can
 */
public record TokenEntry(BearerToken token, String problem) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern SCHEME = Pattern.compile("(?i)^bearer(\\s+|$)");

    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(\\.\\d*)?");

    /** The number of keys that a message lists. */
    private static final int MOST_KEYS = 5;

    /** The names that MSAL, Auth0 and oidc-client give to the time of expiry. */
    private static final List<String> TIMES = List.of("expiresOn", "expiresAt", "expires_at");

    /** The name of the lifetime in seconds (RFC 6749, section 5.1). */
    private static final String LIFETIME = "expires_in";

    /** The properties of a value that MSAL 4 has encrypted. */
    private static final List<String> ENCRYPTED = List.of("id", "nonce", "data");

    /** A smaller number is a time in seconds (until the year 5138), another one in milliseconds (from 1973 on). */
    private static final double LEAST_MILLIS = 1e11;

    /** Larger numbers are not times. */
    private static final double MOST = 1e15;

    /**
     * Finds the token.
     *
     * @param entries the entries whose keys match {@code loginTokenStorageKey}
     * @param path the option {@code loginTokenPath}; null if the value of the entry is the token
     * @return null if no entry contains a token
     */
    public static TokenEntry find(Map<String, String> entries, String path) {
        SortedMap<String, TokenEntry> found = new TreeMap<>();
        entries.forEach((key, value) -> {
            TokenEntry entry = read(ShownText.text(key, List.of()), value, path);
            if (entry != null) {
                found.put(key, entry);
            }
        });
        if (found.size() > 1) {
            return problem("The browser's storage has several tokens, with the keys " + shown(found.keySet())
                    + ". Set loginTokenStorageKey so that it matches only one of them");
        }
        return found.isEmpty() ? null : found.get(found.firstKey());
    }

    /** Returns the first keys, each cut by itself: keys of MSAL are long and differ at their ends. */
    private static String shown(Set<String> keys) {
        String first = keys.stream()
                .limit(MOST_KEYS)
                .map(key -> ShownText.text(key, List.of()))
                .collect(Collectors.joining(", "));
        return keys.size() > MOST_KEYS ? first + " and " + (keys.size() - MOST_KEYS) + " more" : first;
    }

    private static TokenEntry read(String key, String value, String path) {
        JsonNode json = json(value);
        JsonPointer pointer = JsonPointer.compile(path);
        JsonNode at = json.at(pointer);
        if (at.isTextual()) {
            return token(at.textValue(), json, pointer);
        }
        if (ENCRYPTED.stream().allMatch(name -> json.path(name).isTextual())) {
            return problem("The value of the key " + key
                    + " in the browser's storage is encrypted, as MSAL 4 does in the local"
                    + " storage, so no token can be read from it. Use a page that keeps its tokens in the session storage,"
                    + " or loginReadyCookie if the server accepts a cookie");
        }
        if (path != null || json.isNull()) {
            return null;
        }
        return json.isContainerNode()
                ? problem("The value of the key " + key
                        + " in the browser's storage is JSON. Set loginTokenPath to the place of the token in it, such as"
                        + " /access_token")
                : token(value, json, pointer);
    }

    private static TokenEntry token(String text, JsonNode json, JsonPointer place) {
        String value = SCHEME.matcher(text.strip()).replaceFirst("");
        if (value.isEmpty()) {
            return null;
        }
        BearerToken token = Stream.concat(
                        Stream.of(endingAt(value, claims(value).path("exp"))), beside(value, json, place))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(new BearerToken(value, null));
        return new TokenEntry(token, null);
    }

    /** Returns the token with each expiry in the objects around it, the nearest object first. */
    private static Stream<BearerToken> beside(String token, JsonNode json, JsonPointer place) {
        return Stream.iterate(place.head(), Objects::nonNull, JsonPointer::head)
                .map(json::at)
                .flatMap(around -> Stream.concat(
                        TIMES.stream().map(name -> endingAt(token, around.path(name))),
                        Stream.of(endingAfter(token, around.path(LIFETIME)))));
    }

    private static BearerToken endingAt(String token, JsonNode time) {
        Instant end = timeIn(time);
        return end == null ? null : new BearerToken(token, end);
    }

    /** Returns the time that a text or a number stands for; null if it stands for none. */
    private static Instant timeIn(JsonNode node) {
        OptionalDouble number = number(node);
        if (number.isPresent()) {
            double time = number.getAsDouble();
            return Instant.ofEpochMilli((long) (time < LEAST_MILLIS ? time * 1000 : time));
        }
        try {
            return OffsetDateTime.parse(node.asText()).toInstant();
        } catch (DateTimeException e) {
            return null; // the property is missing, or is not a time
        }
    }

    private static BearerToken endingAfter(String token, JsonNode lifetime) {
        OptionalDouble seconds = number(lifetime);
        return seconds.isPresent()
                ? new BearerToken(token, null, Duration.ofMillis((long) (seconds.getAsDouble() * 1000)))
                : null;
    }

    /** Returns the value of a number or of a text with a number; empty for others. */
    private static OptionalDouble number(JsonNode node) {
        String text = node.asText();
        double number = node.isNumber() // Jackson writes decimals with exponents
                ? node.doubleValue()
                : NUMBER.matcher(text).matches() ? Double.parseDouble(text) : -1;
        return 0 <= number && number < MOST ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** Returns the claims of a JSON Web Token (RFC 7519); a missing node for another token. */
    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static JsonNode json(String value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static TokenEntry problem(String message) {
        return new TokenEntry(null, message);
    }

    @Override
    public String toString() {
        return problem == null ? "entry with a token" : problem;
    }
}
