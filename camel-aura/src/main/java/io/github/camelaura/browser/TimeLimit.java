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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has another thread do what may hang, and waits for it a few seconds only. */
final class TimeLimit {

    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private static final int SECONDS = 5;

    private TimeLimit() {}

    /**
     * Runs the task on another thread and waits for it at most five seconds. An interrupt does not end the wait, and a task
     * that has not begun is never cancelled: a browser must quit even if its login is aborted. After the executor was shut
     * down, the task runs on the caller's thread.
     *
     * @param what the task does, for the log
     */
    static void run(String what, Runnable task, ExecutorService executor) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> done = submit(
                () -> {
                    begun.countDown();
                    task.run();
                },
                executor);
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try {
            while (!done.isDone()) {
                try {
                    done.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The browser did not {}: {}", what, e.getClass().getSimpleName());
            if (begun.getCount() == 0) {
                done.cancel(true);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Future<?> submit(Runnable task, ExecutorService executor) {
        try {
            return executor.submit(task);
        } catch (RejectedExecutionException e) {
            FutureTask<?> own = new FutureTask<>(task, null);
            own.run();
            return own;
        }
    }
}
