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

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Selects the rule for a stop by the word before it. */
final class StopRules {

    private static final int SHORT = 2;
    private static final int LONGEST_CONSONANTS = 4;
    private static final String VOWELS = "aeiouyаеёиоуыэюяіїє";
    private static final int END_OF_CYRILLIC = 0x530;

    private final Abbreviations abbreviations;

    StopRules(Abbreviations abbreviations) {
        this.abbreviations = abbreviations;
    }

    /**
     * Returns the rule.
     *
     * @param word the word before the stop
     * @param inSpeech whether the stop is in a quotation or dialogue that may continue after a space
     */
    StopRule of(Word word, Stop stop, boolean inSpeech) {
        if (stop.isHard()) {
            return stop.isQuoted() || inSpeech ? StopRule.QUOTE : StopRule.ENDS;
        }
        if (stop.isEllipsis()) {
            return StopRule.QUOTE;
        }
        if (word.isEmpty()) {
            return word.isMarks() && !word.isFirst() ? StopRule.QUOTE : StopRule.GOES_ON; // "5 %. So"
        }
        StopRule rule = stop.hasReference() ? StopRule.ENDS : ofWord(word);
        if (rule == StopRule.ENDS) {
            return stop.isQuoted() || inSpeech ? StopRule.QUOTE : StopRule.ENDS;
        }
        return stop.isQuoted() && rule != StopRule.GOES_ON ? StopRule.ABBREVIATION : rule;
    }

    private StopRule ofWord(Word word) {
        String text = word.text();
        if (isNumber(text) || isRoman(text)) {
            return ofNumber(word, text);
        }
        StopRule listed = abbreviations.rule(word.withDotted());
        if (listed == null) {
            listed = abbreviations.rule(lastPart(text).toLowerCase(Locale.ROOT));
        }
        if (listed != null) {
            return listed;
        }
        if (isInitials(lastPart(text))) {
            boolean unit = (isNumber(word.previous()) || isRoman(word.previous()))
                    && Character.isLowerCase(text.codePointAt(0));
            return unit ? StopRule.ABBREVIATION : StopRule.INITIAL;
        }
        return hasNoVowel(text) ? StopRule.INITIAL : StopRule.ENDS;
    }

    /** "l'art" is an abbreviation with an article, "Dr.-Ing" a pair, but not "Peter's". */
    private static String lastPart(String word) {
        String part = word.substring(
                1 + Math.max(word.lastIndexOf('-'), Math.max(word.lastIndexOf('\''), word.lastIndexOf('\u2019'))));
        return part.length() > 1 ? part : word;
    }

    private StopRule ofNumber(Word word, String text) {
        if (word.isFirst()) {
            return StopRule.GOES_ON; // the number of an item
        }
        if (abbreviations.precedesOrdinal(word.previous())) {
            return StopRule.ORDINAL;
        }
        return text.length() <= SHORT ? StopRule.SHORT_NUMBER : StopRule.NUMBER;
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty()
                && Character.isDigit(word.charAt(0))
                && all(word, c -> Character.isDigit(c) || ".,:-/\u2013".indexOf(c) >= 0);
    }

    private static boolean isRoman(String word) {
        return word.length() > 1 && all(word, c -> "IVXLCDM".indexOf(c) >= 0);
    }

    /** One letter, or several with stops or hyphens between them: "J", "U.S", "J.-P". */
    private static boolean isInitials(String word) {
        boolean letter = false;
        for (int i = 0; i < word.length(); ) {
            int codePoint = word.codePointAt(i);
            i += Character.charCount(codePoint);
            if (Character.isLetter(codePoint)) {
                if (letter || Marks.isSyllable(codePoint)) {
                    return false;
                }
                letter = true;
            } else if (codePoint == '.' || codePoint == '-') {
                letter = false;
            } else if (!Marks.isCombining(codePoint)) {
                return false;
            }
        }
        return letter;
    }

    /** A short word without a vowel, such as "Rdnr" or "стр", is likely an abbreviation, except with more capitals: "HTTP", "GmbH". */
    private static boolean hasNoVowel(String word) {
        return word.length() <= LONGEST_CONSONANTS
                && all(
                        word,
                        c -> Character.isLetter(c)
                                && c < END_OF_CYRILLIC
                                && VOWELS.indexOf(Character.toLowerCase(stripped(c))) < 0)
                && all(word.substring(1), Character::isLowerCase);
    }

    private static boolean all(String word, IntPredicate condition) {
        for (int i = 0; i < word.length(); i++) {
            if (!condition.test(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int stripped(int c) {
        return c > 0x7F && c < 0x250
                ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                        .charAt(0)
                : c;
    }
}
