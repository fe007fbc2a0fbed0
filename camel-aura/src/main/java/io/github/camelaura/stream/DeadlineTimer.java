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

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the time limits of the running streams, every {@value #TICK_MILLIS} ms, so a stream may exceed a limit by as much. A tick
 * skips the streams if none of them can have reached a limit since the last check: streams with a chunk a second each would
 * otherwise cost ten checks per chunk.
 *
 * <p>Threads: the component's timer runs the ticks; any thread adds a stream. {@code due} is raised before the streams are checked
 * and only lowered after it, so a stream that is added meanwhile is not missed. Nothing blocks.
 */
final class DeadlineTimer implements Runnable {

    static final long TICK_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineTimer.class);

    private final Set<AuraStream> running;
    private final long start = System.nanoTime();

    /** The earliest time at which a stream can reach a limit, in nanoseconds since the start. */
    private final AtomicLong due = new AtomicLong(Long.MAX_VALUE);

    DeadlineTimer(Set<AuraStream> running) {
        this.running = running;
    }

    /** Considers one more stream, which is running already. */
    void add(AuraStream stream) {
        lower(elapsed(), stream.deadline().shortestLimit());
    }

    @Override
    public void run() {
        long now = elapsed();
        if (now < due.get()) {
            return;
        }
        due.set(Long.MAX_VALUE);
        for (AuraStream stream : running) {
            lower(now, check(stream));
        }
    }

    /** Returns the least number of nanoseconds until the stream reaches a limit. */
    private static long check(AuraStream stream) {
        try {
            return stream.deadline().check(stream);
        } catch (Throwable e) { // it would end the timer, which all other streams need
            LOG.warn("The time limits of stream {} cannot be checked", stream.id(), e);
            return 0;
        }
    }

    private void lower(long now, long delay) {
        if (delay < Long.MAX_VALUE - now) {
            due.accumulateAndGet(now + delay, Math::min);
        }
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
