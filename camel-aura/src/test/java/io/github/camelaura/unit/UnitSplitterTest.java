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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.ChunkUnit;

/** The units of a text and its pieces. */
class UnitSplitterTest {

    private static final int ROUNDS = 3000;
    private static final int MOST_PARTS = 60;
    private static final int MEGABYTE = 1 << 20;

    private static final List<String> PARTS = List.of(
            " ",
            " ",
            " ",
            " ",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\t",
            "\u00A0",
            ".",
            ".",
            ". ",
            "!",
            "?",
            "…",
            "...",
            "。",
            "！",
            "।",
            "a",
            "B",
            "word",
            "Word",
            "Dr.",
            "z. B. ",
            "3",
            "42",
            "1. ",
            "am 3. Mai",
            "e.g.",
            "etc.",
            "J.",
            "The",
            "「",
            "」",
            "と",
            "中",
            "\"",
            "“",
            "”",
            "«",
            "»",
            "(",
            ")",
            "[",
            "]",
            "*",
            "**",
            "_",
            "`",
            "```",
            "````",
            "~~~",
            "- ",
            "# ",
            "|",
            "—",
            "> ",
            ",",
            ":",
            "😀",
            "\uD83D",
            "\uDE00",
            "\uD804\uDD41",
            "é",
            "e\u0301",
            "http://a.b/c?d=e",
            "и т. д.",
            "د.");

    @Test
    void linesEndAfterLineFeeds() {
        check(ChunkUnit.LINE, "a\n¦b\r\n¦\n¦ \n¦\rc\rd\n¦```\n¦e\r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "One.\nTwo.\n\n¦Three.\r\n\r\n¦Four.\n \t\n¦Five.",
                "\n\n  \nOne.\n\n¦\n\nTwo.\n\n¦\n",
                "# Heading\nText\n- item\n- item\n\n¦Text",
                "Code:\n¦```\na\n\nb\n```\n¦Text\n\n¦```\n\n```\n¦\n```\n\n",
                "Code:\r\n¦~~~ js\r\n\r\n~~~\r\n¦\r\nText",
                "```in```\n\n¦``a``\n\n¦`````\n```\n\n`````\n¦End",
                "1. Item\n\n¦   ```\n\n   ```\n¦   Text\n\n¦Text\n\n¦    ```\n\n¦    Text"
            })
    void paragraphsEndAfterBlankLinesAndAroundCode(String marked) {
        check(ChunkUnit.PARAGRAPH, marked);
    }

    @Test
    void arrivalsAreUnits() {
        List<String> pieces = List.of("One. T", "\n\n", "wo", " ");

        assertThat(Units.of(UnitSplitter.of(ChunkUnit.ARRIVAL, 0, null), pieces))
                .isEqualTo(pieces);
        assertThat(Units.of(UnitSplitter.of(ChunkUnit.ARRIVAL, 7, null), pieces))
                .containsExactly("One. T\n\n", "wo ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, Hi. |Ho. |Hello. |Bye",
        "4, Hi. |Ho. |Hello. |Bye",
        "5, Hi. Ho. |Hello. |Bye",
        "20, Hi. Ho. Hello. Bye"
    })
    void shortUnitIsJoinedWithTheNextOne(int minLength, String units) {
        List<String> expected = List.of(units.split("\\|"));

        assertThat(Units.of(
                        UnitSplitter.of(ChunkUnit.SENTENCE, minLength, null),
                        List.of("Hi. ", "Ho. H", "ello. B", "ye")))
                .isEqualTo(expected);
    }

    @Test
    void restIsTheBeginningOfAUnitThatGoesOn() {
        UnitSplitter splitter = UnitSplitter.of(ChunkUnit.SENTENCE, 0, Locale.ENGLISH);

        splitter.add("One. See Dr.");
        assertThat(splitter.next()).isEqualTo("One. ");
        assertThat(splitter.next()).isNull();
        assertThat(splitter.rest()).isEqualTo("See Dr.");
        assertThat(splitter.isEmpty()).isTrue();
        assertThat(splitter.rest()).isEmpty();

        splitter.add(" Miller. ");
        assertThat(splitter.isEmpty()).isFalse();
        assertThat(splitter.next()).isEqualTo(" Miller. ");
        splitter.add("End.");
        assertThat(splitter.rest()).isEqualTo("End.");
        splitter.add(" ");
        assertThat(splitter.next()).isNull();
        assertThat(splitter.rest()).isEqualTo(" ");
    }

