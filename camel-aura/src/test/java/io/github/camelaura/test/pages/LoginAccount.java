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
package io.github.camelaura.test.pages;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.pages.LoginPageFile.Place;

/**
 * Who logs in, and the rule of every login: the password reaches one named field of one request or nobody, the user name
 * reaches named fields only.
 */
public record LoginAccount(String username, String password) {

    /** The account of all pages of the corpus. */
    public static final LoginAccount JANE = new LoginAccount("jane@example.com", "pw-12345");

    /** Whether a request holds what these places say of its path. */
    boolean isIn(AuraRequest request, List<Place> places) {
        return places.stream()
                .filter(place -> place.path().equals(request.path()))
                .allMatch(place -> field(request, place.field()).equals(List.of(secret(place))));
    }

    /**
     * Compares what servers received with what they may have received.
     *
     * @param places where the secrets may be
     * @return what is wrong, in words without the secrets; empty if all is right
     */
    public List<String> wrong(List<AuraRequest> requests, List<Place> places) {
        List<String> wrong = new ArrayList<>();
        for (AuraRequest request : requests) {
            if (request.path().equals("/typed")) {
                wrong.add("a page was told what was typed: " + shown(request));
            }
            check(request, password, true, places, wrong);
            check(request, username, false, places, wrong);
        }
        for (Place place : places) {
            if (place.password() && times(requests, place) > 1) {
                wrong.add("the password was received " + times(requests, place) + " times in " + place.field() + " of "
                        + place.path());
            }
        }
        return wrong;
    }

    /** The places that the secrets never reached, in words without the secrets. */
    public List<String> missing(List<AuraRequest> requests, List<Place> places) {
        return places.stream()
                .filter(place -> times(requests, place) == 0)
                .map(place -> (place.password() ? "the password" : "the user name") + " in " + place.field() + " of "
                        + place.path())
                .toList();
    }

    private long times(List<AuraRequest> requests, Place place) {
        return requests.stream()
                .filter(request -> request.path().equals(place.path()))
                .filter(request -> field(request, place.field()).contains(secret(place)))
                .count();
    }

    private void check(AuraRequest request, String secret, boolean isPassword, List<Place> places, List<String> wrong) {
        long found = occurrences(request, secret);
        long named = places.stream()
                .filter(place -> place.password() == isPassword && place.path().equals(request.path()))
                .filter(place -> field(request, place.field()).equals(List.of(secret)))
                .count();
        if (found != named) {
            wrong.add((isPassword ? "the password" : "the user name") + " is " + found + " times, and " + named
                    + " times in a named field, in " + shown(request));
        }
    }

    private String secret(Place place) {
        return place.password() ? password : username;
    }

    private String shown(AuraRequest request) {
        String text = request.method() + " " + request.path() + "?" + request.query() + " " + request.headers() + " "
                + request.body();
        return decoded(text).replace(password, "(password)").replace(username, "(username)");
    }

    /** How often a request holds a secret anywhere, plain or in a usual encoding. */
    private static long occurrences(AuraRequest request, String secret) {
        String text = request.path() + "\n" + request.query() + "\n" + request.headers() + "\n" + request.body();
        Set<String> readings = new LinkedHashSet<>(List.of(text, decoded(text), decoded(decoded(text))));
        long plain = readings.stream()
                .mapToLong(reading -> count(reading, secret))
                .max()
                .orElse(0);
        return plain
                + encodings(secret).stream()
                        .mapToLong(code -> count(text, code))
                        .sum();
    }

    private static long count(String text, String part) {
        return ((long) text.length() - text.replace(part, "").length()) / part.length();
    }

    /** Base64 of the secret at the three offsets it can have in a longer text. */
    private static Set<String> encodings(String secret) {
        Set<String> codes = new LinkedHashSet<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] bytes = ("   ".substring(0, offset) + secret).getBytes(StandardCharsets.UTF_8);
            String code = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            codes.add(code.substring(offset == 0 ? 0 : offset + 1, code.length() - (bytes.length % 3 == 0 ? 0 : 1)));
        }
        return codes;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a percent sign that is no encoding
        }
    }

    /** The values of a field in the query, and in the body, which is a form or flat JSON. */
    static List<String> field(AuraRequest request, String name) {
        if (request.json() != null && request.json().has(name)) {
            return List.of(request.json().path(name).asText());
        }
        List<String> values = new ArrayList<>();
        for (String pair : (request.query() + "&" + request.body()).split("&")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && decoded(parts[0]).equals(name)) {
                values.add(decoded(parts[1]));
            }
        }
        return values;
    }
}
