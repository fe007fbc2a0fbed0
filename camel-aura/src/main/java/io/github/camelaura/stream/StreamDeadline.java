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

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches the time of one stream: of the phase it is in, and of the whole request. Entering a phase costs no scheduling
 * as long as a check is due before its end anyway.
 */
final class StreamDeadline {

    /** Told once, on the timer's thread, what ran out. */
    interface Listener {

        /**
         * Something ran out.
         *
         * @param phase the phase the stream is in
         * @param whole true if the time of the whole request ran out, false if that of the phase
         */
        void onExpired(StreamPhase phase, boolean whole);
    }

    private final ScheduledExecutorService timer;
    private final Listener listener;
    private final long start = System.nanoTime();
    private final long wholeEnd;

    private StreamPhase phase = StreamPhase.SLOT;
    private long phaseEnd = Long.MAX_VALUE;
    private long checkAt = Long.MAX_VALUE;
    private ScheduledFuture<?> check;
    private boolean closed;

    /**
     * Begins to count.
     *
     * @param requestTimeout for the whole, in milliseconds; 0 for no limit
     */
    StreamDeadline(ScheduledExecutorService timer, long requestTimeout, Listener listener) {
        this.timer = timer;
        this.listener = listener;
        this.wholeEnd = requestTimeout > 0 ? TimeUnit.MILLISECONDS.toNanos(requestTimeout) : Long.MAX_VALUE;
    }

    /** Begins a phase that only the time of the whole request limits. */
    void enter(StreamPhase next) {
        enter(next, 0);
    }

    /** Begins a phase that may take this many milliseconds; 0 for no limit. */
    synchronized void enter(StreamPhase next, long timeout) {
        phase = next;
        phaseEnd = timeout > 0 ? elapsed() + TimeUnit.MILLISECONDS.toNanos(timeout) : Long.MAX_VALUE;
        schedule();
    }

    /** The phase the stream is in. */
    synchronized StreamPhase phase() {
        return phase;
    }

    /** Nanoseconds since the request was made. */
    long elapsed() {
        return System.nanoTime() - start;
    }

    synchronized void close() {
        closed = true;
        if (check != null) {
            check.cancel(false);
        }
    }

    private void schedule() {
        long due = Math.min(phaseEnd, wholeEnd);
        if (closed || due >= checkAt) {
            return;
        }
        if (check != null) {
            check.cancel(false);
        }
        checkAt = due;
        check = timer.schedule(this::check, due - elapsed(), TimeUnit.NANOSECONDS);
    }

    private void check() {
        StreamPhase expired;
        boolean whole;
        synchronized (this) {
            if (closed) {
                return;
            }
            long now = elapsed();
            checkAt = Long.MAX_VALUE;
            whole = now >= wholeEnd;
            if (!whole && now < phaseEnd) {
                schedule();
                return;
            }
            expired = phase;
            closed = true;
        }
        listener.onExpired(expired, whole);
    }
}
