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
package io.github.camelaura.login;

import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logouts of a context that run. They run in the background; the stop of the context waits for them. Thread safe. */
final class Logouts {

    private static final Logger LOG = LoggerFactory.getLogger(Logouts.class);

    private static final int SECONDS_TO_END = Logout.SECONDS + 1;

    private final Executor executor;

    /** Has a party for each logout, and one for the stop of the context. */
    private final Phaser running = new Phaser(1);

    Logouts(Executor executor) {
        this.executor = executor;
    }

    /** Begins a logout on a thread of its own. If there is no thread for it, the session remains until it expires. */
    void begin(Runnable logout) {
        running.register();
        try {
            executor.execute(() -> {
                try {
                    logout.run();
                } finally {
                    running.arriveAndDeregister();
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the context has stopped, or no thread is left
            LOG.debug("No logout", e);
            running.arriveAndDeregister();
        }
    }

    /** Waits until all logouts that have begun have ended. Each of them ends in time. Called at most once. */
    void await() {
        try {
            int unused = running.awaitAdvanceInterruptibly(running.arrive(), SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("A logout did not end when its context stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
