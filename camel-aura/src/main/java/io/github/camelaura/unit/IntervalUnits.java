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
package io.github.camelaura.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Passes units from the thread that reads a reply to the thread that emits them, with {@code chunkInterval}. If units are taken more
 * slowly than the interval, those that have waited too long are joined. The size is limited by that of the reply.
 *
 * <p>Threads: one adds and ends, another takes; any may close. The lock guards all other fields, and no other code runs under it. It
 * is no monitor, because a virtual thread that waits for a monitor keeps its carrier.
 */
public final class IntervalUnits implements UnitQueue {

    /** A complete unit, and when its first character arrived. */
    private record Complete(String text, long since) {}

    private final UnitSplitter splitter;
    private final long interval;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Complete> complete = new ArrayDeque<>();
    private long restSince;
    private boolean ended;

    public IntervalUnits(UnitSettings settings) {
        this(settings, System::nanoTime);
    }

    IntervalUnits(UnitSettings settings, LongSupplier nanoTime) {
        this.splitter = settings.splitter();
        this.interval = TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis());
        this.nanoTime = nanoTime;
    }

    @Override
    public void add(String piece) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            long now = nanoTime.getAsLong();
            if (splitter.isEmpty()) {
                restSince = now;
            }
            splitter.add(piece);
            for (String unit = splitter.next(); unit != null; unit = splitter.next()) {
                complete.add(new Complete(unit, restSince));
                restSince = now;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            splitter.rest();
            complete.clear();
            end();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next unit: one that is complete, or the beginning of one after the interval. */
    @Override
    public String take(long millis) {
        boolean interrupted = false;
        long begin = nanoTime.getAsLong();
        long longest = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (true) {
                long now = nanoTime.getAsLong();
                if (!complete.isEmpty()) {
                    return isLate(complete.peek().since(), now)
                            ? joined()
                            : complete.poll().text();
                }
                if (!splitter.isEmpty() && (ended || isLate(restSince, now))) {
                    return splitter.rest();
                }
                if (ended) {
                    return null;
                }
                long left = longest - (now - begin);
                if (left <= 0) {
                    return "";
                }
                try {
                    long ignored =
                            changed.awaitNanos(splitter.isEmpty() ? left : Math.min(left, restSince + interval - now));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isLate(long since, long now) {
        return now - since >= interval;
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        complete.forEach(unit -> text.append(unit.text()));
        complete.clear();
        return text.toString();
    }
}
