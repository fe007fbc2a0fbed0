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
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraException;
import io.github.camelaura.docs.Prose.Span;

/** The reference pages are complete: they name each exception, reason, JMX attribute, JMX operation and package. */
class ReferencePagesTest {

    private static final Path PAGES = Docs.ROOT.resolve("pages");
    private static final Path COMPONENT = Docs.REPOSITORY.resolve("camel-aura/src/main/java/io/github/camelaura");

    @Test
    void exceptionsPageNamesEveryException() throws Exception {
        try (Stream<Path> files = Files.list(COMPONENT)) {
            List<String> exceptions = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Exception.java"))
                    .map(file -> file.replace(".java", ""))
                    .toList();

            assertThat(exceptions).contains(AuraException.class.getSimpleName());
            assertThat(words(Files.readString(PAGES.resolve("exceptions.adoc"))))
                    .containsAll(exceptions);
        }
    }

    @Test
    void troubleshootingPagesNameEveryReasonOfAFailedLogin() throws Exception {
        StringBuilder pages = new StringBuilder();
        for (Path page : Docs.pages()) {
            if (page.toString().endsWith("troubleshooting.adoc")) {
                pages.append(Files.readString(page));
            }
        }

        assertThat(AuraCredentialException.Reason.values())
                .allSatisfy(reason -> assertThat(pages).containsPattern("\\b" + reason + "\\b"));
    }

    @Test
    void jmxSectionNamesWhatTheBeansHave() throws Exception {
        String page = Files.readString(PAGES.resolve("management.adoc"));
        String section = page.substring(page.indexOf("[#jmx]")).split("(?m)^== ")[1];
        List<String> words = words(section).stream()
                .filter(word -> word.matches("[A-Z]\\w+|\\w+\\(\\w*\\)"))
                .map(word -> word.replaceFirst("\\(.*", ""))
                .filter(word -> !word.startsWith("Camel") && !word.startsWith("Aura"))
                .distinct()
                .toList();

        assertThat(words)
                .containsExactlyInAnyOrderElementsOf(
                        Sources.read(Docs.REPOSITORY).managed());
    }

    @Test
    void architectureNamesEveryPackage() throws Exception {
        String text = Files.readString(Docs.REPOSITORY.resolve("ARCHITECTURE.md"));
        List<String> packages = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(text.substring(text.indexOf("## Packages"), text.indexOf("## The path of a chunk")))
                .results()
                .map(row -> row.group(1))
                .toList();

        try (Stream<Path> files = Files.list(COMPONENT)) {
            assertThat(files.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(packages);
        }
    }

    /** Returns what is in backticks. */
    private static List<String> words(String text) {
        return Prose.of("page", text).spans().map(Span::text).toList();
    }
}
