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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.stream.StreamSlots.Admission;

/** Hand-over of slots to waiting streams. */
class StreamSlotsTest {

    private static final int MANY = 100_000;

    private final StreamSlots slots = new StreamSlots(1, -1);

    private static Admission acquire(StreamSlots slots, BooleanSupplier task) {
        return slots.acquire(task, task);
    }

    @Test
    void onlyATaskThatWaitedRunsOnTheThreadThatFreesTheSlot() {
        List<String> events = new ArrayList<>();

        slots.acquire(() -> events.add("first now"), () -> events.add("first later"));
        slots.acquire(() -> events.add("second now"), () -> events.add("second later"));
        assertThat(events).containsExactly("first now");
        slots.release();

        assertThat(events).containsExactly("first now", "second later");
    }

    @Test
    void declinedSlotGoesToTheNextWaiter() {
        List<Integer> asked = new ArrayList<>();
        acquire(slots, () -> true);
        for (int i = 1; i <= MANY; i++) {
            int number = i;
            acquire(slots, () -> {
                asked.add(number);
                return number == MANY;
            });
        }
        assertThat(asked).isEmpty();

        slots.release(); // without a recursion as deep as the number of waiters

        assertThat(asked).hasSize(MANY).isSorted();
        acquire(slots, () -> asked.add(0));
        assertThat(asked).as("the last one has the slot").doesNotContain(0);
    }

    @Test
    @Timeout(60)
    void manyWaitingTasksAreCancelledInLinearTime() {
        List<BooleanSupplier> waiting = new ArrayList<>();
        acquire(slots, () -> true);
        for (int i = 0; i < 2 * MANY; i++) {
            int number = i;
            BooleanSupplier task = () -> number < 0;
            waiting.add(task);
            acquire(slots, task);
        }

        for (int i = waiting.size(); i-- > 0; ) {
            assertThat(slots.cancel(waiting.get(i))).isTrue();
        }
    }

    @Test
    void slotDeclinedImmediatelyIsFree() {
        List<String> asked = new ArrayList<>();

        acquire(slots, () -> false);
        acquire(slots, () -> asked.add("next"));

        assertThat(asked).containsExactly("next");
    }

    @Test
    void failureOfTheCloseTaskDoesNotReachTheLastStream() {
        acquire(slots, () -> true);
        slots.close(() -> {
            throw new IllegalStateException("expected by this test");
        });

        assertThatCode(slots::release).doesNotThrowAnyException();
    }

    @Test
    void taskBeyondTheLimitOfWaitingTasksIsRefused() {
        StreamSlots limited = new StreamSlots(1, 1);
        List<String> events = new ArrayList<>();
        acquire(limited, () -> true);

        assertThat(acquire(limited, () -> events.add("waited"))).isEqualTo(Admission.ADMITTED);
        assertThat(acquire(limited, () -> events.add("refused"))).isEqualTo(Admission.FULL);

        limited.release();
        assertThat(events).containsExactly("waited");
        assertThat(acquire(limited, () -> events.add("waits again"))).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void nothingWaitsIfNoTaskMayWait() {
        StreamSlots limited = new StreamSlots(1, 0);

        assertThat(acquire(limited, () -> true)).isEqualTo(Admission.ADMITTED);
        assertThat(acquire(limited, () -> true)).isEqualTo(Admission.FULL);
    }

    @Test
    void closedSlotsTakeNoMoreStreamsAndFinishTheOthers() {
        List<String> events = new ArrayList<>();
        acquire(slots, () -> true);
        acquire(slots, () -> events.add("waited"));

        slots.close(() -> events.add("closed"));

        assertThat(acquire(slots, () -> events.add("late"))).isEqualTo(Admission.CLOSED);
        slots.release();
        assertThat(events).containsExactly("waited");
        slots.release();
        assertThat(events).containsExactly("waited", "closed");
    }
}
