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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrowserArgumentsTest {

    static Stream<Arguments> options() {
        return Stream.of(
                Arguments.of("--no-sandbox", List.of("--no-sandbox")),
                Arguments.of("  --a=1 \t\n --b ", List.of("--a=1", "--b")),
                Arguments.of("--user-agent=\"My Agent 1.0\" --b", List.of("--user-agent=My Agent 1.0", "--b")),
                Arguments.of("'--user-agent=My Agent' --b", List.of("--user-agent=My Agent", "--b")),
                Arguments.of("--a='say \"hi\"' --b=\"it's\"", List.of("--a=say \"hi\"", "--b=it's")),
                Arguments.of("--a=\"\"", List.of("--a=")),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest
    @MethodSource("options")
    void argumentsAreSplitAtSpacesOutsideOfQuotes(String option, List<String> arguments) {
        assertThat(BrowserArguments.split(option)).isEqualTo(arguments);
    }

    @Test
    void emptyArgumentIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrowserArguments.split("--a \"\""))
                .withMessageContaining("does not begin with a hyphen");
    }

    @Test
    void missingOptionGivesNoArguments() {
        assertThat(BrowserArguments.split(null)).isEmpty();
    }
}
