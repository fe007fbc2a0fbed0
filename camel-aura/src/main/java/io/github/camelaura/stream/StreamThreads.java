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

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a component's streams.
 *
 * <p>Threads: any. The fields are written before the first stream starts.
 */
public final class StreamThreads extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(StreamThreads.class);

    /** The largest number of threads that answer exchanges of streams whose own thread cannot. */
    private static final int MAX_ANSWERS = 20;

    private final CamelContext context;
    private final Runnable tick;
    private ExecutorService executor;
    private ExecutorService answers;
    private ScheduledExecutorService timer;

    /**
     * Makes threads that run after the start.
     *
     * @param tick checks the time limits of the streams
     */
    StreamThreads(CamelContext context, Runnable tick) {
        this.context = context;
        this.tick = tick;
    }

    /** Runs streams, and other tasks that may block. The number of threads has no limit. */
    public ExecutorService executor() {
        return executor;
    }

    /** Starts tasks later. It has one thread, so the tasks must not block. */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Answers an exchange on a thread of its own, or on this one if there is no other: it must be answered. */
    void answer(Runnable task) {
        try {
            answers.execute(task);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.warn(
                    "No thread to answer an exchange; it is answered on thread {}",
                    Thread.currentThread().getName());
            task.run();
        }
    }

    @Override
    protected void doStart() {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        // the number of streams is limited by their endpoints, not by a pool
        executor = threads.newCachedThreadPool(this, "AuraStream");
        answers = threads.newThreadPool(
                this,
                "AuraAnswer",
                new ThreadPoolProfileBuilder("AuraAnswer")
                        .poolSize(MAX_ANSWERS)
                        .maxPoolSize(MAX_ANSWERS)
                        .maxQueueSize(Integer.MAX_VALUE)
                        .allowCoreThreadTimeOut(true)
                        .build());
        timer = threads.newScheduledThreadPool(
                this,
                "AuraTimeout",
                new ThreadPoolProfileBuilder("AuraTimeout")
                        .poolSize(1)
                        .maxPoolSize(1)
                        .maxQueueSize(-1)
                        .build());
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                tick, DeadlineTimer.TICK_MILLIS, DeadlineTimer.TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() {
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        threads.shutdownGraceful(executor);
        threads.shutdownGraceful(answers);
        threads.shutdownNow(timer);
    }
}
