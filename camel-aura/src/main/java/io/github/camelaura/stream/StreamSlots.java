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

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the number of concurrent streams of an endpoint. Further streams wait in order, without a thread. Their number may have
 * a limit as well.
 *
 * <p>Threads: any. The lock of this object guards all fields; tasks run without it, on the thread that acquires or frees a slot.
 */
public final class StreamSlots {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSlots.class);

    /** Whether a task gets a slot. */
    enum Admission {
        /** It has a slot, or waits for one. */
        ADMITTED,
        /** It never gets one, because too many tasks wait. */
        FULL,
        /** It never gets one, because the slots are closed. */
        CLOSED
    }

    private final int max;
    private final int maxWaiting;
    private final Set<BooleanSupplier> waiting = new LinkedHashSet<>(); // a queue that also removes quickly
    private int used;
    private Runnable onClose; // null while the slots accept streams

    /**
     * Makes free slots.
     *
     * @param max the number of slots, at least 1
     * @param maxWaiting the largest number of tasks that wait; negative for no limit
     */
    public StreamSlots(int max, int maxWaiting) {
        this.max = max;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Runs one of two tasks when a slot is free. A task returns whether it keeps the slot, and must not throw.
     *
     * @param now runs if a slot is free now, on this thread, before the method returns
     * @param later runs if a slot becomes free later, on the thread that frees it
     */
    Admission acquire(BooleanSupplier now, BooleanSupplier later) {
        synchronized (this) {
            if (onClose != null) {
                return Admission.CLOSED;
            }
            if (used == max) {
                if (maxWaiting >= 0 && waiting.size() >= maxWaiting) {
                    return Admission.FULL;
                }
                waiting.add(later);
                return Admission.ADMITTED;
            }
            used++;
        }
        if (!now.getAsBoolean()) {
            release();
        }
        return Admission.ADMITTED;
    }

    /** Removes a waiting task; returns false if the task is not waiting. */
    synchronized boolean cancel(BooleanSupplier task) {
        return waiting.remove(task);
    }

    /** Frees a slot and runs the next waiting task. */
    void release() {
        BooleanSupplier next = next();
        while (next != null && !next.getAsBoolean()) {
            next = next();
        }
    }

    /** Returns the task that gets the slot; null if none waits, so that the slot is free. */
    private BooleanSupplier next() {
        Runnable last = null;
        synchronized (this) {
            Iterator<BooleanSupplier> longest = waiting.iterator();
            if (longest.hasNext()) {
                BooleanSupplier waited = longest.next();
                longest.remove();
                return waited;
            }
            if (--used == 0) {
                last = onClose;
            }
        }
        if (last != null) {
            run(last);
        }
        return null;
    }

    /** Logs a failure, because it does not concern the stream that frees the last slot. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("A task that waited for the end of the last stream failed", e);
        }
    }

    /** Accepts no more streams, and runs the task when the last stream has ended. */
    public void close(Runnable task) {
        synchronized (this) {
            onClose = task;
            if (used > 0) {
                return;
            }
        }
        task.run();
    }
}
