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

import static io.github.camelaura.support.Interleavings.require;
import static io.github.camelaura.support.Interleavings.together;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.stream.StreamSlots.Admission;
import io.github.camelaura.support.Interleavings;

/** Streams take, give up and free their slots at the same time. */
@Tag("interleavings")
class StreamSlotsRaceTest {

    @Test
    void noMoreStreamsRunThanThereAreSlots() {
        Interleavings.check(() -> {
            Scenario scenario = new Scenario(1);
            Task first = scenario.task();
            Task second = scenario.task();

            together(
                    () -> {
                        scenario.acquire(first);
                        scenario.endOne();
                    },
                    () -> {
                        scenario.acquire(second);
                        scenario.endOne();
                    });

            scenario.endAll();
            require(first.runs == 1 && second.runs == 1, "each stream runs once");
        });
    }

    @Test
    void waitingStreamIsEitherCancelledOrRun() {
        Interleavings.check(() -> {
            Scenario scenario = new Scenario(1);
            scenario.add();
            Task waiting = scenario.task();
            scenario.acquire(waiting);
            boolean[] cancelled = new boolean[1];

            together(scenario::endOne, () -> cancelled[0] = scenario.slots.cancel(waiting));

            require(
                    waiting.runs == (cancelled[0] ? 0 : 1),
                    "a stream that is cancelled does not run, another one does");
            scenario.endAll();
        });
    }

    @Test
    void closeTaskRunsOnceAfterTheLastStream() {
        Interleavings.check(() -> {
            Scenario scenario = new Scenario(1);
            scenario.add();
            Task second = scenario.task();
            boolean[] accepted = new boolean[1];
            AtomicInteger closed = new AtomicInteger();

            together(
                    scenario::endOne,
                    () -> accepted[0] = scenario.acquire(second) == Admission.ADMITTED,
                    () -> scenario.slots.close(() -> {
                        require(scenario.running.get() == 0, "no stream runs when the slots are closed");
                        closed.incrementAndGet();
                    }));

            require(second.runs == (accepted[0] ? 1 : 0), "a stream runs if it is accepted");
            scenario.endAll();
            require(closed.get() == 1, "the slots are closed once");
            require(scenario.acquire(scenario.task()) == Admission.CLOSED, "closed slots take no stream");
        });
    }

    /** Slots, and the streams that have them. */
    private static final class Scenario {

        private final int max;
        private final StreamSlots slots;
        private final AtomicInteger running = new AtomicInteger();

        private Scenario(int max) {
            this.max = max;
            this.slots = new StreamSlots(max, -1);
        }

        private Task task() {
            return new Task(this);
        }

        private Admission acquire(Task task) {
            return slots.acquire(task, task);
        }

        private void add() {
            acquire(task());
        }

        /** Ends a stream, if one runs. */
        private boolean endOne() {
            int now = running.get();
            while (now > 0 && !running.compareAndSet(now, now - 1)) {
                now = running.get();
            }
            if (now > 0) {
                slots.release();
            }
            return now > 0;
        }

        /** Ends all streams, and checks that all slots are free then. */
        private void endAll() {
            while (endOne()) {
                // the next one may have waited for this slot
            }
            boolean[] idle = new boolean[1];
            slots.close(() -> idle[0] = true);
            require(idle[0], "all slots are free after all streams have ended");
        }
    }

    /** A stream that runs until the scenario ends it. */
    private static final class Task implements BooleanSupplier {

        private final Scenario scenario;
        private int runs;

        private Task(Scenario scenario) {
            this.scenario = scenario;
        }

        @Override
        public boolean getAsBoolean() {
            runs++;
            require(scenario.running.incrementAndGet() <= scenario.max, "no more streams run than there are slots");
            return true;
        }
    }
}
