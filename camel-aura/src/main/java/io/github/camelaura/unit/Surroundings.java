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

/** Quotations, emphasis and inline code that are open at a character of a text. */
final class Surroundings {

    private int closingGuillemet;
    private boolean straightQuote;
    private boolean emphasis;
    private int last;
    private int ticks;
    private int codeTicks;

    /**
     * Reads the next character.
     *
     * @param afterLetter whether a letter or digit precedes it, so that a backtick is not the beginning of code
     */
    void read(int codePoint, boolean afterLetter) {
        if (codePoint == '`') {
            if (ticks > 0 || codeTicks > 0 || !afterLetter) {
                ticks++;
            }
        } else {
            endTicks();
            switch (codePoint) {
                case '\n' -> codeTicks = 0; // a single backtick does not hold up the rest of the reply
                case '"' -> straightQuote = !straightQuote;
                case '*', '_' -> emphasis = (codePoint == last) == emphasis;
                case '\u00AB' -> guillemet('\u00AB', '\u00BB');
                case '\u00BB' -> guillemet('\u00BB', '\u00AB');
                default -> {
                    // nothing opens or closes
                }
            }
        }
        last = codePoint;
    }

    private void endTicks() {
        if (ticks > 0) {
            codeTicks = codeTicks == 0 ? ticks : codeTicks == ticks ? 0 : codeTicks;
            ticks = 0;
        }
    }

    /** French quotes with the guillemets to the outside, Germans to the inside. */
    private void guillemet(int mark, int partner) {
        if (closingGuillemet == 0) {
            closingGuillemet = partner;
        } else if (closingGuillemet == mark) {
            closingGuillemet = 0;
        }
    }

    boolean inCode() {
        return codeTicks > 0;
    }

    boolean inGuillemets() {
        return closingGuillemet != 0;
    }

    /** Returns whether the character closes the guillemets that are open. */
    boolean closesGuillemets(int codePoint) {
        return codePoint == closingGuillemet;
    }

    /** Returns whether the character closes something if neither it nor the stop before it is followed by a space. */
    boolean closesWide(int codePoint) {
        return switch (codePoint) {
            case '"' -> straightQuote;
            case '*', '_' -> emphasis || last == codePoint;
            default -> Marks.isWideCloser(codePoint);
        };
    }

    void reset() {
        closingGuillemet = 0;
        straightQuote = false;
        emphasis = false;
        last = 0;
        ticks = 0;
        codeTicks = 0;
    }
}
