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

/** Decides by the word after a stop whether the sentence ends at the stop. */
final class NextWord {

    private static final int MOST_LETTERS = 20; // longer than any word of the lists

    /** What the characters so far say. */
    enum Decision {
        UNDECIDED,
        ENDS,
        GOES_ON
    }

    private final Abbreviations abbreviations;
    private final StringBuilder letters = new StringBuilder();
    private StopRule rule = StopRule.ENDS;

    NextWord(Abbreviations abbreviations) {
        this.abbreviations = abbreviations;
    }

    /** Returns whether no letter of the word has been read. */
    boolean isBeforeWord() {
        return letters.length() == 0;
    }

    void begin(StopRule stopRule) {
        rule = stopRule;
        letters.setLength(0);
    }

    /** Reads the next character that is not a space before the word. */
    Decision read(int codePoint) {
        if (letters.length() == 0) {
            return readFirst(codePoint);
        }
        if (Character.isLetter(codePoint) && letters.length() < MOST_LETTERS) {
            letters.appendCodePoint(codePoint);
            return Decision.UNDECIDED;
        }
        boolean initial = rule == StopRule.INITIAL && codePoint == '.' && letters.length() == 1;
        return !initial && endsBefore(letters.toString()) ? Decision.ENDS : Decision.GOES_ON;
    }

    private Decision readFirst(int codePoint) {
        boolean abbreviated = rule == StopRule.ABBREVIATION || rule == StopRule.INITIAL;
        if (Marks.isOpener(codePoint)) {
            return abbreviated && (codePoint == '(' || codePoint == '[') ? Decision.GOES_ON : Decision.UNDECIDED;
        }
        if (Character.isLowerCase(codePoint) || Marks.isContinuing(codePoint)) {
            return Decision.GOES_ON;
        }
        if (Character.isDigit(codePoint)) {
            boolean date = rule == StopRule.SHORT_NUMBER || rule == StopRule.ORDINAL;
            boolean goesOn = abbreviated || (date && abbreviations.hasOrdinals());
            return goesOn ? Decision.GOES_ON : Decision.ENDS;
        }
        if (!Character.isLetter(codePoint) || !needsWord()) {
            return Decision.ENDS;
        }
        letters.appendCodePoint(codePoint);
        return Decision.UNDECIDED;
    }

    private boolean needsWord() {
        return switch (rule) {
            case INITIAL -> true;
            case NUMBER, SHORT_NUMBER, ORDINAL -> abbreviations.hasOrdinals();
            case ENDS, GOES_ON, QUOTE, ABBREVIATION -> false;
        };
    }

    private boolean endsBefore(String word) {
        if (rule == StopRule.ORDINAL || rule == StopRule.INITIAL) {
            return abbreviations.beginsSentences(word);
        }
        return !abbreviations.followsOrdinal(word);
    }
}
