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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelaura.unit.UnitQueue;

/**
 * Passes one chunk at a time, so that a slow reader slows down the server.
 *
 * <p>Threads: one adds and ends, another takes; any may close. The lock guards all fields, and no other code runs under it.
 */
final class HandOff implements UnitQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private String chunk;
    private boolean ended;

    /** Waits until the chunk before has been taken. */
    @Override
    public void add(String next) {
        lock.lock();
        try {
            while (chunk != null && !ended) {
                changed.awaitUninterruptibly();
            }
            if (!ended) {
                chunk = next;
                changed.signal();
            }
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
            chunk = null;
            end();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String take(long millis) {
        boolean interrupted = false;
        long left = millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (chunk == null && !ended && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (chunk == null) {
                return ended ? null : "";
            }
            String taken = chunk;
            chunk = null;
            changed.signal();
            return taken;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
