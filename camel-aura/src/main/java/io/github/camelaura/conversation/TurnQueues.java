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

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turns of this node, in the order of their arrival, for each conversation. The first turn of a conversation runs, or waits for
 * another node.
 *
 * <p>Threads: any. The lock guards the map and its sets; no other code runs under it.
 */
final class TurnQueues {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Set<Turn>> queues = new HashMap<>(); // a set in order also removes quickly

    /** Adds a turn; returns whether it is the first one. */
    boolean add(Turn turn) {
        lock.lock();
        try {
            Set<Turn> queue = queues.computeIfAbsent(turn.key().text(), key -> new LinkedHashSet<>());
            queue.add(turn);
            return queue.size() == 1;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a turn unless it is the first one, which {@link #next} removes. */
    void cancel(Turn turn) {
        lock.lock();
        try {
            Set<Turn> queue = queues.get(turn.key().text());
            if (queue != null && queue.iterator().next() != turn) {
                queue.remove(turn);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes the first turn; returns the next one, or null. */
    Turn next(Turn first) {
        lock.lock();
        try {
            Set<Turn> queue = queues.get(first.key().text());
            queue.remove(first);
            Iterator<Turn> waiting = queue.iterator();
            if (waiting.hasNext()) {
                return waiting.next();
            }
            queues.remove(first.key().text());
            return null;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return queues.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
