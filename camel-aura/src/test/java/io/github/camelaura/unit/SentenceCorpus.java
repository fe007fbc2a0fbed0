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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A text with the ends of its sentences, which were set by hand. White space after a sentence does not count, so an end is the position
 * after the last character that is not white space. The end of the text is no end of a sentence, because every algorithm finds it.
 *
 * @param language the language of the text
 * @param text the text
 * @param ends the ends of its sentences
 */
record SentenceCorpus(Locale language, String text, NavigableSet<Integer> ends) {

    private static final char MARKER = '\u00A6';

    /** Reads {@code sentences/NAME.txt}, in which a broken bar stands after each sentence. The name ends with the language. */
    static SentenceCorpus read(String name) {
        String marked;
        try (InputStream in = SentenceCorpus.class.getResourceAsStream("/sentences/" + name + ".txt")) {
            marked = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder text = new StringBuilder();
        NavigableSet<Integer> ends = new TreeSet<>();
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c == MARKER) {
                ends.add(withoutSpace(text, text.length()));
            } else {
                text.append(c);
            }
        }
        return of(Locale.forLanguageTag(name.substring(name.lastIndexOf('/') + 1)), text.toString(), ends);
    }

    private static SentenceCorpus of(Locale language, String text, NavigableSet<Integer> ends) {
        ends.remove(withoutSpace(text, text.length()));
        return new SentenceCorpus(language, text, ends);
    }

    /** Returns the ends of units that are the text. */
    NavigableSet<Integer> endsOf(Iterable<String> units) {
        NavigableSet<Integer> found = new TreeSet<>();
        int position = 0;
        for (String unit : units) {
            position += unit.length();
            found.add(withoutSpace(text, position));
        }
        found.remove(withoutSpace(text, text.length()));
        found.remove(0);
        return found;
    }

    /** Returns the harmonic mean of precision and recall. */
    double f1(NavigableSet<Integer> found) {
        long right = found.stream().filter(ends::contains).count();
        return 2.0 * right / (found.size() + ends.size());
    }

    /** Returns the text around the wrong and the missing ends, for messages. */
    String differences(NavigableSet<Integer> found) {
        StringBuilder differences = new StringBuilder();
        NavigableSet<Integer> all = new TreeSet<>(ends);
        all.addAll(found);
        for (int end : all) {
            if (found.contains(end) != ends.contains(end)) {
                differences
                        .append(found.contains(end) ? "wrong:   " : "missing: ")
                        .append(text.substring(Math.max(0, end - 30), end))
                        .append(MARKER)
                        .append(text.substring(end, Math.min(text.length(), end + 20)))
                        .append('\n');
            }
        }
        return differences.toString();
    }

    private static int withoutSpace(CharSequence text, int end) {
        int at = end;
        while (at > 0 && Marks.isSpace(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