    @Test
    void restWithinACodeBlockDoesNotEndTheBlock() {
        UnitSplitter splitter = UnitSplitter.of(ChunkUnit.PARAGRAPH, 0, null);

        splitter.add("```\na");
        assertThat(splitter.rest()).isEqualTo("```\na");
        splitter.add("\n\nb\n```\n\n");

        assertThat(splitter.next()).isEqualTo("\n\nb\n```\n");
    }

    @ParameterizedTest
    @EnumSource(ChunkUnit.class)
    void unitsOfRandomTextAreTheText(ChunkUnit unit) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            int minLength = random.nextInt(3) * random.nextInt(20);
            UnitSplitter splitter = UnitSplitter.of(unit, minLength, null);
            StringBuilder units = new StringBuilder();
            for (String piece : pieces(random, text)) {
                splitter.add(piece);
                Units.certain(splitter).forEach(units::append);
                if (random.nextInt(10) == 0) {
                    units.append(splitter.rest());
                }
            }
            assertThat(units + splitter.rest()).as("seed %s", seed).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ChunkUnit.class, names = "ARRIVAL", mode = EnumSource.Mode.EXCLUDE)
    void unitsOfRandomTextDoNotDependOnItsPieces(ChunkUnit unit) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            String text = text(random);
            int minLength = random.nextInt(3) * random.nextInt(20);
            Locale language = random.nextBoolean() ? Locale.GERMAN : null;

            List<String> whole = Units.of(UnitSplitter.of(unit, minLength, language), List.of(text));

            assertThat(Units.of(UnitSplitter.of(unit, minLength, language), pieces(random, text)))
                    .as("seed %s", seed)
                    .isEqualTo(whole);
            assertThat(whole.subList(0, Math.max(0, whole.size() - 1)))
                    .as("seed %s", seed)
                    .allSatisfy(each -> assertThat(each).hasSizeGreaterThanOrEqualTo(minLength))
                    .allMatch(each -> unit == ChunkUnit.LINE || !each.isBlank());
        }
    }

    /** Work that is quadratic would take hours for these. {@code UnitBenchmark} compares the times of two lengths. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", " ", "\n", "\r", ".", ". ", "! ", "。", "`", "```\n", "~", "#", "-", "- ", "\"", "«", "(", "[",
                ".[1", "Dr. ", "J. ", "3. ", "a.", "…", "…\"", "*", "|", "\uD83D"
            })
    void hostileTextOfAMegabyteInPiecesOfOneCharIsDivided(String part) {
        String text = part.repeat(MEGABYTE / part.length());
        for (ChunkUnit unit : ChunkUnit.values()) {
            UnitSplitter splitter = UnitSplitter.of(unit, 0, null);
            long length = 0;
            for (int i = 0; i < text.length(); i++) {
                splitter.add(text.substring(i, i + 1));
                for (String each = splitter.next(); each != null; each = splitter.next()) {
                    length += each.length();
                }
            }
            assertThat(length + splitter.rest().length()).as(unit.name()).isEqualTo(text.length());
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(MOST_PARTS); parts > 0; parts--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    private static List<String> pieces(Random random, String text) {
        List<String> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(8);
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + random.nextInt(most + 1)); // a piece may be empty
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    private static void check(ChunkUnit unit, String marked) {
        List<String> expected = List.of(marked.split("¦"));
        String text = marked.replace("¦", "");

        assertThat(Units.whole(unit, null, text)).isEqualTo(expected);
        assertThat(Units.charByChar(unit, null, text)).isEqualTo(expected);
    }
}
