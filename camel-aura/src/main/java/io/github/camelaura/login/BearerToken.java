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
 * A token that requests carry as {@code Authorization: Bearer} (RFC 6750).
 *
 * @param expiry the time at which the server will no longer accept it; null if it is not known
 * @param lifetime the time from the login to the expiry; null if it is not known
 */
public record BearerToken(String value, Instant expiry, Duration lifetime) {

    /** Makes a token whose lifetime is not known. */
    public BearerToken(String value, Instant expiry) {
        this(value, expiry, null);
    }

    /**
     * Returns the token with its expiry. An expiry that is over when the login has ended is not believed: a clock is wrong, and the
     * server decides.
     *
     * @param now when the login has ended
     */
    BearerToken obtained(Instant now) {
        Instant end = lifetime == null ? expiry : now.plus(lifetime);
        return new BearerToken(value, end == null || now.isBefore(end) ? end : null);
    }

    @Override
    public String toString() {
        return "bearer token";
    }
}
