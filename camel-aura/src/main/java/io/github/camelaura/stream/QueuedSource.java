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

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelaura.unit.UnitQueue;

/**
 * A stream whose reader does not wait for the server longer than a time: for the end of a unit ({@code chunkInterval}), or for a
 * chunk at all ({@code keepAliveInterval}).
 *
 * <p>Threads: from the first read on, a second thread drives the stream. It writes {@code failure} before it ends the queue, whose
 * lock makes it visible to the reader. Any thread may abandon.
 */
final class QueuedSource implements ChunkIterator.Source {

    private final ChunkIterator.Source chunks;
    private final UnitQueue queue;
    private final long idleMillis;
    private final Executor executor;
    private boolean begun;
    private Throwable failure;
    private volatile boolean abandoned;

    /**
     * Makes a source.
     *
     * @param idleMillis the time without a chunk after which {@link #readNext} returns an empty string; 0 for never
     */
    QueuedSource(ChunkIterator.Source chunks, UnitQueue queue, long idleMillis, Executor executor) {
        this.chunks = chunks;
        this.queue = queue;
        this.idleMillis = idleMillis;
        this.executor = executor;
    }

    @Override
    public String readNext() throws Throwable {
        if (!begun) {
            begun = true;
            start();
        }
        String chunk = queue.take(idleMillis);
        if (chunk == null && failure != null) {
            throw failure;
        }
        if (chunk == null && abandoned) {
            throw new IOException("The stream was closed before the end of its reply"); // an end would look complete
        }
        return chunk;
    }

    private void start() {
        try {
            executor.execute(this::readAll);
        } catch (RejectedExecutionException e) { // the component has stopped, and with it the stream
            failure = e;
            readFailure();
            queue.end();
        }
    }

    private void readAll() {
        try {
            for (String chunk = chunks.readNext(); chunk != null; chunk = chunks.readNext()) {
                queue.add(chunk);
            }
        } catch (Throwable e) { // thrown to the reader, after what was collected
            failure = e;
        } finally {
            queue.end();
        }
    }

    private void readFailure() {
        try {
            while (chunks.readNext() != null) {} // not added, because nobody takes yet
        } catch (Throwable e) { // says more than the executor
            failure = e;
        }
    }

    @Override
    public void finish() throws Throwable {
        chunks.finish();
    }

    @Override
    public void abandon() {
        abandoned = true;
        chunks.abandon();
        queue.close(); // the other thread may wait in it
    }
}
