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

/** The marks at a possible end of a sentence, with the quotes, brackets and references that follow them directly. */
final class Stop {

    private final StringBuilder text = new StringBuilder();
    private int soft;
    private boolean hard;
    private boolean wide;
    private boolean quoted;
    private boolean reference;
    private boolean referenceClosed;

    /** Begins with the first mark. */
    void begin(int mark) {
        text.setLength(0);
        soft = 0;
        hard = false;
        quoted = false;
        reference = false;
        referenceClosed = false;
        addMark(mark);
    }

    private void addMark(int mark) {
        text.appendCodePoint(mark);
        wide = Marks.isWide(mark);
        if (Marks.isSoft(mark)) {
            soft += mark == '.' ? 1 : 2;
        } else {
            hard = true;
        }
    }

    /** Reads the next character and returns whether it belongs to the stop. */
    boolean read(int codePoint, Surroundings surroundings) {
        if (reference) {
            return readReference(codePoint);
        }
        if (Marks.isStop(codePoint)) {
            addMark(codePoint);
            return true;
        }
        if (wide ? surroundings.closesWide(codePoint) : Marks.isCloser(codePoint)) {
            close(codePoint);
            return true;
        }
        if (Marks.isSymbol(codePoint)) {
            text.appendCodePoint(codePoint);
            return true;
        }
        if (codePoint == '[' && !wide) {
            reference = true;
            text.append('[');
            return true;
        }
        return false;
    }

    /** A number in square brackets refers to a source. */
    private boolean readReference(int codePoint) {
        boolean belongs = (codePoint >= '0' && codePoint <= '9') || codePoint == '^';
        if (codePoint == ']') {
            reference = false;
            referenceClosed = true;
            belongs = true;
        }
        if (belongs) {
            text.appendCodePoint(codePoint);
        }
        return belongs;
    }

    /** Adds a character that closes a quotation, bracket or emphasis. */
    void close(int codePoint) {
        text.appendCodePoint(codePoint);
        quoted |= codePoint != '*' && codePoint != '_';
    }

    /** Returns whether the sentence ends here although the next character is not a space. */
    boolean endsBefore(int next, int before) {
        if (!wide) {
            return hard && !reference && Marks.isUnspaced(next) && Marks.isUnspaced(before);
        }
        boolean decimal = Character.isDigit(before) && Character.isDigit(next);
        return !decimal && !Marks.isContinuing(next) && !(quoted && Marks.isParticle(next));
    }

    /** Returns whether one of the marks ends a sentence wherever it stands. */
    boolean isHard() {
        return hard;
    }

    boolean isEllipsis() {
        return soft > 1;
    }

    /** Returns whether a quotation or bracket closes after the mark. */
    boolean isQuoted() {
        return quoted;
    }

    boolean isReferenceOpen() {
        return reference;
    }

    boolean hasReference() {
        return referenceClosed;
    }

    CharSequence text() {
        return text;
    }
}
