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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.MalformedInput;
import io.github.camelaura.StreamFormat;
import io.github.camelaura.stream.StreamState.StreamPhase;
import io.github.camelaura.unit.UnitSettings;

/** The time limits of a stream; the test takes the place of the timer. */
class StreamDeadlineTest {

    private static final long LIMIT = 20;
    private static final long LATER = 60;
    private static final long NO_LIMIT = 0;

    private final List<String> expired = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "FIRST_CHUNK", "CHUNK"})
    void limitOfAPhaseExpiresOnce(StreamPhase phase) {
        StreamDeadline deadline = new StreamDeadline(limits(LIMIT, NO_LIMIT));
        deadline.enter(phase);

        checkFor(deadline, LATER);

        assertThat(expired).containsExactly(phase + " of phase");
    }

    @Test
    void onlyOnePhaseOfAStreamExpires() {
        StreamDeadline deadline = new StreamDeadline(limits(LIMIT, NO_LIMIT));
        deadline.enter(StreamPhase.FIRST_CHUNK);
        checkFor(deadline, LATER);

        deadline.enter(StreamPhase.CHUNK);
        checkFor(deadline, LATER);

        assertThat(expired).containsExactly("FIRST_CHUNK of phase");
    }

    @Test
    void limitOfTheRequestExpiresAfterThatOfAPhaseAndIsTheLast() {
        StreamDeadline deadline = new StreamDeadline(limits(LIMIT, LATER));
        deadline.enter(StreamPhase.CHUNK);

        checkFor(deadline, 2 * LATER);

        assertThat(expired).containsExactly("CHUNK of phase", "CHUNK of request");
    }

    @Test
    void noPhaseExpiresAfterTheRequest() {
        StreamDeadline deadline = new StreamDeadline(limits(LIMIT, LIMIT));
        deadline.enter(StreamPhase.ROUTES);
        checkFor(deadline, LATER);

        deadline.enter(StreamPhase.CHUNK);
        checkFor(deadline, LATER);

        assertThat(expired).containsExactly("ROUTES of request");
    }

    @ParameterizedTest
    @EnumSource
    void limitOfTheRequestExpiresInEachPhase(StreamPhase phase) {
        StreamDeadline deadline = new StreamDeadline(limits(NO_LIMIT, LIMIT));
        deadline.enter(phase);

        checkFor(deadline, LATER);

        assertThat(expired).containsExactly(phase + " of request");
    }

    @ParameterizedTest
    @EnumSource
    void zeroMeansNoLimit(StreamPhase phase) {
        StreamDeadline deadline = new StreamDeadline(limits(NO_LIMIT, NO_LIMIT));
        deadline.enter(phase);

        checkFor(deadline, LATER);

        assertThat(expired).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CONNECT", "FIRST_CHUNK", "CHUNK"})
    void phaseThatDoesNotWaitForTheServerHasNoLimitOfItsOwn(StreamPhase phase) {
        StreamDeadline deadline = new StreamDeadline(limits(LIMIT, NO_LIMIT));
        deadline.enter(phase);

        checkFor(deadline, LATER);

        assertThat(expired).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void phaseThatBeginsDuringACheckDoesNotExpire(StreamPhase phase) {
        AtomicLong time = new AtomicLong();
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        StreamDeadline deadline = new StreamDeadline(limits(NO_LIMIT, NO_LIMIT), () -> {
            long read = time.getAndIncrement();
            meanwhile.getAndSet(() -> {}).run();
            return read;
        });
        deadline.enter(phase);

        meanwhile.set(() -> {
            deadline.enter(StreamPhase.CHUNK); // sets the begin of a phase, as the phase ROUTES does not
            deadline.enter(phase);
        });
        check(deadline);

        assertThat(expired).isEmpty();
        meanwhile.set(() -> deadline.enter(StreamPhase.CHUNK));
        assertThat(deadline.idle()).isZero();
    }

    @Test
    void timeOfAPhaseBeginsWhenThePhaseIsEntered() {
        StreamDeadline deadline = new StreamDeadline(limits(Duration.ofHours(1).toMillis(), NO_LIMIT));
        awaitElapsed(deadline, LATER);
        long before = deadline.elapsed();
        assertThat(deadline.idle()).isZero();

        deadline.enter(StreamPhase.CHUNK);

        assertThat(deadline.idle()).isLessThanOrEqualTo(deadline.elapsed() - before);
        deadline.enter(StreamPhase.ROUTES);
        assertThat(deadline.idle()).isZero();
    }

    @Test
    void checkReturnsTheTimeUntilTheNextLimitOfAnyPhase() {
        StreamDeadline deadline = new StreamDeadline(limits(Duration.ofHours(1).toMillis(), NO_LIMIT));
        long limit = Duration.ofHours(1).toNanos();

        assertThat(deadline.shortestLimit()).isEqualTo(limit);
        assertThat(check(deadline)).isEqualTo(limit); // a phase with a limit may begin at any time
        deadline.enter(StreamPhase.CHUNK);
        assertThat(check(deadline)).isLessThanOrEqualTo(limit).isPositive();
    }

    @Test
    void checkReturnsTheTimeLeftForTheRequestAfterThatOfAPhase() {
        StreamDeadline deadline =
                new StreamDeadline(limits(LIMIT, Duration.ofHours(1).toMillis()));
        deadline.enter(StreamPhase.CHUNK);
        checkFor(deadline, LATER);

        assertThat(check(deadline))
                .isLessThan(Duration.ofHours(1).toNanos())
                .isGreaterThan(Duration.ofMinutes(50).toNanos());
    }

    @Test
    void streamWithoutLimitsIsNotDueForYears() {
        StreamDeadline deadline = new StreamDeadline(limits(NO_LIMIT, NO_LIMIT));
        long years = Duration.ofDays(10_000).toNanos();

        assertThat(deadline.shortestLimit()).isGreaterThan(years);
        assertThat(check(deadline)).isGreaterThan(years);
    }

    private long check(StreamDeadline deadline) {
        return deadline.check((phase, whole) -> expired.add(phase + (whole ? " of request" : " of phase")));
    }

    /** Checks the limits, as the timer does, until so many milliseconds have passed. */
    private void checkFor(StreamDeadline deadline, long millis) {
        long end = deadline.elapsed() + Duration.ofMillis(millis).toNanos();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    boolean last = deadline.elapsed() >= end;
                    check(deadline);
                    return last;
                });
    }

    private static void awaitElapsed(StreamDeadline deadline, long millis) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> deadline.elapsed() >= Duration.ofMillis(millis).toNanos());
    }

    private static StreamSettings limits(long phase, long request) {
        return new StreamSettings(
                "http://localhost",
                "m",
                false,
                StreamFormat.ITERATOR,
                0,
                false,
                false,
                phase,
                phase,
                phase,
                request,
                1,
                -1,
                1,
                MalformedInput.REPLACE,
                UnitSettings.of(ChunkUnit.ARRIVAL, 0, 0, null));
    }
}
