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

/**
 * The periods whose one-time codes an account has used. A provider accepts a code once, so each is used once, by all logins of the
 * account together.
 *
 * <p>Lock: the {@link LoginThrottle} guards this object.
 */
final class UsedCodes {

    /** A code is not used if its period ends sooner, because it must still be valid when the form arrives. */
    private static final Duration LEAST_LEFT = Duration.ofSeconds(3);

    private Instant usedUntil = Instant.MIN;

    /**
     * Uses the code of the present period. It counts as used, whatever happens to it.
     *
     * @param unused the start of the period of a code that no page got to its end, so it is not used yet; null if there is none
     * @return the start of the period; null if the code was used before, or its period is about to end
     */
    Instant use(TotpSeed seed, Instant now, Instant unused) {
        Instant start = seed.start(now);
        Instant end = start.plus(seed.period());
        // after a clock that was hours ahead was corrected, logins must not wait for hours
        boolean again = start.equals(unused) && usedUntil.equals(end);
        boolean clockSetBack = usedUntil.isAfter(end.plus(seed.period()));
        if ((start.isBefore(usedUntil) && !clockSetBack && !again) || isAboutToEnd(end, now)) {
            return null;
        }
        usedUntil = end;
        return start;
    }

    /** Returns whether a code whose period ends then is not used any more. */
    static boolean isAboutToEnd(Instant end, Instant now) {
        return Duration.between(now, end).compareTo(LEAST_LEFT) < 0;
    }

    /** Adds the codes that were used when the account was still thought to be another one. */
    void absorb(UsedCodes other) {
        usedUntil = usedUntil.isAfter(other.usedUntil) ? usedUntil : other.usedUntil;
    }

    /** Returns whether no code is used that would still be valid. */
    boolean isEmpty(Instant now) {
        return !usedUntil.isAfter(now);
    }
}
