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

import java.util.ArrayList;
import java.util.List;

import org.jetbrains.lincheck.Lincheck;

/**
 * Runs a scenario with several threads again and again, each time with another interleaving of their steps.
 *
 * <p>Lincheck runs one thread at a time and decides at each access to shared memory and at each lock which thread runs next.
 * The order of the interleavings is fixed, so a race is found in each run of a test or in none. A failure shows the
 * interleaving that led to it. All threads see all writes at once, so a missing {@code volatile} is not found.
 *
 * <p>A scenario makes all objects itself. Lincheck prepares each object that the scenario can reach from outside, which takes
 * minutes for a Camel context.
 */
public final class Interleavings {

    /** Enough to find a race between two threads that have a few dozen steps each. */
    private static final int COUNT = 300;

    private Interleavings() {}

    /** What one thread does. */
    public interface Step {
        void run() throws Exception;
    }

    /** Runs the scenario; fails if it throws in any interleaving. */
    public static void check(Step scenario) {
        Lincheck.runConcurrentTest(COUNT, () -> {
            try {
                scenario.run();
            } catch (Exception e) {
                throw new AssertionError("The scenario failed", e);
            }
        });
    }

    /** Runs each step on a thread of its own, waits for all, and fails if one of them throws. */
    public static void together(Step... steps) throws InterruptedException {
        List<Actor> actors = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Step step : steps) {
            Actor actor = new Actor(step);
            actors.add(actor);
            threads.add(new Thread(actor));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        for (Actor actor : actors) {
            if (actor.failure != null) {
                throw new AssertionError("A thread failed: " + actor.failure, actor.failure);
            }
        }
    }

    /** Fails unless the condition holds. AssertJ would add thousands of steps to the scenario. */
    public static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** Not a subclass of Thread, as Lincheck would wait for it for ever. */
    private static final class Actor implements Runnable {

        private final Step step;
        private Throwable failure;

        private Actor(Step step) {
            this.step = step;
        }

        @Override
        public void run() {
            try {
                step.run();
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
