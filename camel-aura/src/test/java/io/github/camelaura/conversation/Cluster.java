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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Nodes that share a map, with threads and clocks that the test drives: a task runs only if the test says so, on the thread of the
 * test.
 */
final class Cluster {

    static final ConversationKey KEY = ConversationKey.of("aura:chat", "c1");
    static final ConversationSettings SETTINGS = new ConversationSettings(0, 0, 0, true);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** The map of all nodes. */
    final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();

    final List<Node> nodes = new ArrayList<>();
    private long elapsed;

    Node node() {
        return node(map);
    }

    /** Adds a node with another view of the map. */
    Node node(ConcurrentMap<String, String> view) {
        Node node = new Node(view);
        nodes.add(node);
        return node;
    }

    /** Runs all tasks that need no time. */
    void run() {
        while (nodes.stream().anyMatch(Node::runOne)) {
            // until none is left
        }
    }

    /** Lets time pass, and runs what becomes due. */
    void pass(Duration time) {
        long end = elapsed + time.toNanos();
        run();
        for (long next = nextDue(); next <= end; next = nextDue()) {
            elapsed = Math.max(elapsed, next);
            nodes.forEach(Node::startDue);
            run();
        }
        elapsed = end;
    }

    long nanoTime() {
        return elapsed;
    }

    private long nextDue() {
        return nodes.stream()
                .flatMap(node -> node.timers.stream())
                .filter(timer -> !timer.isCancelled())
                .mapToLong(timer -> timer.due)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    Conversation stored() throws ConversationException {
        String value = map.get(KEY.text());
        return value == null ? null : ConversationJson.read(value).conversation();
    }

    /** Returns the prompts and replies that are stored, as text. */
    List<String> texts() throws ConversationException {
        Conversation stored = stored();
        return stored == null
                ? List.of()
                : stored.turns().stream()
                        .flatMap(PastTurn::messages)
                        .map(ConversationMessage::content)
                        .toList();
    }

    /** One JVM. */
    final class Node implements Executor {

        final Deque<Runnable> tasks = new ArrayDeque<>();
        private final List<Timer> timers = new ArrayList<>();
        final Conversations conversations;
        boolean stopped;
        boolean outOfThreads;
        private Duration ahead = Duration.ZERO;

        private Node(ConcurrentMap<String, String> view) {
            conversations = new Conversations(view, scheduler(), this, clock(), () -> elapsed);
        }

        Request begin() {
            return begin(KEY, SETTINGS);
        }

        Request begin(ConversationKey key, ConversationSettings settings) {
            Request request = new Request();
            request.turn = conversations.begin(key, settings, request);
            return request;
        }

        @Override
        public void execute(Runnable task) {
            if (stopped) {
                throw new RejectedExecutionException();
            }
            if (outOfThreads) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            tasks.add(task);
        }

        /** Runs the oldest task; returns false if there is none. */
        boolean runOne() {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
            return task != null;
        }

        /** Returns the number of tasks that wait for their time. */
        long timers() {
            return timers.stream().filter(timer -> !timer.isCancelled()).count();
        }

        /** Runs nothing of this node any more. */
        void kill() {
            nodes.remove(this);
        }

        /** Runs the node again after {@link #kill()}. */
        void resume() {
            nodes.add(this);
        }

        /** Sets the wall clock of this node. */
        void setAhead(Duration duration) {
            ahead = duration;
        }

        void startDue() {
            List<Timer> due =
                    timers.stream().filter(timer -> timer.due <= elapsed).toList();
            timers.removeAll(due);
            due.forEach(FutureTask::run);
        }

        private Clock clock() {
            return new Clock() {
                @Override
                public Instant instant() {
                    return START.plusNanos(elapsed).plus(ahead);
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    throw new UnsupportedOperationException("UTC only");
                }
            };
        }

        /** Has no thread, because nothing is scheduled in the superclass. */
        private ScheduledThreadPoolExecutor scheduler() {
            return new ScheduledThreadPoolExecutor(0) {
                @Override
                public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                    if (stopped) {
                        throw new RejectedExecutionException();
                    }
                    Timer timer = new Timer(task, elapsed + unit.toNanos(delay));
                    timers.add(timer);
                    return timer;
                }

                @Override
                public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
                    throw new UnsupportedOperationException("It would run on a real thread");
                }
            };
        }
    }

    /** A scheduled task. */
    private static final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long due;

        private Timer(Runnable task, long due) {
            super(task, null);
            this.due = due;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }
}
