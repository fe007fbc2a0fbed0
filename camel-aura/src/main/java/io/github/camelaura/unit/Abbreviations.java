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
package io.github.camelaura.unit;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The abbreviations of a language, and words that say whether a sentence ends at an initial or a number. The files
 * {@code abbreviations-xx.properties} have them. A language without a file uses the union of all.
 */
final class Abbreviations {

    static final List<String> LANGUAGES = List.of("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru");
    private static final Map<String, Abbreviations> LOADED = new ConcurrentHashMap<>();

    /** Abbreviations within sentences, such as "Dr". */
    private final Set<String> within = new HashSet<>();
    /** Abbreviations that may end a sentence, such as "etc". */
    private final Set<String> ending = new HashSet<>();
    /** Abbreviations that may end a sentence, but also stand before names and nouns, such as "Inc". */
    private final Set<String> beforeName = new HashSet<>();
    /** Words with which sentences often begin. */
    private final Set<String> first = new HashSet<>();
    /** Words that stand before an ordinal, such as "am" in "am 3. Mai". */
    private final Set<String> beforeOrdinal = new HashSet<>();
    /** Words that stand after an ordinal, such as "Mai". */
    private final Set<String> afterOrdinal = new HashSet<>();

    private Abbreviations(List<String> languages) {
        languages.forEach(language -> add(language, languages.size() == 1));
    }

    /** Returns those of a language, or the union of all for null, a locale without a language, or a language without a list. */
    static Abbreviations of(Locale locale) {
        String language = locale == null ? "" : locale.getLanguage();
        return LOADED.computeIfAbsent(
                LANGUAGES.contains(language) ? language : "",
                key -> new Abbreviations(key.isEmpty() ? LANGUAGES : List.of(key)));
    }

    private void add(String language, boolean only) {
        Properties words = new Properties();
        try (InputStream in = Abbreviations.class.getResourceAsStream("abbreviations-" + language + ".properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        within.addAll(list(words, "within"));
        ending.addAll(list(words, "ending"));
        // in a text of an unknown language they may be words of another one
        (only ? within : ending).addAll(list(words, "ambiguous"));
        beforeName.addAll(list(words, "beforeName"));
        first.addAll(list(words, "first"));
        beforeOrdinal.addAll(list(words, "beforeOrdinal"));
        afterOrdinal.addAll(list(words, "afterOrdinal"));
    }

    private static List<String> list(Properties words, String key) {
        return words.containsKey(key) ? Arrays.asList(words.getProperty(key).split(" ")) : List.of();
    }

    /** Returns the rule for an abbreviation in lower case, without its last stop and without spaces, or null for another word. */
    StopRule rule(String word) {
        if (within.contains(word)) {
            return StopRule.GOES_ON;
        }
        if (beforeName.contains(word)) {
            return StopRule.INITIAL;
        }
        return ending.contains(word) ? StopRule.ABBREVIATION : null;
    }

    boolean beginsSentences(String word) {
        return first.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Returns whether numbers of the language may be ordinals. */
    boolean hasOrdinals() {
        return !afterOrdinal.isEmpty();
    }

    boolean precedesOrdinal(String word) {
        return beforeOrdinal.contains(word.toLowerCase(Locale.ROOT));
    }

    boolean followsOrdinal(String word) {
        return afterOrdinal.contains(word.toLowerCase(Locale.ROOT));
    }
}
