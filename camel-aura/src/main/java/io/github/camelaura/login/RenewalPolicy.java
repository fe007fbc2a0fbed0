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
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The rules for the age of a credential.
 *
 * @param ttl the age at which a credential expires; zero for no limit
 * @param minInterval the minimum time between a login and a renewal before expiry
 * @param readyCookie the cookie whose expiry counts; null for the cookie that expires first
 */
record RenewalPolicy(Duration ttl, Duration minInterval, String readyCookie) {

    private static final Duration LEAST_MARGIN = Duration.ofMinutes(1);

    private static final String CLOCK =
            ". Correct the clock of this machine if it is ahead of the server's. Otherwise have the server give more time";

    /** The end of a credential, with its cause and the remedy as text for a message. */
    private record End(Instant at, String cause) {}

    static RenewalPolicy of(LoginSettings settings) {
        return new RenewalPolicy(
                Duration.ofMillis(settings.ttl()),
                Duration.ofMillis(settings.minInterval()),
                settings.key().readyCookie());
    }

    /**
     * Returns whether a credential has expired: it has reached the maximum age, its token has expired, or it has neither token nor
     * valid cookie.
     */
    boolean isExpired(Credential credential, Instant now) {
        boolean tooOld = Stream.of(maxAge(credential), tokenExpiry(credential))
                .anyMatch(end -> end != null && !now.isBefore(end));
        return tooOld || (credential.token() == null && credential.cookies().isEmpty(now));
    }

    /** Returns whether it is time to renew a credential before it expires. */
    boolean isDue(Credential credential, Instant now) {
        Instant renewal = renewal(credential, now);
        return renewal != null && !now.isBefore(renewal);
    }

    /**
     * Returns when to renew a credential before it expires: after nine tenths of its life, but at least a minute before the end,
     * and not before {@code minInterval} is over. Returns null if its expiry is not known.
     */
    Instant renewal(Credential credential, Instant now) {
        Instant expiry = expiry(credential, now);
        if (expiry == null) {
            return null;
        }
        Duration tenth = Duration.between(credential.obtained(), expiry).dividedBy(10);
        Duration margin = tenth.compareTo(LEAST_MARGIN) > 0 ? tenth : LEAST_MARGIN;
        Instant ahead = expiry.minus(margin);
        Instant earliest = credential.obtained().plus(minInterval);
        return ahead.isBefore(earliest) ? earliest : ahead;
    }

    /** Returns when a cookie or the token expires or the maximum age is reached, whichever is first; null if none is known. */
    Instant expiry(Credential credential, Instant now) {
        return Stream.of(credential.cookies().expiry(readyCookie, now), tokenExpiry(credential), maxAge(credential))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Returns that a credential lives less than a minute, and why, as text for a message; null if it lives longer, or its expiry is not
     * known.
     */
    String shortLife(Credential credential) {
        return Stream.of(
                        new End(maxAge(credential), "credentialTtl=" + ttl.toMillis() + " ms says so. Raise it"),
                        new End(tokenExpiry(credential), "its token (loginTokenStorageKey) expires then" + CLOCK),
                        cookieEnd(credential))
                .filter(end -> end.at != null)
                .min(Comparator.comparing(End::at))
                .filter(end -> end.at.isBefore(credential.obtained().plus(LEAST_MARGIN)))
                .map(end -> "lives only "
                        + Duration.between(credential.obtained(), end.at).toSeconds() + " s, because " + end.cause)
                .orElse(null);
    }

    private End cookieEnd(Credential credential) {
        if (readyCookie != null) {
            Instant end = credential.cookies().expiry(readyCookie, credential.obtained());
            return new End(end, "its cookie loginReadyCookie=" + readyCookie + " expires then" + CLOCK);
        }
        return new End(
                credential.token() == null ? credential.cookies().end() : null, "its cookies expire then" + CLOCK);
    }

    private Instant maxAge(Credential credential) {
        return ttl.isZero() ? null : credential.obtained().plus(ttl);
    }

    private static Instant tokenExpiry(Credential credential) {
        return credential.token() == null ? null : credential.token().expiry();
    }

    /**
     * Returns whether a status 403 is about the request, because a new login so soon would give the same permissions.
     *
     * @param credential null if it is not held any more
     */
    boolean isForbidden(Credential credential, Instant now) {
        return credential != null && now.isBefore(credential.obtained().plus(minInterval));
    }
}
