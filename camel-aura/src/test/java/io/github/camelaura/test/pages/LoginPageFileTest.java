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
package io.github.camelaura.test.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Files of login pages, and random login pages. */
class LoginPageFileTest {

    private static final String HEAD = """
            <!--
            about: A page.
            browsers: chromium, htmlunit
            outcome: rejected
            received: password in p of /login
            -->
            """;

    @Test
    void corpusHasManyPagesForEachBrowser() {
        List<LoginPageFile> pages = LoginPageFile.all(Path.of("src/test/resources/login-pages"));

        assertThat(pages)
                .filteredOn(page -> page.browsers().contains("chromium"))
                .hasSizeGreaterThan(60);
        assertThat(pages)
                .filteredOn(page -> page.browsers().contains("htmlunit"))
                .hasSizeGreaterThan(60);
        assertThat(pages).allMatch(page -> List.of("chromium", "htmlunit").containsAll(page.browsers()));
    }

    @Test
    void fileMayHoldSeveralDocuments() {
        LoginPageFile page = LoginPageFile.parse(
                "x",
                HEAD + "first\n<!-- page: POST /login 401+2 -->\nsecond\n<!-- other-origin: /go 302 {site}/ -->\n"
                        + "<!-- page: /never.js never -->\n");

        assertThat(page.received()).containsExactly(new LoginPageFile.Place(true, "p", "/login"));
        assertThat(page.routes())
                .containsExactly(
                        new LoginPageFile.Route(false, "GET", "/", "200", "", "first\n"),
                        new LoginPageFile.Route(false, "POST", "/login", "401+2", "", "second\n"),
                        new LoginPageFile.Route(true, "GET", "/go", "302", "{site}/", ""),
                        new LoginPageFile.Route(false, "GET", "/never.js", "never", "", ""));
    }

    @Test
    void unknownLineIsRejectedByName() {
        assertThatThrownBy(() -> LoginPageFile.parse("x", HEAD.replace("outcome", "outcom")))
                .hasMessageContaining("x")
                .hasMessageContaining("outcom");
    }

    @Test
    void randomPageIsRepeatedByItsSeed() {
        for (int seed = 0; seed < 200; seed++) {
            LoginPageFile page = RandomLoginPage.make("x", new Random(seed), true);

            assertThat(RandomLoginPage.make("x", new Random(seed), true)).isEqualTo(page);
            assertThat(page.outcome()).isIn("logged-in", "unclear", "any");
        }
    }
}
