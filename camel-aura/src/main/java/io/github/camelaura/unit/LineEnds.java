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

import java.util.function.LongConsumer;

/** A line ends after {@code \n}, so {@code \r\n} stays together. A lone {@code \r} ends no line, because terminals use it within one. */
final class LineEnds implements UnitEnds {

    private final LongConsumer ends;

    LineEnds(LongConsumer ends) {
        this.ends = ends;
    }

    @Override
    public void read(int codePoint, long end) {
        if (codePoint == '\n') {
            ends.accept(end);
        }
    }
}
