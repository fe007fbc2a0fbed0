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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the first characters of a line say about it. */
class LineStartTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '^',
            value = {
                "-;UNDECIDED",
                "- ;ITEM",
                "--;PLAIN",
                "-a;PLAIN",
                "*;UNDECIDED",
                "* ;ITEM",
                "**;PLAIN",
                "•\t;ITEM",
                "1;UNDECIDED",
                "123.;UNDECIDED",
                "123. ;ITEM",
                "1990;PLAIN",
                "1) ;ITEM",
                "1.5;PLAIN",
                "1a;PLAIN",
                "(2;UNDECIDED",
                "(2) ;ITEM",
                "(2. ;PLAIN",
                "();PLAIN",
                "a;UNDECIDED",
                "a. ;ITEM",
                "a) ;ITEM",
                "A) ;ITEM",
                "A.;PLAIN",
                "ab;PLAIN",
                "٣. ;ITEM",
                "#;UNDECIDED",
                "###### ;HEADING",
                "#######;PLAIN",
                "#a;PLAIN",
                "``;UNDECIDED",
                "```;FENCE",
                "``a;PLAIN",
                "~~~;FENCE",
                "|;ROW",
                "—;DIALOGUE",
                "–;DIALOGUE",
                "中;UNDECIDED",
                "\";PLAIN",
                ".;PLAIN"
            })
    void firstCharactersSayWhatALineIs(String line, LineStart kind) {
        assertThat(LineStart.of(line)).isEqualTo(kind);
    }
}
