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

import java.util.Arrays;

/** The characters that end, surround or separate sentences. */
final class Marks {

    private static final int ELLIPSIS = 0x2026;

    /** Sentence_Break=STerm and ATerm of Unicode 17 outside of ASCII: pairs of the first and last character of each range. */
    private static final int[] RANGES = Arrays.stream(
                    ("589 61d-61f 6d4 700-702 7f9 837 839 83d-83e 964-965 104a-104b 1362 1367-1368 166e 1735-1736 "
                                    + "17d4-17d5 1803 1809 1944-1945 1aa8-1aab 1b4e-1b4f 1b5a-1b5b 1b5e-1b5f 1b7d-1b7f 1c3b-1c3c "
                                    + "1c7e-1c7f 203c-203d 2047-2049 2cf9-2cfb 2e2e 2e3c 2e53-2e54 3002 a4ff a60e-a60f a6f3 a6f7 "
                                    + "a876-a877 a8ce-a8cf a92f a9c8-a9c9 aa5d-aa5f aaf0-aaf1 abeb fe12 fe15-fe16 fe52 fe56-fe57 ff01 "
                                    + "ff0e ff1f ff61 10a56-10a57 10f55-10f59 10f86-10f89 11047-11048 110be-110c1 11141-11143 "
                                    + "111c5-111c6 111cd 111de-111df 11238-11239 1123b-1123c 112a9 113d4-113d5 1144b-1144c 115c2-115c3 "
                                    + "115c9-115d7 11641-11642 1173c-1173e 11944 11946 11a42-11a43 11a9b-11a9c 11c41-11c42 11ef7-11ef8 "
                                    + "11f43-11f44 16a6e-16a6f 16af5 16b37-16b38 16b44 16d6e-16d6f 16e98 1bc9f 1da88")
                            .split(" "))
            .flatMapToInt(range -> Arrays.stream(range.contains("-") ? range.split("-") : new String[] {range, range})
                    .mapToInt(end -> Integer.parseInt(end, 16)))
            .toArray();

    private static final String CLOSERS = "\"'\u201D\u2019\u201C\u2018\u00BB\u00AB\u203A\u2039)]}*_";
    private static final String WIDE_CLOSERS =
            "\u201D\u2019\u00BB\u203A)]}\u300D\u300F\u3011\u300B\u3009\u3015\uFF09\uFF3D\uFF5D\uFF63";
    private static final String OPENERS =
            "\"'\u201C\u201E\u201A\u2018\u201D\u00AB\u00BB\u2039\u203A\u00BF\u00A1*_`#([{-\u2013\u2014\u2015\u300C\u300E\uFF08\u300A";
    private static final String CONTINUING = ",;:)]}%&=+/\u060C\u061B\u3001\uFF0C\uFF1B\uFF1A";
    private static final String PARTICLES = "\u3068\u3063\u3092\u306E\u304C\u306F\u306B";

    private Marks() {}

    /** Returns whether a sentence may end after the character. */
    static boolean isStop(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint == '.' || codePoint == '!' || codePoint == '?';
        }
        return codePoint == ELLIPSIS || isWide(codePoint);
    }

    /** Returns whether a sentence ends after the character even if no space follows. */
    static boolean isWide(int codePoint) {
        if (codePoint < RANGES[0]) {
            return false;
        }
        int found = Arrays.binarySearch(RANGES, codePoint);
        return found >= 0 || -found % 2 == 0;
    }

    /** Returns whether the mark is a full stop or an ellipsis, which stand within sentences, too. */
    static boolean isSoft(int codePoint) {
        return codePoint == '.' || codePoint == ELLIPSIS;
    }

    /** Returns whether the character closes a quotation, a bracket or an emphasis if it follows a stop and a space follows it. */
    static boolean isCloser(int codePoint) {
        return CLOSERS.indexOf(codePoint) >= 0;
    }

    /** Returns whether the character can only close, so that it needs no space after it. */
    static boolean isWideCloser(int codePoint) {
        return WIDE_CLOSERS.indexOf(codePoint) >= 0;
    }

    /** Returns whether the character may stand before the first word of a sentence. */
    static boolean isOpener(int codePoint) {
        return OPENERS.indexOf(codePoint) >= 0;
    }

    /** Returns whether no sentence begins with the character. */
    static boolean isContinuing(int codePoint) {
        return CONTINUING.indexOf(codePoint) >= 0;
    }

    /** Returns whether the character is a Japanese particle that continues a sentence after a quotation. */
    static boolean isParticle(int codePoint) {
        return PARTICLES.indexOf(codePoint) >= 0;
    }

    /** Returns whether the script of the character has no spaces between sentences: Chinese and Japanese. */
    static boolean isUnspaced(int codePoint) {
        return (codePoint >= 0x3040 && codePoint < 0xA000) || Character.isIdeographic(codePoint);
    }

    /** Returns whether the character is a long dash, with which speeches begin. */
    static boolean isDash(int codePoint) {
        return codePoint >= 0x2013 && codePoint <= 0x2015;
    }

    /** Returns whether the character is a symbol such as an emoji, or a small number, which belong to the sentence that they follow. */
    static boolean isSymbol(int codePoint) {
        if (codePoint < 0x80) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.OTHER_SYMBOL, Character.OTHER_NUMBER, Character.MODIFIER_SYMBOL, Character.FORMAT -> true;
            default -> isCombining(codePoint);
        };
    }

    static boolean isCombining(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Returns whether the character is a syllable or a word, so that it is no initial. */
    static boolean isSyllable(int codePoint) {
        return isUnspaced(codePoint) || (codePoint >= 0xAC00 && codePoint <= 0xD7A3);
    }

    static boolean isSpace(int codePoint) {
        return codePoint < 0x80
                ? codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r')
                : Character.isSpaceChar(codePoint);
    }

    static boolean isNoBreakSpace(int codePoint) {
        return codePoint == 0xA0 || codePoint == 0x202F || codePoint == 0x2007;
    }
}
