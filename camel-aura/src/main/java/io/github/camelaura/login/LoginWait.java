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
 * How long an account is left alone. After failures that sent no password: 10 seconds, doubling to 15 minutes, less up to a
 * fifth of jitter. After passwords that led to no accepted session: 5 minutes, doubling to 4 hours.
 *
 * @param failures logins that failed since a session was accepted
 * @param unsent those of them that sent no password
 * @param passwords passwords that were used since a session was accepted
 * @param notBefore when the next login may begin
 */
record LoginWait(int failures, int unsent, int passwords, Instant notBefore) {

    static final LoginWait NONE = new LoginWait(0, 0, 0, Instant.MIN);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(15);
    static final Duration FIRST_AFTER_PASSWORD = Duration.ofMinutes(5);
    private static final Duration MOST_AFTER_PASSWORD = Duration.ofHours(4);
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS = 10;

    /** A password is about to be sent: counted now, whatever happens after it. */
    LoginWait passwordUsed() {
        return new LoginWait(failures, unsent, passwords + 1, notBefore);
    }

    /**
     * A login failed before a password was used.
     *
     * @param random from 0 to 1, for the jitter
     */
    LoginWait failedBeforePassword(Instant now, double random) {
        Duration exact = doubled(FIRST, unsent + 1, MOST);
        Duration wait = Duration.ofMillis((long) (exact.toMillis() * (1 - JITTER * random)));
        return new LoginWait(failures + 1, unsent + 1, passwords, latest(now.plus(wait)));
    }

    /**
     * No accepted session followed a password, which is counted already.
     *
     * @param ended when the login failed; or when it was done, if the server refused what it gave
     */
    LoginWait noSession(Instant ended) {
        int counted = Math.max(1, passwords);
        return new LoginWait(failures + 1, unsent, counted, latest(ended.plus(afterPasswords(counted))));
    }

    /** The next login may begin; if it fails, too, the wait after it is longer than this one. */
    LoginWait lifted() {
        return new LoginWait(failures, unsent, passwords, Instant.MIN);
    }

    /** A password was rejected; another one need not wait. */
    LoginWait rejected() {
        return new LoginWait(failures + 1, unsent, passwords, notBefore);
    }

    /** That of two accounts that are found to be one. */
    LoginWait and(LoginWait other) {
        return new LoginWait(
                Math.max(failures, other.failures),
                Math.max(unsent, other.unsent),
                Math.max(passwords, other.passwords),
                latest(other.notBefore));
    }

    boolean holds(Instant now) {
        return now.isBefore(notBefore);
    }

    private Instant latest(Instant until) {
        return until.isAfter(notBefore) ? until : notBefore;
    }

    private static Duration afterPasswords(int passwords) {
        return doubled(FIRST_AFTER_PASSWORD, passwords, MOST_AFTER_PASSWORD);
    }

    private static Duration doubled(Duration first, int times, Duration most) {
        Duration exact = first.multipliedBy(1L << Math.min(times - 1, DOUBLINGS));
        return exact.compareTo(most) > 0 ? most : exact;
    }
}
