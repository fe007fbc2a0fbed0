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
package io.github.camelaura.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class LeaseWatchTest {

    private static final Duration OVER = Duration.ofMillis(Lease.MILLIS);
    private static final Lease LEASE = new Lease("holder", 3);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // nanoTime may overflow
    private final LeaseWatch watch = new LeaseWatch(nanos::get);

    @Test
    void leaseWithTheSameBeatIsOverAfterItsTime() {
        assertThat(watch.isOver("k", LEASE)).isFalse();
        pass(OVER.minusNanos(1));
        assertThat(watch.isOver("k", LEASE)).isFalse();

        pass(Duration.ofNanos(1));

        assertThat(watch.isOver("k", LEASE)).isTrue();
    }

    @Test
    void renewedLeaseIsObservedAnew() {
        watch.isOver("k", LEASE);
        pass(OVER);

        assertThat(watch.isOver("k", LEASE.renewed())).isFalse();

        pass(OVER);
        assertThat(watch.isOver("k", LEASE.renewed())).isTrue();
    }

    @Test
    void leaseOfAnotherHolderOrKeyIsObservedAnew() {
        watch.isOver("k", LEASE);
        pass(OVER);

        assertThat(watch.isOver("other", LEASE)).isFalse();
        assertThat(watch.isOver("k", new Lease("other", 3))).isFalse();
    }

    @Test
    void leaseOfHolderThatHasEndedIsOverAtOnceWithAnyBeat() {
        watch.ended("k", "holder");

        assertThat(watch.isOver("k", LEASE)).isTrue();
        assertThat(watch.isOver("k", LEASE.renewed())).isTrue();
        assertThat(watch.isOver("k", new Lease("other", 3))).isFalse();
    }

    @Test
    void forgottenObservationBeginsAgain() {
        watch.isOver("k", LEASE);
        pass(OVER);

        watch.forget("k");

        assertThat(watch.isOver("k", LEASE)).isFalse();
    }

    @Test
    void observationThatNobodyLooksAtIsRemoved() {
        watch.isOver("k", LEASE);
        pass(Duration.ofMinutes(10).plusNanos(1));

        assertThat(watch.isOver("k", LEASE)).isFalse();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
