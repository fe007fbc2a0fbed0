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
package io.github.camelaura.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of a route that blocks its exchanges and their threads until the test opens it. */
public final class Held implements Processor {

    private final Semaphore reached = new Semaphore(0);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        hold();
    }

    /** Blocks the calling thread. */
    public void hold() throws InterruptedException {
        reached.release();
        if (!open.await(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError("never let go");
        }
    }

    /** Blocks the calling thread, for a listener of a log, which cannot throw. An interrupt releases the thread, too. */
    public void holdListener() {
        try {
            hold();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next exchange. */
    public void awaitReached() throws InterruptedException {
        if (!reached.tryAcquire(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)) {
            throw new AssertionError("no exchange");
        }
    }

    /** Releases all threads, now and in future. */
    public void open() {
        open.countDown();
    }
}
