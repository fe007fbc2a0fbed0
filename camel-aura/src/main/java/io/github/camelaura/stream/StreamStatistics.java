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

/** Counts streams, and records whether the last stream reached the server. Thread safe. */
public final class StreamStatistics implements StreamObserver {

    /**
     * The state of the server when the last stream ended.
     *
     * @param reachable whether the stream reached the server
     * @param asOf the time when the stream ended
     * @param failure the message of the exception if the server was not reached; null otherwise
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

    /** Returns the state of the server when the last stream ended; null if no stream has tried to connect. */
    public Server server() {
        return server;
    }

    /** Resets all counters to 0. */
    public void reset() {
        begun.reset();
        completed.reset();
        failed.reset();
        closed.reset();
        chunks.reset();
    }

    /**
     * The numbers of streams since the start or the last reset. The number of running streams is {@code begun} minus
     * {@code completed}, {@code failed} and {@code closed}.
     *
     * @param begun the number of streams that were requested
     * @param completed the number of streams whose whole reply was read
     * @param failed the number of streams that failed
     * @param closed the number of streams that their reader closed before the end
     * @param chunks the number of chunks in the streams that have ended
     */
    public record Counts(long begun, long completed, long failed, long closed, long chunks) {}
}
