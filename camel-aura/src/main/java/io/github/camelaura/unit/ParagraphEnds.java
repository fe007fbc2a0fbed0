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

/** A paragraph ends after the blank line that follows it, before a code block and after a code block. */
final class ParagraphEnds implements UnitEnds, Blocks.Listener {

    private final LongConsumer ends;
    private final Blocks blocks = new Blocks(this);

    ParagraphEnds(LongConsumer ends) {
        this.ends = ends;
    }

    @Override
    public void read(int codePoint, long end) {
        blocks.read(codePoint, end);
    }

    @Override
    public void text(int codePoint, long end) {
        // a paragraph ends only between blocks
    }

    @Override
    public void blockEnd(long end) {
        ends.accept(end);
    }

    @Override
    public void lineEnd(long end, boolean dialogue) {
        // list items, headings and speeches are part of a paragraph
    }
}
