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
package io.github.camelaura.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.camelaura.ChunkUnit;

/** The time is set by the test, so nothing waits. */
class IntervalUnitsTest {

    private static final long INTERVAL = 1000;

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void completeUnitsAreTakenOneByOneBeforeTheInterval() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);

        units.add("one\ntwo\nthr");

        assertThat(units.take(0)).isEqualTo("one\n");
        assertThat(units.take(0)).isEqualTo("two\n");
    }

    @Test
    void beginningOfAUnitIsTakenAfterTheInterval() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("one\nth");
        assertThat(units.take(0)).isEqualTo("one\n");

        pass(INTERVAL);

        assertThat(units.take(0)).isEqualTo("th");
        units.add("ree\n");
        assertThat(units.take(0)).isEqualTo("ree\n");
    }

    @Test
    void intervalBeginsWithTheFirstCharacterOfAUnit() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("o");
        pass(600);
        units.add("ne\nt");
        assertThat(units.take(0)).isEqualTo("one\n");
        pass(600);
        CompletableFuture<String> taken = take(units);

        units.add("wo\n");

        assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo("two\n");
    }

    @Test
    void unitsThatNobodyTakesInTimeAreJoined() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("one\n");
        pass(INTERVAL);
        units.add("two\nthr");

        assertThat(units.take(0)).isEqualTo("one\ntwo\n");
        pass(INTERVAL);
        assertThat(units.take(0)).isEqualTo("thr");
    }

    @Test
    void arrivalsAreGroupedUntilTheInterval() throws Exception {
        IntervalUnits units = units(ChunkUnit.ARRIVAL, 0);
        units.add("one ");
        units.add("two ");
        pass(INTERVAL);
        units.add("three");

        assertThat(units.take(0)).isEqualTo("one two three");
    }

    @Test
    void arrivalsOfTheLeastLengthDoNotWaitForTheInterval() throws Exception {
        IntervalUnits units = units(ChunkUnit.ARRIVAL, 6);
        units.add("one ");
        units.add("two ");
        units.add("three");

        assertThat(units.take(0)).isEqualTo("one two ");
    }

    @Test
    void restIsTakenAtTheEndAtOnce() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("one\ntwo");

        units.end();

        List<String> taken = new ArrayList<>();
        for (String unit = units.take(0); unit != null; unit = units.take(0)) {
            taken.add(unit);
        }
        assertThat(taken).containsExactly("one\n", "two");
    }

    @Test
    void closeDiscardsWhatNobodyTook() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("one\ntwo");

        units.close();

        assertThat(units.take(0)).isNull();
    }

    @Test
    void piecesAfterACloseAreIgnored() throws Exception {
        IntervalUnits units = units(ChunkUnit.LINE, 0);
        units.add("one\ntw");
        units.close();

        units.add("o\nthree");

        assertThat(units.take(0)).isNull();
    }

    @Test
    void waitEndsWithTheInterval() throws Exception {
        IntervalUnits units = new IntervalUnits(UnitSettings.of(ChunkUnit.LINE, 50, 0, null));
        CompletableFuture<String> taken = take(units);

        units.add("one");

        assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo("one");
    }

    private IntervalUnits units(ChunkUnit unit, int minLength) {
        return new IntervalUnits(UnitSettings.of(unit, INTERVAL, minLength, null), nanos::get);
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private static CompletableFuture<String> take(IntervalUnits units) {
        return CompletableFuture.supplyAsync(() -> units.take(0));
    }
}
