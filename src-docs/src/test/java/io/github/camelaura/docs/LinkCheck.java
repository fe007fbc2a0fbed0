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

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelaura.docs.Prose.Line;
import io.github.camelaura.docs.Prose.Span;

/** Finds links of a page, and names of files of the repository, that lead nowhere. It opens no connection. */
final class LinkCheck {

    private static final Pattern REFERENCE = Pattern.compile("xref:(?<page>[^\\[#\\s]*)(#(?<anchor>[^\\[\\s]+))?\\[");
    private static final Pattern HERE = Pattern.compile("<<(?<anchor>[^,>]+)(,[^>]*)?>>");
    private static final Pattern ANCHOR = Pattern.compile("^\\[#([\\w-]+)|\\[\\[([\\w-]+)]]");
    private static final Pattern FILE = Pattern.compile("(?<kind>image::?|link:|include::)(?<path>[^\\[\\s]+)\\[");
    private static final Pattern MARKDOWN = Pattern.compile("]\\((?<path>[^)#\\s]*)(#(?<anchor>[^)\\s]+))?\\)");
    private static final Pattern URL = Pattern.compile("(?<![\\\\\\w])https?://[^\\s\\[\\])>\"|]*");
    private static final Pattern OF_REPOSITORY =
            Pattern.compile("(camel-aura|camel-aura-example|src-docs|\\.ci)/[\\w./-]+|[A-Z]+\\.md");

    private final Path repository;
    private final Path docs;

    /**
     * Checks the pages of a repository.
     *
     * @param docs the folder with the folders of pages, images, attachments, examples and partials
     */
    LinkCheck(Path repository, Path docs) {
        this.repository = repository;
        this.docs = docs;
    }

    /** Returns one message for each link of a page in AsciiDoc or Markdown that leads nowhere. */
    List<String> check(Path page) throws IOException {
        Prose prose = Prose.read(page);
        List<String> findings = new ArrayList<>();
        for (Line line : prose.lines()) {
            if (!page.toString().endsWith(".md")) {
                files(line, findings);
            }
            if (line.code()) {
                continue;
            }
            if (page.toString().endsWith(".md")) {
                markdown(page, line, findings);
            } else {
                references(page, line, findings);
            }
            URL.matcher(line.withoutSpans()).results().forEach(url -> external(line, url.group(), findings));
        }
        prose.spans().forEach(span -> ofRepository(span, findings));
        return findings;
    }

    private void references(Path page, Line line, List<String> findings) throws IOException {
        for (MatchResult each : Stream.concat(
                        REFERENCE.matcher(line.text()).results(),
                        HERE.matcher(line.withoutSpans()).results())
                .toList()) {
            boolean other = each.group().startsWith("xref:") && !each.group(1).isEmpty();
            Path target = other ? page.resolveSibling(each.group(1)) : page;
            String anchor = each.group().startsWith("xref:") ? each.group(3) : each.group(1);
            if (!Files.isRegularFile(target)) {
                findings.add("%s: %s is not a page".formatted(line.place(), each.group(1)));
            } else if (anchor != null && !anchors(target).contains(anchor)) {
                findings.add("%s: %s has no anchor [#%s]".formatted(line.place(), target.getFileName(), anchor));
            }
        }
    }

    private static List<String> anchors(Path page) throws IOException {
        return Prose.read(page)
                .text()
                .flatMap(line -> ANCHOR.matcher(line.text()).results())
                .map(anchor -> anchor.group(1) == null ? anchor.group(2) : anchor.group(1))
                .toList();
    }

    private void files(Line line, List<String> findings) {
        FILE.matcher(line.text()).results().forEach(link -> {
            String path = link.group(2);
            if (!Files.isRegularFile(
                    docs.resolve(link.group(1).startsWith("image") ? "images/" + path : local(path)))) {
                findings.add("%s: %s%s is not a file".formatted(line.place(), link.group(1), path));
            }
        });
    }

    private static String local(String path) {
        return path.replace("{attachmentsdir}", "attachments")
                .replace("{examples}", "examples/")
                .replace("{partials}", "partials/");
    }

    private static void markdown(Path page, Line line, List<String> findings) throws IOException {
        for (MatchResult link : MARKDOWN.matcher(line.text()).results().toList()) {
            if (link.group(1).matches("https?:.*")) {
                continue;
            }
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            if (!Files.exists(target)) {
                findings.add("%s: %s is not a file".formatted(line.place(), link.group(1)));
            } else if (link.group(3) != null && !headings(target).contains(link.group(3))) {
                findings.add("%s: %s has no heading #%s".formatted(line.place(), target.getFileName(), link.group(3)));
            }
        }
    }

    /** Returns the anchors that GitHub makes of the headings of a page in Markdown, and those of a page in AsciiDoc. */
    private static List<String> headings(Path page) throws IOException {
        if (!page.toString().endsWith(".md")) {
            return anchors(page);
        }
        return Prose.read(page)
                .text()
                .map(Line::text)
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ +", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }

    /** Only this machine may be without https, as where an example listens. */
    private static void external(Line line, String url, List<String> findings) {
        try {
            String host = new URI(url.replaceFirst("[.,:;]+$", "")).getHost();
            if (host == null) {
                findings.add("%s: %s has no host".formatted(line.place(), url));
            } else if (!url.startsWith("https:") && !host.matches("localhost|127\\.0\\.0\\.1")) {
                findings.add("%s: %s is not https".formatted(line.place(), url));
            }
        } catch (URISyntaxException e) {
            findings.add("%s: %s is not a URL: %s".formatted(line.place(), url, e.getReason()));
        }
    }

    /** What a build makes is not there yet. */
    private void ofRepository(Span span, List<String> findings) {
        if (OF_REPOSITORY.matcher(span.text()).matches()
                && !span.text().contains("/target")
                && !Files.exists(repository.resolve(span.text()))) {
            findings.add("%s: `%s` is not in the repository".formatted(span.place(), span.text()));
        }
    }
}
