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
package io.github.camelaura.browser;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task that may hang on a thread of its own, and waits a few seconds for it. The thread does not belong to a pool, so a
 * browser can quit after its context has stopped. As a daemon it does not keep the JVM running.
 */
final class TimeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private static final int SECONDS = 5;

    private TimeLimit() {}

    /** Runs a task for a few seconds at most. */
    static void run(String what, Runnable task) {
        run(what, SECONDS, task);
    }

    /**
     * Runs a task. Returns when it is done, has failed, or takes too long; in the latter case its thread is interrupted. An
     * interrupt of the caller does not end the wait, because a browser must quit even if its login is aborted.
     *
     * @param what the name of the task; log messages contain it after "The browser did not"
     */
    static void run(String what, int seconds, Runnable task) {
        boolean interrupted = Thread.interrupted();
        Thread thread = new Thread(() -> runAndLog(what, task), "AuraBrowser-" + what);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // the system has no more threads
            runAndLog(what, task);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (thread.isAlive()) {
            LOG.debug("The browser did not {} in time", what);
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runAndLog(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.debug("The browser did not {}: {}", what, e.getClass().getSimpleName());
        }
    }
}
