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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What ends the sessions of credentials that no further request gets, and that requests may still use. */
    private final Map<SessionEnd, Runnable> retired = new ConcurrentHashMap<>();

    /** Has a party for each logout, and one for the stop of the context. */
    private final Phaser running = new Phaser(1);

    Logouts(Executor executor) {
        this.executor = executor;
    }

    /**
     * Notes that no further request gets the credential of a session, until its logout begins.
     *
     * @param atOnce begins the logout although requests use the credential
     */
    void retired(SessionEnd session, Runnable atOnce) {
        retired.put(session, atOnce);
    }

    /**
     * Begins a logout on a thread of its own. If there is no thread for it, the session remains until it expires.
     *
     * @param release releases the resources of the logout, however it ends
     */
    void begin(SessionEnd session, Runnable logout, Runnable release) {
        retired.remove(session);
        running.register();
        try {
            executor.execute(() -> {
                try {
                    logout.run();
                } finally {
                    ended(release);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the context has stopped, or no thread is left
            LOG.debug("No logout", e);
            ended(release);
        }
    }

    private void ended(Runnable release) {
        try {
            release.run();
        } finally {
            running.arriveAndDeregister();
        }
    }

    /**
     * Begins the logouts that wait for requests, which do not complete any more, and waits until all logouts have ended. Each of them
     * ends in time. Called at most once.
     */
    void await() {
        retired.values().forEach(Runnable::run);
        try {
            int unused = running.awaitAdvanceInterruptibly(running.arrive(), SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("A logout did not end when its context stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
