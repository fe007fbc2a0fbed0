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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.camelaura.ChunkUnit;

/** Divides texts in tests. */
final class Units {

    private Units() {}

    /** Returns the units of a text that arrives in one piece. */
    static List<String> whole(ChunkUnit unit, Locale language, String text) {
        return of(UnitSplitter.of(unit, 0, language), List.of(text));
    }

    /** Returns the units of a text that arrives in pieces of one {@code char}. */
    static List<String> charByChar(ChunkUnit unit, Locale language, String text) {
        return of(
                UnitSplitter.of(unit, 0, language),
                text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
    }

    /** Returns the units of a text that arrives in pieces, the rest included. */
    static List<String> of(UnitSplitter splitter, List<String> pieces) {
        List<String> units = new ArrayList<>();
        for (String piece : pieces) {
            splitter.add(piece);
            units.addAll(certain(splitter));
        }
        if (!splitter.isEmpty()) {
            units.add(splitter.rest());
        }
        return units;
    }

    /** Returns the units that are certain. */
    static List<String> certain(UnitSplitter splitter) {
        List<String> units = new ArrayList<>();
        for (String unit = splitter.next(); unit != null; unit = splitter.next()) {
            units.add(unit);
        }
        return units;
    }
}
