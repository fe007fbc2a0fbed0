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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Set-Cookie} header, parsed like in Chromium (RFC 6265bis, section 5.6).
 *
 * @param name the name of the cookie; may be empty
 * @param value the value as the server sent it, without leading and trailing blanks
 * @param attributes the values by lower-case name; if a name is repeated, its last value
 */
record SetCookie(String name, String value, Map<String, String> attributes) {

    static final int MAX_NAME_AND_VALUE = 4096;
    private static final int MAX_ATTRIBUTE = 1024;
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");

    /** Parses the header; returns null if a browser ignores it. */
    static SetCookie parse(String header) {
        String[] parts = header.split(";", -1);
        int equals = parts[0].indexOf('=');
        String name = equals < 0 ? "" : trimmed(parts[0].substring(0, equals));
        String value = trimmed(parts[0].substring(equals + 1));
        if (!isValid(name, value)) {
            return null;
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            addAttribute(parts[i], attributes);
        }
        boolean valid = attributes.entrySet().stream()
                .noneMatch(attribute -> hasControl(attribute.getKey() + attribute.getValue()));
        return valid ? new SetCookie(name, value, attributes) : null;
    }

    /** Whether a browser stores a cookie with this name and value. */
    static boolean isValid(String name, String value) {
        int length = name.length() + value.length();
        boolean named = !name.isEmpty() || value.indexOf('=') < 0; // otherwise it would be sent back under another name
        return length > 0
                && length <= MAX_NAME_AND_VALUE
                && named
                && name.indexOf('=') < 0
                && (name + value).indexOf(';') < 0
                && !hasControl(name + value);
    }

    private static boolean hasControl(String text) {
        return CONTROL.matcher(text).find();
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    /** Returns the value of an attribute; empty if the attribute is missing or has no value. */
    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    private static void addAttribute(String part, Map<String, String> attributes) {
        int equals = part.indexOf('=');
        String name = trimmed(equals < 0 ? part : part.substring(0, equals));
        String value = equals < 0 ? "" : trimmed(part.substring(equals + 1));
        if (value.length() <= MAX_ATTRIBUTE) {
            attributes.put(name.toLowerCase(Locale.ROOT), value);
        }
    }

    /** Removes leading and trailing spaces and tabs only; other whitespace characters belong to the value. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    @Override
    public String toString() {
        return "Set-Cookie " + name;
    }

    /** Parses the dates of {@code Expires}, which servers write in many formats (RFC 6265, section 5.1.1). */
    static final class CookieDate {

        private static final Pattern TOKEN = Pattern.compile("[^\\t\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
        private static final Pattern NUMERIC = Pattern.compile("[\\d:]+");
        private static final Pattern TIME = Pattern.compile("0*(\\d{1,9}):0*(\\d{1,9}):0*(\\d{1,9})");
        private static final List<String> MONTHS =
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

        private Integer day;
        private Integer month;
        private Integer year;
        private Matcher time;

        private CookieDate() {}

        /** Parses a date; returns null if the text is not a date. */
        static Instant parse(String text) {
            CookieDate date = new CookieDate();
            TOKEN.matcher(text).results().forEach(token -> date.add(token.group()));
            return date.instant();
        }

        private void add(String token) {
            if (!NUMERIC.matcher(token).matches()) {
                addMonth(token);
            } else if (token.indexOf(':') >= 0) {
                addTime(token);
            } else if (day == null && token.length() <= 2) {
                day = Integer.valueOf(token);
            } else if (year == null && token.length() <= 5) {
                year = Integer.valueOf(token);
            }
        }

        private void addMonth(String token) {
            int index = token.length() < 3
                    ? -1
                    : MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
            if (month == null && index >= 0) {
                month = index + 1;
            }
        }

        private void addTime(String token) {
            Matcher matcher = TIME.matcher(token);
            if (time == null && matcher.matches()) {
                time = matcher;
            }
        }

        private Instant instant() {
            if (day == null || month == null || year == null || time == null) {
                return null;
            }
            try {
                return LocalDateTime.of(fullYear(), month, day, part(1), part(2), part(3))
                        .toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                return null; // no such day or time
            }
        }

        private int fullYear() {
            if (year >= 70 && year <= 99) {
                return year + 1900;
            }
            return year <= 69 ? year + 2000 : year;
        }

        private int part(int group) {
            return Integer.parseInt(time.group(group));
        }
    }
}
