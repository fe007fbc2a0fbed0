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
package io.github.camelaura.conversation;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.github.camelaura.store.LeaseWatch;

/**
 * The conversations of one map. The turns of a conversation run one after the other: on one node in the order of their arrival, and
 * on several nodes by a lease in the map.
 *
 * <p>All requests of a node that use the same map should use the same object, because otherwise their order is not kept.
 *
 * <p>Threads: any. The timer only starts tasks on the executor, and only the executor uses the map, except in {@link #history},
 * {@link #forget} and {@link Turn#saveHere}. No lock is held.
 */
public final class Conversations {

    /** The time between two looks at a lease of another turn. */
    static final long POLL_MILLIS = 200;

    private final TurnQueues queues = new TurnQueues();
    private final ConversationStore store;
    private final LeaseWatch watch;
    private final ScheduledExecutorService timer;
    private final Executor executor;
    private final Clock clock;

    /**
     * Uses the conversations of a map.
     *
     * @param map its {@code putIfAbsent}, {@code replace} and {@code remove} must be atomic; any of its methods may block
     * @param timer starts tasks on the executor
     * @param executor runs tasks that may block. Their number must not be limited, as the listener of a turn may occupy the thread. It
     *     must not run tasks on the thread that adds them
     */
    public Conversations(ConcurrentMap<String, String> map, ScheduledExecutorService timer, Executor executor) {
        this(map, timer, executor, Clock.systemUTC(), System::nanoTime);
    }

    Conversations(
            ConcurrentMap<String, String> map,
            ScheduledExecutorService timer,
            Executor executor,
            Clock clock,
            LongSupplier nanoTime) {
        this.store = new ConversationStore(map);
        this.watch = new LeaseWatch(nanoTime);
        this.timer = timer;
        this.executor = executor;
        this.clock = clock;
    }

    /** Begins a turn, which waits for the earlier turns of the conversation without a thread. */
    public Turn begin(ConversationKey key, ConversationSettings settings, Turn.Listener listener) {
        TurnLease lease = new TurnLease(store, watch, clock, key, settings);
        Turn turn = new Turn(this, key, settings, lease, listener);
        if (queues.add(turn)) {
            start(turn);
        }
        return turn;
    }

    /**
     * Returns the messages that the next request of a conversation would have before its prompt, oldest first. Blocks while the map
     * is read.
     *
     * @throws ConversationException if the map failed, or the value is not a conversation
     */
    public List<ConversationMessage> history(ConversationKey key, ConversationSettings settings)
            throws ConversationException {
        Stored stored = store.read(key, null);
        if (stored == null || settings.isExpired(stored.conversation().lastUse(), clock.millis())) {
            return List.of();
        }
        return settings.cut(stored.conversation().turns()).stream()
                .flatMap(PastTurn::messages)
                .toList();
    }

    /**
     * Removes a conversation, also one that cannot be read. A turn that is running on any node is not saved at its end; a turn that
     * waits starts with an empty history. Blocks while the map is changed.
     *
     * @return whether there was a conversation
     * @throws ConversationException if the map failed
     */
    public boolean forget(ConversationKey key) throws ConversationException {
        return store.remove(key);
    }

    /** Returns whether no turn runs or waits. */
    boolean isIdle() {
        return queues.isEmpty();
    }

    /** Starts the next turn after the first one of its conversation. */
    void ended(Turn turn) {
        start(queues.next(turn));
    }

    /** Removes a cancelled turn. The first one of its conversation is removed at its next attempt. */
    void cancelled(Turn turn) {
        queues.cancel(turn);
    }

    private void start(Turn first) {
        Turn turn = first;
        while (turn != null && !execute(turn::attempt)) {
            Turn rejected = turn;
            turn = queues.next(rejected);
            rejected.fail(ConversationException.stopped());
        }
    }

    /** Has the first turn of its conversation look at the lease again. */
    void startLater(Turn turn) {
        try {
            Future<?> unused = timer.schedule(() -> start(turn), POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            Turn next = queues.next(turn);
            turn.fail(ConversationException.stopped());
            start(next);
        }
    }

    /** Runs a task on the executor; returns false if it takes no more tasks. */
    boolean execute(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) { // stopped, or no thread can be created
            return false;
        }
    }

    /**
     * Runs a task on the executor after some time, and tries again after that time if the executor does not take it; returns null if
     * the timer takes no more tasks.
     */
    Future<?> executeLater(Runnable task, long millis) {
        try {
            Runnable start = () -> {
                if (!execute(task)) {
                    Future<?> unused = executeLater(task, millis);
                }
            };
            return timer.schedule(start, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }
}
