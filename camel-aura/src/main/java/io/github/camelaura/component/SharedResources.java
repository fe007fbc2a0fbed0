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
package io.github.camelaura.component;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Counts the producers that use the {@link EndpointResources} of an endpoint. The first producer makes the resources; the last
 * one closes them. Their life does not depend on the endpoint, which a cache may evict while its producer is in use.
 *
 * <p>Threads: producers start and stop on any thread. The lock of this object guards both fields. It is not held while resources
 * are made or closed, because both run code of camel-http; a second producer waits for the future instead.
 */
final class SharedResources {

    private final Callable<EndpointResources> factory;
    private CompletableFuture<EndpointResources> current;
    private int users;

    SharedResources(Callable<EndpointResources> factory) {
        this.factory = factory;
    }

    /**
     * Returns the resources for one more producer.
     *
     * @throws Exception if they cannot be made; the next producer tries again
     */
    EndpointResources acquire() throws Exception {
        CompletableFuture<EndpointResources> made = new CompletableFuture<>();
        CompletableFuture<EndpointResources> used;
        synchronized (this) {
            if (current == null) {
                current = made;
                users = 0;
            }
            used = current;
            users++;
        }
        if (used == made) {
            make(made);
        }
        try {
            return used.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (InterruptedException e) {
            release(used);
            throw e;
        }
    }

    private void make(CompletableFuture<EndpointResources> made) {
        try {
            made.complete(factory.call());
        } catch (Throwable e) { // complete the future, because other producers may wait for it
            synchronized (this) {
                current = null;
            }
            made.completeExceptionally(e);
        }
    }

    /** Closes the resources if no other producer uses them. */
    void release() {
        CompletableFuture<EndpointResources> used;
        synchronized (this) {
            used = current;
        }
        release(used);
    }

    private void release(CompletableFuture<EndpointResources> used) {
        synchronized (this) {
            if (used != current || --users > 0) {
                return;
            }
            current = null;
        }
        used.join().close();
    }

    /** Returns the resources, if a producer uses them. */
    synchronized Optional<EndpointResources> current() {
        return Optional.ofNullable(current == null ? null : current.getNow(null));
    }
}
