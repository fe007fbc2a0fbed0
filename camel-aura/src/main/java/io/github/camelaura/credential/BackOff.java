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
package io.github.camelaura.credential;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait after so many failures in a row: each time twice as long, with jitter, up to a cap. */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(15);
    private static final int DOUBLINGS = 10;
    private static final double JITTER = 0.2;

    private final DoubleSupplier random;

    /**
     * Makes a back-off.
     *
     * @param random from 0 to 1
     */
    BackOff(DoubleSupplier random) {
        this.random = random;
    }

    Duration after(int failures) {
        Duration exact = FIRST.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        Duration capped = exact.compareTo(MOST) > 0 ? MOST : exact;
        double factor = 1 - JITTER * random.getAsDouble();
        return Duration.ofMillis((long) (capped.toMillis() * factor));
    }
}
