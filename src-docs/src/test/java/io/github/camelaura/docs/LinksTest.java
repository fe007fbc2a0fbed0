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
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No link of the pages leads nowhere. */
class LinksTest {

    @TempDir
    private Path repository;

    static Stream<Path> documents() throws Exception {
        return Docs.documents().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws Exception {
        assertThat(new LinkCheck(Docs.REPOSITORY, Docs.ROOT).check(document)).isEmpty();
    }

    @Test
    void anchorsOfAPageAreDifferent() throws Exception {
        for (Path page : Docs.pages()) {
            List<String> anchors = new ArrayList<>(Files.readAllLines(page));
            anchors.removeIf(line -> !line.startsWith("[#"));
            assertThat(anchors).as("%s", page).doesNotHaveDuplicates();
        }
    }

    @BeforeEach
    void writeFiles() throws Exception {
        for (String file : List.of("pages/other.adoc", "images/a.svg", "attachments/a.json", "examples/a.yaml")) {
            Path path = repository.resolve("docs").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "= Other\n\n[#there]\n== There\n\n----\n[#code]\n----\n");
        }
        Files.writeString(repository.resolve("OTHER.md"), "# Other\n\n## What is `it`?\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "xref:other.adoc[x], xref:other.adoc#there[x], xref:#here[x], <<here>>, <<here,x>>;",
                "`<<nowhere>>` is code, and \\https://sso.example.com/ not a link;",
                "image::a.svg[x]; ",
                "link:{attachmentsdir}/a.json[x]; ",
                "include::{examples}a.yaml[tag=x]; ",
                "https://camel.apache.org/a.html#b[x], http://127.0.0.1:8080.; ",
                "`OTHER.md`, `docs/images`, `src-docs/target/html`; ",
                "xref:none.adoc[x]; p.adoc:2: none.adoc is not a page",
                "xref:none.adoc#there[x]; p.adoc:2: none.adoc is not a page",
                "xref:other.adoc#none[x]; p.adoc:2: other.adoc has no anchor [#none]",
                "xref:other.adoc#code[x]; p.adoc:2: other.adoc has no anchor [#code]",
                "xref:#none[x]; p.adoc:2: p.adoc has no anchor [#none]",
                "see <<none>>; p.adoc:2: p.adoc has no anchor [#none]",
                "<<none,x>>; p.adoc:2: p.adoc has no anchor [#none]",
                "image::none.svg[x]; p.adoc:2: image::none.svg is not a file",
                "link:{attachmentsdir}/none.json[x]; p.adoc:2: link:{attachmentsdir}/none.json is not a file",
                "include::{examples}none.yaml[]; p.adoc:2: include::{examples}none.yaml is not a file",
                "http://camel.apache.org[x]; p.adoc:2: http://camel.apache.org is not https",
                "https:///a[x]; p.adoc:2: https:///a has no host",
                "https://camel.apache.org/{x}[x]; "
                        + "p.adoc:2: https://camel.apache.org/{x} is not a URL: Illegal character in path",
                "`src-docs/none.adoc`; p.adoc:2: `src-docs/none.adoc` is not in the repository",
                "`NONE.md`; p.adoc:2: `NONE.md` is not in the repository"
            })
    void findsWhatLeadsNowhereInAsciiDoc(String text, String finding) throws Exception {
        assertThat(check("docs/pages/p.adoc", "[#here]\n" + text + "\n")).isEqualTo(messages(finding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[x](OTHER.md), [x](OTHER.md#what-is-it), [x](#here), ![x](docs/images/a.svg), [x](https://a.example);",
                "[x](docs/pages/other.adoc#there);",
                "[x](NONE.md); P.md:2: NONE.md is not a file",
                "![x](docs/images/none.svg); P.md:2: docs/images/none.svg is not a file",
                "[x](OTHER.md#none); P.md:2: OTHER.md has no heading #none",
                "[x](docs/pages/other.adoc#none); P.md:2: other.adoc has no heading #none",
                "[x](#none); P.md:2: P.md has no heading #none",
                "[x](http://a.example); P.md:2: http://a.example is not https"
            })
    void findsWhatLeadsNowhereInMarkdown(String text, String finding) throws Exception {
        assertThat(check("P.md", "## Here\n" + text + "\n")).isEqualTo(messages(finding));
    }

    private static List<String> messages(String finding) {
        return finding == null ? List.of() : List.of(finding);
    }

    private List<String> check(String name, String text) throws Exception {
        Path page = Files.writeString(repository.resolve(name), text);
        return new LinkCheck(repository, repository.resolve("docs")).check(page);
    }
}
