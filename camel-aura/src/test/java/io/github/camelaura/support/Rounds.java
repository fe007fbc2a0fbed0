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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * Runs a scenario with several threads many times, for code that has too many steps for {@link Interleavings}. The threads
 * of a round begin at the same moment.
 */
public final class Rounds {

    private static final int COUNT = 5_000;
    private static final int SPINS = 200;

    private Rounds() {}

    /** Runs the scenario; fails if it throws in any round. */
    public static void check(Interleavings.Step scenario) {
        for (int round = 1; round <= COUNT; round++) {
            try {
                scenario.run();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("Round " + round + " failed: " + e, e);
            }
        }
    }

    /** Runs each step on a thread of its own, waits for all, and fails if one of them throws. */
    @SuppressWarnings("ThreadPriorityCheck") // yields only so that threads on few processors begin soon
    public static void together(Interleavings.Step... steps) throws Exception {
        CountDownLatch start = new CountDownLatch(steps.length);
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (Interleavings.Step step : steps) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                start.countDown();
                for (int spins = 1;
                        start.getCount() > 0;
                        spins++) { // a thread that is woken up begins too late for a race
                    if (spins % SPINS == 0) {
                        Thread.yield();
                    } else {
                        Thread.onSpinWait();
                    }
                }
                step.run();
                return null;
            });
            tasks.add(task);
            new Thread(task).start();
        }
        for (FutureTask<Void> task : tasks) {
            task.get();
        }
    }
}
