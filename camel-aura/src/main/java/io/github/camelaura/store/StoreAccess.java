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
package io.github.camelaura.store;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accesses a map that may block for minutes. Each access runs on a thread of the executor, and its caller waits for a limited time. An
 * access that takes longer goes on. Until it has returned, further accesses fail at once, so that a map that hangs holds only the threads
 * of the accesses that began within the limit.
 *
 * <p>Threads: any. The lock guards the accesses under way and the state; no other code runs under it.
 */
final class StoreAccess {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);

    private final Executor executor;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Duration limit;

    private final ReentrantLock lock = new ReentrantLock();

    /** When each access that is under way began. The first is the oldest. Includes those whose caller no longer waits. */
    private final Map<Access<?>, Long> underWay = new LinkedHashMap<>();

    private StoreState state = StoreState.WORKING;

    /**
     * @param limit the longest time that a caller waits
     */
    StoreAccess(Executor executor, Clock clock, LongSupplier nanoTime, Duration limit) {
        this.executor = executor;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.limit = limit;
    }

    /**
     * Runs an action on the executor and waits for its result.
     *
     * @throws StoreException if the action failed, did not begin, or did not end within the limit
     * @throws InterruptedException if the caller was interrupted; the action goes on
     */
    <T> T call(Supplier<T> action) throws StoreException, InterruptedException {
        Access<T> access = new Access<>(action);
        begin(access);
        try {
            executor.execute(() -> run(access));
        } catch (RuntimeException | Error e) { // stopped, or no thread can be created
            StoreException failure = StoreException.notBegun(e);
            end(access, failure);
            throw failure;
        }
        if (!access.ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            throw late(access);
        }
        if (access.failure != null) {
            throw StoreException.failed(access.failure);
        }
        return access.value;
    }

    /** Returns the result of the last access. While an access is late, the state is a failure. */
    StoreState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    private void begin(Access<?> access) throws StoreException {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (isHanging(now)) {
                StoreException failure = StoreException.hanging(oldest(now));
                state = state.failed(failure, clock.instant());
                throw failure;
            }
            underWay.put(access, now);
        } finally {
            lock.unlock();
        }
    }

    /** Needs the lock. */
    private boolean isHanging(long now) {
        return oldest(now).compareTo(limit) >= 0;
    }

    /** Returns for how long the oldest access has been under way. Needs the lock. */
    private Duration oldest(long now) {
        return underWay.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(now - underWay.values().iterator().next());
    }

    private <T> void run(Access<T> access) {
        access.hasRun = true;
        try {
            access.value = access.action.get();
        } catch (Throwable e) { // maps of users throw anything, and the caller must not wait for nothing
            access.failure = e;
        }
        try {
            end(access, access.failure == null ? null : StoreException.failed(access.failure));
        } finally {
            access.ended.countDown();
        }
    }

    private void end(Access<?> access, StoreException failure) {
        StoreState before;
        StoreState after;
        lock.lock();
        try {
            underWay.remove(access);
            before = state;
            if (failure != null) {
                state = state.failed(failure, clock.instant());
            } else if (!isHanging(nanoTime.getAsLong())) { // otherwise another access is late
                state = StoreState.WORKING;
            }
            after = state;
        } finally {
            lock.unlock();
        }
        if (access.hasRun) { // otherwise it is not the map that failed: the component has stopped, or no thread is left
            logChange(before, after);
        }
    }

    private StoreException late(Access<?> access) {
        StoreException failure = StoreException.late(limit);
        StoreState before;
        StoreState after;
        lock.lock();
        try {
            before = state;
            if (underWay.containsKey(access)) { // otherwise it has ended since, and the state is that of its end
                state = state.failed(failure, clock.instant());
            }
            after = state;
        } finally {
            lock.unlock();
        }
        logChange(before, after);
        return failure;
    }

    /** Logs the first failure of several, because each request without a credential accesses the map. */
    private static void logChange(StoreState before, StoreState after) {
        if (before.failure() == null && after.failure() != null) {
            LOG.warn(
                    "{}. Requests with a credential in memory go on. Further failures are logged at DEBUG",
                    after.failure());
        } else if (before.failure() != null && after.failure() == null) {
            LOG.info("credentialStore answers again, after failures since {}", before.failedSince());
        }
    }

    /** One access. The latch publishes the fields, which the thread of the executor writes. */
    private static final class Access<T> {

        private final Supplier<T> action;
        private final CountDownLatch ended = new CountDownLatch(1);
        private T value;
        private Throwable failure;
        private boolean hasRun;

        Access(Supplier<T> action) {
            this.action = action;
        }
    }
}
