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
package io.github.camelaura.stream;

import io.github.camelaura.unit.UnitSplitter;

/** The units of a stream that its reader drives ({@code streaming=true}). Used by one thread at a time. */
final class UnitSource implements ChunkIterator.Source {

    private final ChunkIterator.Source chunks;
    private final UnitSplitter splitter;
    private boolean ended;
    private Throwable failure;

    UnitSource(ChunkIterator.Source chunks, UnitSplitter splitter) {
        this.chunks = chunks;
        this.splitter = splitter;
    }

    @Override
    public String readNext() throws Throwable {
        String unit = splitter.next();
        while (unit == null && !ended) {
            readChunk();
            unit = splitter.next();
        }
        if (unit != null) {
            return unit;
        }
        if (!splitter.isEmpty()) {
            return splitter.rest(); // also before a failure
        }
        if (failure != null) {
            throw failure;
        }
        return null;
    }

    private void readChunk() {
        try {
            String chunk = chunks.readNext();
            if (chunk == null) {
                ended = true;
            } else {
                splitter.add(chunk);
            }
        } catch (Throwable e) { // thrown later, after what was collected
            ended = true;
            failure = e;
        }
    }

    @Override
    public void finish() throws Throwable {
        chunks.finish();
    }

    @Override
    public void abandon() {
        chunks.abandon();
    }
}
