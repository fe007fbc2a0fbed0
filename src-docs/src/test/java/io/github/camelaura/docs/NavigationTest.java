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
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Checks that readers and search engines find each page: navigation, title and description. */
class NavigationTest {

    private static final Pattern ANTORA =
            Pattern.compile("\\*+ (?:xref:(?<page>[\\w-]+)\\.adoc\\[(?<title>.+)]|(?<group>.+))");
    private static final Pattern RENDERED = Pattern.compile(
            " +(?:<a href=\"(?<page>[\\w-]+)\\.html\">(?<title>.+)</a>|<summary>(?<group>.+)</summary>)");

    @Test
    void navigationNamesEveryPage() throws Exception {
        List<Entry> antora = entries(Docs.ROOT.resolve("nav.adoc"), ANTORA);

        assertThat(entries(Docs.REPOSITORY.resolve("src-docs/docinfo-header.html"), RENDERED))
                .isEqualTo(antora);
        try (Stream<Path> pages = Files.list(Docs.ROOT.resolve("pages"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".adoc", "")))
                    .containsExactlyInAnyOrderElementsOf(antora.stream()
                            .map(Entry::page)
                            .filter(Objects::nonNull)
                            .toList());
        }
    }

    @Test
    void everyPageHasATitleAndADescription() throws Exception {
        for (Path page : Docs.pages()) {
            assertThat(Files.readString(page)).as("%s", page).matches("(?s)= [^\n]+\n:description: [^\n]+\\.\n.*");
        }
    }

    private static List<Entry> entries(Path navigation, Pattern pattern) throws Exception {
        return Files.readAllLines(navigation).stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(entry -> new Entry(entry.group("page"), entry.group("title"), entry.group("group")))
                .toList();
    }

    /** A page with its title, or the title of a group of pages. */
    private record Entry(String page, String title, String group) {}
}
