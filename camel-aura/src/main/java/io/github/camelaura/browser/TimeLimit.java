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
     * Returns when it is done, has failed, or takes too long. After the executor was shut down, the task runs on the
     * caller's thread: a browser must quit even if its context has stopped.
     *
     * @param what it does, for the log
     */
    static void run(String what, Runnable task, ExecutorService executor) {
        boolean interrupted = Thread.interrupted(); // or it would not even be tried
        try {
            await(submit(task, executor));
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The browser did not {}: {}", what, e.getClass().getSimpleName());
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

    private static void await(Future<?> done) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            done.get(SECONDS, TimeUnit.SECONDS);
        } finally {
            done.cancel(true);
        }
    }
}
