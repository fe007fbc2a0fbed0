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

/** Which line closes a code block that begins with a fence of four backticks. */
class CodeFenceTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "````,true",
                "``````,true",
                "   ````,true",
                "```` \t,true",
                "````\r,true",
                "    ````,false",
                "\t````,false",
                "```,false",
                "~~~~,false",
                "```` a,false",
                "```` ````,false",
                "``` `,false",
                "a````,false",
                ",false"
            })
    void closingFenceHasAtLeastTheLengthOfTheOpeningOne(String line, boolean closes) {
        CodeFence fence = new CodeFence('`', 4, 3);

        assertThat(read(fence, "code")).isFalse();
        assertThat(read(fence, line)).isEqualTo(closes);
    }

    private static boolean read(CodeFence fence, String line) {
        if (line != null) {
            line.codePoints()
                    .forEach(codePoint -> assertThat(fence.read(codePoint)).isFalse());
        }
        return fence.read('\n');
    }
}
