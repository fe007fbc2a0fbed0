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

import java.util.IllformedLocaleException;
import java.util.Locale;

import io.github.camelaura.ChunkUnit;

/**
 * The options that shape chunks.
 *
 * @param unit the kind of units
 * @param intervalMillis the time after which a unit is emitted although it is not complete, in milliseconds; 0 for none
 * @param minLength the least length of a unit in {@code char}; a shorter one is joined with the next
 * @param locale the language of the reply; {@link Locale#ROOT} if it is not known
 */
public record UnitSettings(ChunkUnit unit, long intervalMillis, int minLength, Locale locale) {

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a number is negative; the message names the option
     */
    public UnitSettings {
        requireNotNegative("chunkInterval", intervalMillis);
        requireNotNegative("chunkMinLength", minLength);
    }

    private static void requireNotNegative(String option, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Option " + option + " must be at least 0, but is " + value);
        }
    }

    /**
     * Makes settings of options.
     *
     * @param locale a language tag as in BCP 47, for example {@code de} or {@code pt-BR}; null for none
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    public static UnitSettings of(ChunkUnit unit, long intervalMillis, int minLength, String locale) {
        return new UnitSettings(unit, intervalMillis, minLength, locale(locale));
    }

    private static Locale locale(String tag) {
        try {
            return tag == null
                    ? Locale.ROOT
                    : new Locale.Builder().setLanguageTag(tag).build();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException(
                    "Option chunkLocale must be a language tag such as de or pt-BR, but is " + tag, e);
        }
    }

    /** Returns whether each chunk is emitted as it arrives. */
    public boolean isArrival() {
        return unit == ChunkUnit.ARRIVAL && intervalMillis == 0 && minLength == 0;
    }

    /** Returns a splitter for one reply. */
    public UnitSplitter splitter() {
        // with an interval only, no unit is complete before the interval is over
        boolean byIntervalOnly = unit == ChunkUnit.ARRIVAL && intervalMillis > 0 && minLength == 0;
        return UnitSplitter.of(unit, byIntervalOnly ? Integer.MAX_VALUE : minLength, locale);
    }
}
