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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Checks that readers and search engines find each page: navigation, title, description and cross-references. */
class NavigationTest {

    private static final Pattern CROSS_REFERENCE = Pattern.compile("xref:(?<page>[^#\\[]+)(#(?<anchor>[^\\[]+))?\\[");

    @Test
    void navigationNamesEveryPage() throws Exception {
        List<String> antora = pagesIn(Docs.ROOT.resolve("nav.adoc"), "xref:([\\w-]+)\\.adoc");
        List<String> rendered = pagesIn(Path.of("docinfo-header.html"), "href=\"([\\w-]+)\\.html\"");

        assertThat(antora).isEqualTo(rendered).doesNotHaveDuplicates();
        try (Stream<Path> pages = Files.list(Docs.ROOT.resolve("pages"))) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".adoc", "")))
                    .containsExactlyInAnyOrderElementsOf(antora);
        }
    }

    @Test
    void everyPageHasATitleAndADescription() throws Exception {
        for (Path page : Docs.pages()) {
            assertThat(Files.readString(page)).as("%s", page).matches("(?s)= [^\n]+\n:description: [^\n]+\\.\n.*");
        }
    }

    @Test
    void everyCrossReferenceHasATarget() throws Exception {
        for (Path page : Docs.pages()) {
            Matcher reference = CROSS_REFERENCE.matcher(Files.readString(page));
            while (reference.find()) {
                Path target = page.resolveSibling(reference.group("page"));
                assertThat(target).as("%s in %s", reference.group(), page).exists();
                if (reference.group("anchor") != null) {
                    assertThat(target).content().as("%s", page).contains("[#" + reference.group("anchor") + "]\n");
                }
            }
        }
    }

    private static List<String> pagesIn(Path navigation, String link) throws Exception {
        return Pattern.compile(link)
                .matcher(Files.readString(navigation))
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
