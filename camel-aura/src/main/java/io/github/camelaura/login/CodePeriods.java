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
package io.github.camelaura.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The periods whose one-time codes the nodes have used for an account. A provider accepts a code once, and may reject the code of
 * a period before one that it has accepted.
 *
 * @param starts the starts of the last periods, oldest first
 */
record CodePeriods(List<Instant> starts) {

    static final CodePeriods NONE = new CodePeriods(List.of());

    /** Enough for the periods around the present one, also if the clocks of the nodes differ. */
    private static final int MOST = 20;

    /**
     * Returns whether the code of the period that begins at {@code start} may be used.
     *
     * @param now a time in this period
     */
    boolean allow(Instant start, Duration period, Instant now) {
        if (starts.contains(start) || UsedCodes.isAboutToEnd(start.plus(period), now)) {
            return false;
        }
        // a later period was used by a node whose clock is ahead; if it is far ahead, nobody waits for that time
        return starts.stream()
                .filter(used -> used.isBefore(start.plus(period.multipliedBy(2))))
                .allMatch(used -> used.isBefore(start));
    }

    CodePeriods and(Instant start) {
        return new CodePeriods(Stream.concat(starts.stream(), Stream.of(start))
                .skip(Math.max(0, starts.size() + 1 - MOST))
                .sorted(Comparator.naturalOrder())
                .toList());
    }
}
