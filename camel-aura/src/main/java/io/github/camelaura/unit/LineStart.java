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

/** What the first characters of a line, without its indentation, say about the line. */
enum LineStart {
    /** More characters are needed. */
    UNDECIDED,
    /** Text without a mark of Markdown. */
    PLAIN,
    /** A list item: {@code -}, {@code *}, {@code +}, a bullet, {@code 1.}, {@code 1)}, {@code (1)}, {@code a.} or {@code a)}. */
    ITEM,
    /** A heading with one to six {@code #}. */
    HEADING,
    /** The row of a table. */
    ROW,
    /** A speech of a dialogue, which begins with a dash. */
    DIALOGUE,
    /** Three characters of a code fence. */
    FENCE;

    private static final int MOST_DIGITS = 3; // a number with more is likely a year
    private static final int HEADING_LEVELS = 6;
    private static final int FENCE_LENGTH = 3;

    /** Returns the kind of the line that begins with these characters, of which there is at least one. */
    static LineStart of(CharSequence line) {
        char first = line.charAt(0);
        return switch (first) {
            case '#' -> marks(line, HEADING_LEVELS);
            case '`', '~' -> fence(line);
            case '|' -> ROW;
            case '\u2013', '\u2014', '\u2015' -> DIALOGUE;
            case '-', '*', '+', '\u2022', '\u2023', '\u25AA', '\u25E6', '\u00B7' -> marks(line, 1);
            default -> numbered(line);
        };
    }

    /** Up to a number of equal marks and a space. */
    private static LineStart marks(CharSequence line, int most) {
        int run = run(line);
        if (run > most) {
            return PLAIN;
        }
        if (run == line.length()) {
            return UNDECIDED;
        }
        return isBlank(line.charAt(run)) ? (line.charAt(0) == '#' ? HEADING : ITEM) : PLAIN;
    }

    private static LineStart fence(CharSequence line) {
        int run = run(line);
        if (run == FENCE_LENGTH) {
            return FENCE;
        }
        return run == line.length() ? UNDECIDED : PLAIN;
    }

    /** A number or a letter, its stop or bracket, and a space. */
    private static LineStart numbered(CharSequence line) {
        boolean bracket = line.charAt(0) == '(';
        int at = bracket ? 1 : 0;
        int start = at;
        while (at < line.length() && Character.isDigit(line.charAt(at))) {
            at++;
        }
        if (at == start && at < line.length() && Character.isLetter(line.charAt(at))) {
            at++;
        } else if (at - start > MOST_DIGITS) {
            return PLAIN;
        }
        if (at == line.length()) {
            return UNDECIDED;
        }
        if (at == start || !closes(line.charAt(at), line.charAt(start), bracket)) {
            return PLAIN;
        }
        at++;
        if (at == line.length()) {
            return UNDECIDED;
        }
        return isBlank(line.charAt(at)) ? ITEM : PLAIN;
    }

    /** A capital letter with a stop is more likely an initial than the letter of an item; a syllable may be a sentence. */
    private static boolean closes(char mark, char number, boolean bracket) {
        return mark == ')' || (mark == '.' && !bracket && (Character.isDigit(number) || Character.isLowerCase(number)));
    }

    private static int run(CharSequence line) {
        int run = 1;
        while (run < line.length() && line.charAt(run) == line.charAt(0)) {
            run++;
        }
        return run;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00A0';
    }
}
