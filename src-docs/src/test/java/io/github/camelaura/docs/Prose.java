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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in AsciiDoc or Markdown.
 *
 * @param name the name of the file in messages
 */
record Prose(String name, List<Line> lines) {

    private static final Pattern FENCE = Pattern.compile("(----|\\.\\.\\.\\.|```).*");
    private static final Pattern SPAN = Pattern.compile("(?<!\\\\)`([^`]+)`");

    /**
     * A line of a page.
     *
     * @param place file and line for messages, such as {@code cancel.adoc:12}
     * @param code whether the line is in a block of code
     */
    record Line(String place, String text, boolean code) {

        /** Returns the text without the words in backticks. */
        String withoutSpans() {
            return SPAN.matcher(text).replaceAll("");
        }
    }

    /**
     * A word or a text in backticks.
     *
     * @param text as a reader sees it: without what keeps AsciiDoc from interpreting it
     */
    record Span(String place, String text) {}

    static Prose read(Path file) throws IOException {
        return of(file.getFileName().toString(), Files.readString(file));
    }

    static Prose of(String name, String text) {
        List<Line> lines = new ArrayList<>();
        String fence = null;
        for (String line : text.lines().toList()) {
            boolean delimiter = fence == null ? FENCE.matcher(line).matches() : line.equals(fence);
            if (delimiter) {
                fence = fence == null ? line.replaceFirst("^```.*", "```") : null;
            }
            lines.add(new Line(name + ":" + (lines.size() + 1), line, delimiter || fence != null));
        }
        return new Prose(name, List.copyOf(lines));
    }

    /** Returns the lines outside of blocks of code. */
    Stream<Line> text() {
        return lines.stream().filter(line -> !line.code());
    }

    /** Returns what is in backticks outside of blocks of code. */
    Stream<Span> spans() {
        return text().flatMap(line ->
                SPAN.matcher(line.text()).results().map(span -> new Span(line.place(), unescaped(span.group(1)))));
    }

    private static String unescaped(String text) {
        return text.replaceFirst("^\\+(.+)\\+$", "$1").replaceAll("\\\\(?=[{*|\\\\h:])", "");
    }
}
