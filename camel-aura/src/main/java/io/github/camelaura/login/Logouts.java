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

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
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
    private final Set<CompletableFuture<Void>> running = ConcurrentHashMap.newKeySet();

    Logouts(Executor executor) {
        this.executor = executor;
    }

    /** Begins a logout. Without a thread for it there is no logout, and the session expires. */
    void begin(Runnable logout) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        running.add(end);
        try {
            executor.execute(() -> {
                try {
                    logout.run();
                } finally {
                    end(end);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the context has stopped, or no thread is left
            LOG.debug("No logout", e);
            end(end);
        }
    }

    private void end(CompletableFuture<Void> end) {
        running.remove(end);
        end.complete(null);
    }

    /** Waits until all logouts that have begun have ended. Each of them ends in time. */
    void await() {
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A logout did not end when its context stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
