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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** The lists of abbreviations. */
class AbbreviationsTest {

    static final List<String> LANGUAGES = Abbreviations.LANGUAGES;

    @ParameterizedTest
    @FieldSource("LANGUAGES")
    void wordsAreInLowerCaseWithoutTheLastStopAndInOneList(String language) throws Exception {
        Properties words = read(language);
        List<String> abbreviations = new ArrayList<>();
        for (String key : words.stringPropertyNames()) {
            List<String> list = List.of(words.getProperty(key).split(" "));
            assertThat(list)
                    .as(key)
                    .doesNotHaveDuplicates()
                    .allMatch(word -> word.equals(word.toLowerCase(Locale.ROOT)) && word.matches("\\S*[^\\s.]"));
            if (List.of("within", "beforeName", "ending", "ambiguous").contains(key)) {
                abbreviations.addAll(list);
            }
        }
        assertThat(words.stringPropertyNames())
                .isSubsetOf("within", "beforeName", "ending", "ambiguous", "first", "beforeOrdinal", "afterOrdinal")
                .contains("within", "ending", "first");
        assertThat(abbreviations).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "en, dr, GOES_ON",
        "en, z.b, ",
        "en, art, GOES_ON",
        "en, inc, INITIAL",
        "en, etc, ABBREVIATION",
        "de, z.b, GOES_ON",
        "und, z.b, GOES_ON",
        "und, art, ABBREVIATION",
        "ja, z.b, GOES_ON",
        "en, word, "
    })
    void languageSelectsTheList(String language, String word, StopRule rule) {
        assertThat(Abbreviations.of(Locale.forLanguageTag(language)).rule(word)).isEqualTo(rule);
    }

    @Test
    void wordOfAnotherLanguageIsAmbiguousInAllLists() throws Exception {
        Set<String> within = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        for (String language : LANGUAGES) {
            Properties words = read(language);
            within.addAll(List.of(words.getProperty("within").split(" ")));
            ambiguous.addAll(List.of(words.getProperty("ambiguous", "").split(" ")));
        }

        assertThat(ambiguous).isNotEmpty().doesNotContainAnyElementsOf(within);
    }

    @Test
    void regionDoesNotMatter() {
        assertThat(Abbreviations.of(Locale.forLanguageTag("de-AT"))).isSameAs(Abbreviations.of(Locale.GERMAN));
        assertThat(Abbreviations.of(null)).isSameAs(Abbreviations.of(Locale.ROOT));
    }

    private static Properties read(String language) throws Exception {
        Properties words = new Properties();
        try (InputStream in = Abbreviations.class.getResourceAsStream("abbreviations-" + language + ".properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return words;
    }
}
