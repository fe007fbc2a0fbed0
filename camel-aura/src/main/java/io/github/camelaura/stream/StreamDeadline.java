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

    /** Told on the timer's thread what ran out: a phase at most once, and the whole at most once, as the last. */
    interface Listener {

        /**
         * Something ran out.
         *
         * @param phase the phase the stream is in
         * @param whole true if the time of the whole request ran out, false if that of the phase
         */
        void onExpired(StreamPhase phase, boolean whole);
    }

    /** @param begin when the phase began; 0 if it has no time of its own */
    private record Limit(StreamPhase phase, long begin, long end) {}

    private final ScheduledExecutorService timer;
    private final Listener listener;
    private final long start = System.nanoTime();
    private final long wholeEnd;

    private volatile Limit limit = new Limit(StreamPhase.SLOT, 0, Long.MAX_VALUE);
    private volatile long checkAt = Long.MAX_VALUE;
    private ScheduledFuture<?> check;
    private volatile boolean phaseExpired;
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
        begin(new Limit(next, 0, Long.MAX_VALUE));
    }

    /** Begins a phase that may take this many milliseconds; 0 for no limit. */
    void enter(StreamPhase next, long timeout) {
        long now = elapsed();
        begin(new Limit(next, now, timeout > 0 ? now + TimeUnit.MILLISECONDS.toNanos(timeout) : Long.MAX_VALUE));
    }

    private void begin(Limit next) {
        limit = next;
        // a check sets checkAt before it reads the limit: it sees this one, or is seen here to have ended
        if (due() < checkAt) {
            schedule();
        }
    }

    /** The phase the stream is in. */
    StreamPhase phase() {
        return limit.phase();
    }

    /** Nanoseconds that it has been waiting for the server; 0 if it does not. */
    long idle() {
        Limit current = limit;
        boolean waits = current.phase() == StreamPhase.FIRST_CHUNK || current.phase() == StreamPhase.CHUNK;
        return waits ? elapsed() - current.begin() : 0;
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

    private long due() {
        return phaseExpired ? wholeEnd : Math.min(limit.end(), wholeEnd);
    }

    private synchronized void schedule() {
        long due = due();
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
            checkAt = Long.MAX_VALUE;
            Limit current = limit;
            long now = elapsed();
            whole = now >= wholeEnd;
            if (!whole && (phaseExpired || now < current.end())) {
                schedule();
                return;
            }
            expired = current.phase();
            if (whole) {
                closed = true;
            } else {
                phaseExpired = true; // what fails now may still be held up by routes
                schedule();
            }
        }
        listener.onExpired(expired, whole);
    }
}
