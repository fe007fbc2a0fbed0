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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of a server's text a message shows. */
class ShownTextTest {

    private static final List<String> NONE = List.of();

    @Test
    void jsonAndPlainTextAreShownOnOneLine() {
        assertThat(ShownText.body("application/json", "{\"error\":\n  \"no key\"}", NONE))
                .isEqualTo("{\"error\": \"no key\"}");
        assertThat(ShownText.body("text/plain", " Blocked\r\nby policy\n", NONE))
                .isEqualTo("Blocked by policy");
        assertThat(ShownText.body(null, "Blocked", NONE)).isEqualTo("Blocked");
        assertThat(ShownText.body("application/problem+json", "{}", NONE)).isEqualTo("{}");
    }

    @Test
    void onlyTheTitleOfHtmlIsShown() {
        String page = "<!DOCTYPE html><html><head><TITLE lang=en>\nSign in </TITLE></head><body>jane</body></html>";

        assertThat(ShownText.body("text/html", page, NONE)).isEqualTo("Sign in");
        assertThat(ShownText.body("application/json", page, NONE)).isEqualTo("Sign in");
        assertThat(ShownText.body(null, "\uFEFF " + page, NONE)).isEqualTo("Sign in");
        assertThat(ShownText.body("text/html", "<p>jane", NONE)).isEmpty();
        assertThat(ShownText.body("text/html", "jane", NONE)).isEmpty();
    }

    @Test
    void bodiesOfOtherTypesAreNotShown() {
        assertThat(ShownText.body("image/png", "PNG", NONE)).isEmpty();
        assertThat(ShownText.body("application/xml", "<error>jane</error>", NONE))
                .isEmpty();
        assertThat(ShownText.body("text/plain", null, NONE)).isEmpty();
    }

    @Test
    void controlCharactersLineSeparatorsAndDirectionMarksAreRemoved() {
        String shown = ShownText.text("a\u0000b\u001B[31mc\u2028d\u2029e\u202Ef\u0085g\u200Bh\uD800i\tj", NONE);

        assertThat(shown).isEqualTo("ab[31mc d ef ghi j");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(ShownText.text("x".repeat(200), NONE)).hasSize(200).doesNotContain("...");
        assertThat(ShownText.text("x".repeat(201), NONE)).hasSize(200).endsWith("x...");
        String faces = ShownText.text("x" + "\uD83D\uDE00".repeat(200), NONE);
        assertThat(faces).hasSizeLessThanOrEqualTo(200).endsWith("\uD83D\uDE00...");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pä/ \"<&'\\ 12",
                "PÄ/ \"<&'\\ 12",
                "p%C3%A4%2f+%22%3C%26%27%5C%2012",
                "p\\u00e4\\/ \\\"\\u003c\\u0026'\\\\ 12",
                "p&#228;/ &quot;&lt;&amp;&#x27;\\ 12",
                "pä/\n\"<&'\\\t 12",
                "p\u0000ä/ \"<&'\\ 12"
            })
    void secretIsMaskedInEveryFormThatServersUse(String form) {
        assertThat(ShownText.text("user " + form + " is wrong", List.of("pä/ \"<&'\\ 12")))
                .isEqualTo("user *** is wrong");
    }

    @Test
    void secretsThatOverlapAreMaskedAsOne() {
        assertThat(ShownText.text("-abcd-", List.of("abc", "bcd"))).isEqualTo("-***-");
        assertThat(ShownText.text("-jane-pw-", List.of("jane", "jane-pw"))).isEqualTo("-***-");
        assertThat(ShownText.text("aaa b", List.of("aa"))).isEqualTo("*** b");
    }

    @Test
    void secretIsMaskedBeforeTheTextIsCut() {
        String shown = ShownText.text("x".repeat(190) + "secret-of-jane", List.of("secret-of-jane"));

        assertThat(shown).isEqualTo("x".repeat(190) + "***");
    }

    @Test
    void secretInATitleIsMasked() {
        assertThat(ShownText.body("text/html", "<title>No jane here</title>", List.of("jane")))
                .isEqualTo("No *** here");
    }

    @Test
    void emptySecretsMaskNothing() {
        assertThat(ShownText.text("text", Arrays.asList("", null, " "))).isEqualTo("text");
    }

    @Test
    void longSecretsAreMasked() {
        String secret = "a%b".repeat(1234);

        assertThat(ShownText.text("before " + secret + " after", List.of(secret)))
                .isEqualTo("before *** after");
        assertThat(ShownText.text("before " + secret.replace("%", "%25") + "!", List.of(secret)))
                .isEqualTo("before ***!");
    }
}
