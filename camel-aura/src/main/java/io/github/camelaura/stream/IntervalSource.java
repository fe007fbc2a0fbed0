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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelaura.unit.IntervalUnits;

/**
 * The units of a stream whose reader does not wait longer than {@code chunkInterval} for the end of a unit ({@code streaming=true}).
 *
 * <p>Threads: from the first read on, a second thread drives the stream. It writes {@code failure} before it ends the units, whose
 * lock makes it visible to the reader. Any thread may abandon.
 */
final class IntervalSource implements ChunkIterator.Source {

    private final ChunkIterator.Source chunks;
    private final IntervalUnits units;
    private final Executor executor;
    private boolean begun;
    private Throwable failure;

    IntervalSource(ChunkIterator.Source chunks, IntervalUnits units, Executor executor) {
        this.chunks = chunks;
        this.units = units;
        this.executor = executor;
    }

    @Override
    public String readNext() throws Throwable {
        if (!begun) {
            begun = true;
            start();
        }
        String unit = units.take();
        if (unit == null && failure != null) {
            throw failure;
        }
        return unit;
    }

    private void start() {
        try {
            executor.execute(this::readAll);
        } catch (RejectedExecutionException e) { // the component has stopped, and with it the stream, which says so
            readAll();
        }
    }

    private void readAll() {
        try {
            for (String chunk = chunks.readNext(); chunk != null; chunk = chunks.readNext()) {
                units.add(chunk);
            }
        } catch (Throwable e) { // thrown to the reader, after what was collected
            failure = e;
        } finally {
            units.end();
        }
    }

    @Override
    public void abandon() {
        chunks.abandon(); // fails the read of the second thread, and so that of the reader: an end would look complete
    }
}
