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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

import io.github.camelaura.ChunkUnit;

/**
 * Divides a text that arrives in pieces into units. The units one after the other are exactly the text. Their ends do not depend on
 * the pieces, except with {@link ChunkUnit#ARRIVAL}. Each character is read once, so the time is linear in the length of the text.
 * A splitter is not thread safe.
 */
public final class UnitSplitter {

    private final ChunkUnit unit;
    private final int minLength;
    private final UnitEnds unitEnds;
    private final StringBuilder text = new StringBuilder();
    private final Deque<Long> ends = new ArrayDeque<>();
    /** The position of the first character of {@link #text} in the whole text; like all positions it counts {@code char}. */
    private long textStart;
    /** The number of characters of {@link #text} that have been returned. */
    private int taken;
    /** The beginning of the unit whose end has not been found. */
    private long unitStart;
    /** The first character of that unit that is not white space, or -1. */
    private long inkStart = -1;

    private long position;
    private char highSurrogate;

    private UnitSplitter(ChunkUnit unit, int minLength, Locale locale) {
        this.unit = unit;
        this.minLength = Math.max(1, minLength);
        unitEnds = switch (unit) {
            case ARRIVAL -> (codePoint, end) -> {}; // ends where a piece ends
            case LINE -> new LineEnds(this::end);
            case SENTENCE -> new SentenceEnds(locale, this::end);
            case PARAGRAPH -> new ParagraphEnds(this::end);
        };
    }

    /**
     * Creates a splitter.
     *
     * @param unit the kind of units
     * @param minLength a unit with fewer {@code char} is joined with the next one
     * @param locale the language of the text for {@link ChunkUnit#SENTENCE}; null or {@link Locale#ROOT} if it is not known
     */
    public static UnitSplitter of(ChunkUnit unit, int minLength, Locale locale) {
        return new UnitSplitter(unit, minLength, locale);
    }

    /** Adds the next piece of the text. It may end within a surrogate pair or between {@code \r} and {@code \n}. */
    public void add(String piece) {
        if (taken > text.length() / 2) {
            text.delete(0, taken);
            textStart += taken;
            taken = 0;
        }
        text.append(piece);
        for (int i = 0; i < piece.length(); i++) {
            read(piece.charAt(i));
        }
        if (unit == ChunkUnit.ARRIVAL) {
            end(position);
        }
    }

    /** Returns the next unit whose end is certain, or null if there is none. Call it until it returns null. */
    public String next() {
        Long end = ends.poll();
        return end == null ? null : take((int) (end - textStart));
    }

    /**
     * Returns the text that {@link #next()} has not returned, possibly empty: at the end of the text its last unit, before that the
     * beginning of a unit. The rest of that unit becomes a unit of its own.
     */
    public String rest() {
        ends.clear();
        unitStart = position;
        inkStart = -1;
        return take(text.length());
    }

    /** Returns whether all text that was added has been returned. */
    public boolean isEmpty() {
        return taken == text.length();
    }

    private String take(int end) {
        String part = text.substring(taken, end);
        taken = end;
        return part;
    }

    private void read(char c) {
        position++;
        if (highSurrogate != 0) {
            char high = highSurrogate;
            highSurrogate = 0;
            if (Character.isLowSurrogate(c)) {
                read(Character.toCodePoint(high, c), position);
                return;
            }
            read(high, position - 1);
        }
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else {
            read(c, position);
        }
    }

    private void read(int codePoint, long end) {
        if (inkStart < 0 && !Marks.isSpace(codePoint)) {
            inkStart = Math.max(unitStart, end - Character.charCount(codePoint));
        }
        unitEnds.read(codePoint, end);
    }

    /** Ends a unit, unless it would be too short or, except for a line, only white space. */
    private void end(long end) {
        boolean blank = inkStart < 0 || inkStart >= end;
        boolean blankIsUnit = unit == ChunkUnit.LINE || unit == ChunkUnit.ARRIVAL;
        if (end - unitStart < minLength || (blank && !blankIsUnit)) {
            return;
        }
        ends.add(end);
        unitStart = end;
        inkStart = firstInk(end);
    }

    private long firstInk(long start) {
        for (long at = start; at < position; at++) {
            if (!Marks.isSpace(text.charAt((int) (at - textStart)))) {
                return at;
            }
        }
        return -1;
    }
}
