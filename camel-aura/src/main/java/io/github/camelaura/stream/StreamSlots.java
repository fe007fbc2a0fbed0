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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Limits how many streams of an endpoint run at once; the others wait in order, without a thread. */
public final class StreamSlots {

    private final int max;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int used;
    private final List<Runnable> whenIdle = new ArrayList<>();

    public StreamSlots(int max) {
        this.max = max;
    }

    /** Runs the task now if a slot is free, else when one has become free, on the thread that frees it. */
    void acquire(Runnable task) {
        synchronized (this) {
            if (used == max) {
                waiting.add(task);
                return;
            }
            used++;
        }
        task.run();
    }

    /** Gives up waiting; false if the task does not wait (any more). */
    synchronized boolean cancel(Runnable task) {
        return waiting.remove(task);
    }

    /** Frees a slot for the next that waits. */
    void release() {
        List<Runnable> next = new ArrayList<>();
        synchronized (this) {
            Runnable waited = waiting.poll();
            if (waited != null) {
                next.add(waited);
            } else if (--used == 0) {
                next.addAll(whenIdle);
                whenIdle.clear();
            }
        }
        next.forEach(Runnable::run);
    }

    /** Runs the task once no stream runs or waits: now, or when the last slot is freed. */
    public void whenIdle(Runnable task) {
        synchronized (this) {
            if (used > 0) {
                whenIdle.add(task);
                return;
            }
        }
        task.run();
    }
}
