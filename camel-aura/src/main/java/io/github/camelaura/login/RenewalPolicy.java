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
 * When a credential is too old.
 *
 * @param ttl how old it may get; zero for no limit
 * @param minInterval the least time from one login to the next that nobody asked for
 * @param readyCookie the cookie whose expiry counts; null for the one that expires first
 */
record RenewalPolicy(Duration ttl, Duration minInterval, String readyCookie) {

    private static final Duration LEAST_MARGIN = Duration.ofMinutes(1);

    static RenewalPolicy of(LoginSettings settings) {
        return new RenewalPolicy(
                Duration.ofMillis(settings.ttl()),
                Duration.ofMillis(settings.minInterval()),
                settings.key().readyCookie());
    }

    /** Whether it is no use to send it. */
    boolean isExpired(Credential credential, Instant now) {
        Instant old = credential.obtained().plus(ttl);
        boolean tooOld = !ttl.isZero() && !now.isBefore(old);
        return tooOld || (credential.token() == null && credential.cookies().isEmpty(now));
    }

    /** Whether the next one should be fetched while this one still works. */
    boolean isDue(Credential credential, Instant now) {
        Instant renewal = renewal(credential, now);
        return renewal != null && !now.isBefore(renewal);
    }

    /** From when on the next one should be fetched while this one still works; null if nobody knows. */
    Instant renewal(Credential credential, Instant now) {
        Instant end = end(credential, now);
        if (end == null) {
            return null;
        }
        Duration tenth = Duration.between(credential.obtained(), end).dividedBy(10);
        Duration margin = tenth.compareTo(LEAST_MARGIN) > 0 ? tenth : LEAST_MARGIN;
        Instant ahead = end.minus(margin);
        Instant earliest = credential.obtained().plus(minInterval);
        return ahead.isBefore(earliest) ? earliest : ahead;
    }

    /** When it expires or gets too old, whichever is first; null if nobody knows. */
    Instant end(Credential credential, Instant now) {
        Instant expiry = credential.cookies().expiry(readyCookie, now);
        if (ttl.isZero()) {
            return expiry;
        }
        Instant old = credential.obtained().plus(ttl);
        return expiry == null || old.isBefore(expiry) ? old : expiry;
    }

    /** Whether a status 403 is about the request: a login a moment ago has given all that it can give. */
    boolean isForbidden(Credential credential, Instant now) {
        return now.isBefore(credential.obtained().plus(minInterval));
    }
}
