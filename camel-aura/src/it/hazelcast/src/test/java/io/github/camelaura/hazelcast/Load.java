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
package io.github.camelaura.hazelcast;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Sends requests, each after the end of the one before, for some time. */
final class Load {

    private final Callable<CompletableFuture<String>> request;
    private final long end;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    /**
     * @param request sends a request; its result is null, or why it failed
     * @param seconds for how long further requests begin
     */
    Load(Callable<CompletableFuture<String>> request, int seconds) {
        this.request = request;
        this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Sends one request after the other. The result completes when the last one has ended. */
    CompletableFuture<Void> begin() {
        CompletableFuture<String> sent;
        try {
            sent = request.call();
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
        return sent.thenComposeAsync(reason -> {
            requests.incrementAndGet();
            if (reason != null) {
                failed.incrementAndGet();
                failure.set(reason);
            }
            return System.nanoTime() < end ? begin() : CompletableFuture.completedFuture(null);
        });
    }

    /** Returns how many requests there were, how many of them failed, and why one failed. */
    String result() {
        return requests.get() + " " + failed.get() + " " + failure.get();
    }
}
