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

import java.util.Locale;

/** The word that is read, and the words before it in its sentence as far as they matter. */
final class Word {

    private static final int MOST_CHARS = 32; // a longer word is no abbreviation

    private StringBuilder current = new StringBuilder();
    private StringBuilder previous = new StringBuilder();
    private String dotted = "";
    private boolean first = true;
    private boolean marks;

    /** Adds a character. Quotes, brackets and other marks before the first letter or digit are not part of the word. */
    void add(int codePoint) {
        marks |= isEmpty();
        if (current.length() < MOST_CHARS && (current.length() > 0 || Character.isLetterOrDigit(codePoint))) {
            current.appendCodePoint(codePoint);
        }
    }

    void add(CharSequence marks) {
        for (int i = 0; i < marks.length(); i++) {
            add(marks.charAt(i));
        }
    }

    /** Ends the word at a space. */
    void end() {
        marks = false;
        if (current.length() == 0) {
            return;
        }
        boolean stop = current.charAt(current.length() - 1) == '.' && dotted.length() < MOST_CHARS;
        dotted = stop ? dotted + current : "";
        StringBuilder old = previous;
        previous = current;
        current = old;
        current.setLength(0);
        first = false;
    }

    /** Begins a new sentence. */
    void reset() {
        current.setLength(0);
        previous.setLength(0);
        dotted = "";
        first = true;
        marks = false;
    }

    boolean isEmpty() {
        return current.length() == 0;
    }

    /** Returns whether there are only marks between the space and here, such as "%" or a guillemet. */
    boolean isMarks() {
        return marks && isEmpty();
    }

    /** Returns whether the sentence begins with this word. */
    boolean isFirst() {
        return first;
    }

    /** Returns the last character of the word, or 0. */
    int last() {
        return isEmpty() ? 0 : current.codePointBefore(current.length());
    }

    String text() {
        return current.toString();
    }

    /** Returns the word with the abbreviated words directly before it, without spaces, in lower case. */
    String withDotted() {
        return (dotted + current).toLowerCase(Locale.ROOT);
    }

    String previous() {
        return previous.toString();
    }
}
