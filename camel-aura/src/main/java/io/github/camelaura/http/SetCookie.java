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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
}
