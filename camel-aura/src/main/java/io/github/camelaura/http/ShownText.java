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

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Prepares text of a server or a page for messages: one line of at most 200 characters, without control characters and with
 * the given secrets masked.
 */
public final class ShownText {

    private static final int MAX = 200;
    private static final String CUT = "...";
    private static final String MASK = "***";

    /** The number of characters to read; the rest of a longer text is ignored. */
    private static final int MAX_READ = 8192;

    /** The length of the parts of a long secret; a pattern for all of it would need too much of the stack. */
    private static final int MAX_PART = 200;

    /** Control and format characters (such as those for the direction of text), and unpaired surrogates. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s\\x85]]");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\x85\\p{Z}]+");
    /** Kept, because a site may store thousands of values that are masked. */
    private static final String[] ASCII_FORMS =
            IntStream.range(0, 128).mapToObj(ShownText::anyFormOf).toArray(String[]::new);

    private static final Pattern TITLE = Pattern.compile("<title\\b[^>]*>(.*?)(?:</title|$)", Pattern.CASE_INSENSITIVE);

    private ShownText() {}

    /**
     * Prepares the body of a response: JSON and plain text as they are, and the title of HTML.
     *
     * @param mediaType the media type without parameters; null if the response has none
     * @param body the body or its beginning; may be null
     * @param secrets the texts to replace by {@code ***}; empty and null elements are ignored
     * @return an empty text for null, other media types and HTML without a title
     */
    public static String body(String mediaType, String body, Collection<String> secrets) {
        String text = oneLine(body);
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (type.contains("html") || text.startsWith("<")) {
            Matcher title = TITLE.matcher(text);
            return title.find() ? cut(masked(title.group(1).strip(), secrets)) : "";
        }
        boolean readable = type.isEmpty() || type.startsWith("text/") || type.contains("json");
        return readable ? cut(masked(text, secrets)) : "";
    }

    /**
     * Prepares a text, such as one of a page.
     *
     * @param text may be null
     * @param secrets the texts to replace by {@code ***}; empty and null elements are ignored
     * @return an empty text for null
     */
    public static String text(String text, Collection<String> secrets) {
        return cut(masked(oneLine(text), secrets));
    }

    /** Finds some secrets in many texts, in any form that {@link #text} masks. */
    public static final class Mask {

        private final List<Pattern> patterns;

        /**
         * Prepares the search.
         *
         * @param secrets the texts to find; empty and null elements are ignored
         */
        public Mask(Collection<String> secrets) {
            patterns = patterns(secrets);
        }

        /** Returns the text in one line of at most 8192 characters, with the secrets replaced by {@code ***}. */
        public String apply(String text) {
            return masked(oneLine(text), patterns);
        }

        /** Returns whether the text contains a secret. */
        public boolean finds(String text) {
            String line = oneLine(text);
            return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
        }
    }

    private static String oneLine(String text) {
        if (text == null) {
            return "";
        }
        String read = text.length() > MAX_READ ? text.substring(0, MAX_READ) : text;
        String seen = UNSEEN.matcher(read).replaceAll("");
        return BLANKS.matcher(seen).replaceAll(" ").strip();
    }

    private static String cut(String text) {
        if (text.length() <= MAX) {
            return text;
        }
        int end = MAX - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** Masks the secrets. The text must not be cut before, because a part of a secret at its end would not be found. */
    private static String masked(String text, Collection<String> secrets) {
        return masked(text, patterns(secrets));
    }

    private static List<Pattern> patterns(Collection<String> secrets) {
        return secrets.stream()
                .filter(Objects::nonNull)
                .map(ShownText::oneLine)
                .flatMap(ShownText::parts)
                .map(ShownText::anyFormOf)
                .toList();
    }

    /**
     * Returns the parts of a long secret, each of which is masked wherever it is.
     *
     * @return the secret itself if it is short. The last part overlaps the one before it, so that it is not too short
     */
    public static Stream<String> parts(String secret) {
        int last = Math.max(0, secret.length() - MAX_PART);
        return secret.isEmpty()
                ? Stream.empty()
                : IntStream.iterate(0, at -> at <= last, at -> at == last ? last + 1 : Math.min(at + MAX_PART, last))
                        .mapToObj(at -> secret.substring(at, Math.min(at + MAX_PART, secret.length())));
    }

    private static String masked(String text, List<Pattern> patterns) {
        BitSet secret = new BitSet(text.length());
        patterns.forEach(pattern -> mark(pattern.matcher(text), secret));
        StringBuilder shown = new StringBuilder();
        int from = 0;
        while (from < text.length()) {
            int begin = secret.nextSetBit(from);
            if (begin < 0) {
                return shown.append(text, from, text.length()).toString();
            }
            shown.append(text, from, begin).append(MASK);
            from = secret.nextClearBit(begin);
        }
        return shown.toString();
    }

    /** Marks all matches, including overlapping ones, because a secret may begin within another one. */
    private static void mark(Matcher matcher, BitSet secret) {
        for (int from = 0; matcher.find(from); from = matcher.start() + 1) {
            secret.set(matcher.start(), matcher.end());
        }
    }

    /** Returns a pattern that finds a value even if some or all of its characters are escaped for JSON, HTML or a URL. */
    private static Pattern anyFormOf(String value) {
        StringBuilder pattern = new StringBuilder();
        value.codePoints()
                .forEach(codePoint ->
                        pattern.append(codePoint < ASCII_FORMS.length ? ASCII_FORMS[codePoint] : anyFormOf(codePoint)));
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String anyFormOf(int codePoint) {
        String character = Character.toString(codePoint);
        StringBuilder forms = new StringBuilder("\\\\?" + Pattern.quote(character) + "|");
        character.chars().forEach(unit -> forms.append(String.format(Locale.ROOT, "\\\\u%04x", unit)));
        forms.append('|');
        for (byte unit : character.getBytes(StandardCharsets.UTF_8)) {
            forms.append(String.format(Locale.ROOT, "%%%02x", unit));
        }
        forms.append(String.format(Locale.ROOT, "|&#0*%d;|&#x0*%x;", codePoint, codePoint));
        return "(?:" + forms + named(codePoint) + ")";
    }

    private static String named(int codePoint) {
        return switch (codePoint) {
            case ' ' -> "|\\+|&nbsp;";
            case '&' -> "|&amp;";
            case '<' -> "|&lt;";
            case '>' -> "|&gt;";
            case '"' -> "|&quot;";
            case '\'' -> "|&apos;";
            default -> "";
        };
    }
}
