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

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.github.camelaura.stream.StreamState.StreamPhase;

/**
 * Checks the time limits of one stream: the limit of the current phase, and the limit of the whole request.
 *
 * <p>Threads: the thread that drives the stream enters phases; the component's timer checks the limits of all running streams
 * ({@link DeadlineTimer}). {@code since} is written before {@code phase} and read after it, so a check never
 * measures a phase from the start of an earlier phase. It may measure from the start of a later phase, which may be after the
 * time of the check. The two flags belong to the timer; other threads read {@code wholeExpired}. Nothing blocks.
 */
final class StreamDeadline {

    /** Called on the timer's thread when a limit is reached. */
    interface Listener {

        /**
         * Handles a limit that is reached. Called at most once per stream for a phase, and at most once for the whole request,
         * which is the last call.
         *
         * @param phase the current phase of the stream
         * @param whole true for the limit of the whole request, false for the limit of the phase
         */
        void onExpired(StreamPhase phase, boolean whole);
    }

    private final StreamSettings settings;
    private final LongSupplier nanoTime;
    private final long start;
    private final long wholeLimit;
    private final long shortestLimit;

    private long since;
    private volatile StreamPhase phase = StreamPhase.TURN;

    private boolean phaseExpired;
    private volatile boolean wholeExpired;

    StreamDeadline(StreamSettings settings) {
        this(settings, System::nanoTime);
    }

    /** Like {@link #StreamDeadline(StreamSettings)}, with a clock that a test advances. */
    StreamDeadline(StreamSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.wholeLimit = nanos(settings.requestTimeout());
        this.shortestLimit =
                Stream.of(StreamPhase.values()).mapToLong(this::limit).reduce(wholeLimit, Math::min);
    }

    /** Begins a phase. */
    void enter(StreamPhase next) {
        if (next != StreamPhase.ROUTES) { // it has no limit of its own, and is entered with each chunk
            since = elapsed();
        }
        phase = next;
    }

    /** Returns the current phase of the stream. */
    StreamPhase phase() {
        return phase;
    }

    /** Returns whether the time for the whole request is over. */
    boolean isOver() {
        return wholeExpired;
    }

    /** Returns whether the driving thread may be held by a credential, by a name look-up or, if they count, by routes. */
    boolean mayHoldThread(boolean byRoutes) {
        StreamPhase current = phase;
        return current == StreamPhase.CREDENTIAL
                || current == StreamPhase.CONNECT
                || (current == StreamPhase.ROUTES && byRoutes);
    }

    /** Returns the nanoseconds since the start of the request. */
    long elapsed() {
        return nanoTime.getAsLong() - start;
    }

    /** Returns the nanoseconds that the stream has been waiting for the server; 0 if it does not wait for the server. */
    long idle() {
        long now = elapsed();
        StreamPhase current = phase;
        return current == StreamPhase.FIRST_CHUNK || current == StreamPhase.CHUNK ? sinceBeginOfPhase(now) : 0;
    }

    private long sinceBeginOfPhase(long now) {
        return Math.max(0, now - since); // a phase may have begun since the time was read
    }

    /** The shortest of all limits, in nanoseconds: no limit is reached earlier. */
    long shortestLimit() {
        return shortestLimit;
    }

    /**
     * Notifies the listener if a limit is reached.
     *
     * @return the least number of nanoseconds until the next limit is reached, whatever the stream does
     */
    long check(Listener listener) {
        long now = elapsed();
        StreamPhase current = phase;
        if (wholeExpired) {
            return Long.MAX_VALUE;
        }
        if (now >= wholeLimit) {
            wholeExpired = true;
            listener.onExpired(current, true);
            return Long.MAX_VALUE;
        }
        long wholeLeft = wholeLimit - now;
        if (phaseExpired) {
            return wholeLeft;
        }
        long phaseLeft = limit(current) - sinceBeginOfPhase(now);
        if (phaseLeft > 0) {
            return Math.min(wholeLeft, Math.min(phaseLeft, shortestLimit)); // the next phase may begin at once
        }
        phaseExpired = true; // the stream fails now, but may still wait for its routes
        listener.onExpired(current, false);
        return wholeLeft;
    }

    private long limit(StreamPhase of) {
        return switch (of) {
            case TURN, SLOT, CREDENTIAL, ROUTES -> Long.MAX_VALUE;
            case CONNECT -> nanos(settings.connectTimeout());
            case FIRST_CHUNK -> nanos(settings.firstChunkTimeout());
            case CHUNK -> nanos(settings.chunkTimeout());
        };
    }

    private static long nanos(long millis) {
        return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
