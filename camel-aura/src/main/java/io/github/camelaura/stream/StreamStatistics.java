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

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;

/** Counts streams, and remembers whether the last one reached the server. Thread safe. */
public final class StreamStatistics implements StreamObserver {

    /**
     * The server as the last stream found it.
     *
     * @param reachable whether it was reached
     * @param asOf when the stream ended
     * @param failure why it was not reached, or null
     */
    public record Server(boolean reachable, Instant asOf, String failure) {}

    private final LongAdder begun = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder chunks = new LongAdder();
    private volatile Server server;

    @Override
    public void begun(StreamInfo stream, Exchange asking) {
        begun.increment();
    }

    @Override
    public void ended(StreamInfo stream, StreamEnd end) {
        switch (end.outcome()) {
            case COMPLETED -> completed.increment();
            case FAILED -> failed.increment();
            case CLOSED -> closed.increment();
            case STARTED -> throw new IllegalArgumentException("not an end");
        }
        chunks.add(end.chunks());
        if (end.reached() != null) {
            server = new Server(
                    end.reached(),
                    Instant.now(),
                    end.reached() ? null : end.failure().getMessage());
        }
    }

    public Counts counts() {
        return new Counts(begun.sum(), completed.sum(), failed.sum(), closed.sum(), chunks.sum());
    }

    /** The server as the last stream found it; null if none has tried. */
    public Server server() {
        return server;
    }

    /** Counts from zero again. */
    public void reset() {
        begun.reset();
        completed.reset();
        failed.reset();
        closed.reset();
        chunks.reset();
    }

    /**
     * How many streams there were, since the start or the last reset. Those that run are {@code begun} less the others.
     *
     * @param begun those that were asked for
     * @param completed those whose whole reply was read
     * @param failed those that failed
     * @param closed those whose reader did not want the rest
     * @param chunks the chunks of those that have ended
     */
    public record Counts(long begun, long completed, long failed, long closed, long chunks) {}
}
