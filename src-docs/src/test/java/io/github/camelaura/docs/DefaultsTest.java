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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The defaults that the pages state are those of the component: in the tables of timeouts.adoc, and as {@code `option` (value)}. */
class DefaultsTest {

    private static final String VALUE =
            "(?<value>\\d[\\d,]*) ?(?<unit>ms|seconds?|minutes?|hours?|bytes|characters|tokens)?";
    private static final Pattern IN_TEXT = Pattern.compile("`(?<option>\\w+)` \\(" + VALUE + "\\)");
    private static final Pattern IN_TABLE =
            Pattern.compile("(?m)^\\| `(?<option>\\w+)`\\n\\| (?:" + VALUE + "|no limit)$");
    private static final Map<String, String> DEFAULTS = new TreeMap<>();

    @BeforeAll
    static void readDefaults() throws Exception {
        Stream.of(Docs.model().getComponentOptions(), Docs.model().getEndpointOptions())
                .flatMap(List::stream)
                .filter(option -> option.getDefaultValue() != null)
                .forEach(option ->
                        DEFAULTS.put(option.getName(), option.getDefaultValue().toString()));
    }

    @Test
    void tablesOfTimeoutsStateTheDefaults() throws Exception {
        String page = Files.readString(Docs.ROOT.resolve("pages/timeouts.adoc"));

        assertThat(wrong(IN_TABLE, page)).isEmpty();
        assertThat(IN_TABLE.matcher(page).results()).hasSizeGreaterThan(8);
    }

    @Test
    void pagesStateTheDefaults() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Path document : Docs.documents()) {
            wrong(IN_TEXT, Files.readString(document)).forEach(each -> wrong.add(document.getFileName() + ": " + each));
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "`chunkTimeout` (1 minute);",
                "`chunkTimeout` (60,000 ms), `maxLength` (24576 characters), `maxConcurrentStreams` (256);",
                "`chunkTimeout` (the time between two chunks), `CONNECT` (3);",
                "`chunkTimeout` (2 minutes); `chunkTimeout` (2 minutes): the default is 60000",
                "`maxConcurrentStreams` (128); `maxConcurrentStreams` (128): the default is 256"
            })
    void comparesADefaultInATextWithTheOption(String text, String wrong) {
        assertThat(wrong(IN_TEXT, text)).isEqualTo(wrong == null ? List.of() : List.of(wrong));
    }

    @Test
    void comparesADefaultInATableWithTheOption() {
        assertThat(wrong(IN_TABLE, "| `chunkTimeout`\n| 1 minute\n| x\n| `maxWaitingStreams`\n| no limit\n"))
                .isEmpty();
        assertThat(wrong(IN_TABLE, "| `chunkTimeout`\n| 2 minutes\n| x\n| `requestTimeout`\n| no limit\n"))
                .hasSize(2);
    }

    private static List<String> wrong(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .filter(stated -> DEFAULTS.containsKey(stated.group(1)))
                .filter(stated -> !isDefault(stated))
                .map(stated -> stated.group() + ": the default is " + DEFAULTS.get(stated.group(1)))
                .toList();
    }

    private static boolean isDefault(MatchResult stated) {
        long value = Long.parseLong(DEFAULTS.get(stated.group(1)));
        return stated.group(2) == null
                ? value <= 0
                : value == Long.parseLong(stated.group(2).replace(",", "")) * factor(stated.group(3));
    }

    private static long factor(String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit.replaceFirst("s$", "")) {
            case "second" -> 1_000;
            case "minute" -> 60_000;
            case "hour" -> 3_600_000;
            default -> 1;
        };
    }
}
