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
 * The back-off of an account. After a login that failed before it used a password, the next login waits 10 seconds. The delay
 * doubles with each failure up to 15 minutes, and up to 20 % random jitter shortens it. After a login that used a password, but
 * whose session the server did not accept, the next login waits 5 minutes. This delay doubles up to 4 hours. A session that expires before
 * its first use says nothing about the login, so the first three of them cause no wait.
 *
 * @param failures the number of failed logins since the server last accepted a session
 * @param unsent the number of these that used no password
 * @param passwords the number of logins that used a password since the server last accepted a session
 * @param unused the number of logins whose sessions expired before their first use since the server last accepted a session
 * @param notBefore when the next login may begin
 */
record LoginWait(int failures, int unsent, int passwords, int unused, Instant notBefore) {

    static final LoginWait NONE = new LoginWait(0, 0, 0, 0, Instant.EPOCH);

    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MOST = Duration.ofMinutes(15);
    static final Duration FIRST_AFTER_PASSWORD = Duration.ofMinutes(5);
    private static final Duration MOST_AFTER_PASSWORD = Duration.ofHours(4);
    private static final double JITTER = 0.2;
    private static final int DOUBLINGS = 10;
    private static final int MOST_UNUSED = 3;

    /** Counts a password that is about to be used, however the login ends. */
    LoginWait passwordUsed() {
        return new LoginWait(failures, unsent, passwords + 1, unused, notBefore);
    }

    /**
     * Counts a login that failed before it used a password.
     *
     * @param random the jitter, from 0 to 1
     */
    LoginWait failedBeforePassword(Instant now, double random) {
        Duration exact = doubled(FIRST, unsent + 1, MOST);
        Duration wait = Duration.ofMillis((long) (exact.toMillis() * (1 - JITTER * random)));
        return new LoginWait(failures + 1, unsent + 1, passwords, unused, latest(now.plus(wait)));
    }

    /** Takes back the count, but not the wait, of a login that failed before it used a password. */
    LoginWait withoutFailureBeforePassword() {
        return new LoginWait(Math.max(0, failures - 1), Math.max(0, unsent - 1), passwords, unused, notBefore);
    }

    /**
     * Counts a login that used a password, but whose session the server did not accept. The password is already counted.
     *
     * @param ended when the login failed; or when it was done, if the server did not accept its session
     */
    LoginWait noSession(Instant ended) {
        int counted = Math.max(1, passwords);
        return new LoginWait(failures + 1, unsent, counted, unused, latest(ended.plus(afterPasswords(counted))));
    }

    /** Counts a login whose session expired before its first use. */
    LoginWait expiredUnused() {
        return new LoginWait(failures, unsent, passwords, unused + 1, notBefore);
    }

    /** Returns whether so many sessions expired before their first use that the next login must wait. */
    boolean isUnusedTooOften() {
        return unused > MOST_UNUSED;
    }

    /** Ends the wait, but keeps the counts, so that the wait is longer if the next login fails, too. */
    LoginWait lifted() {
        return new LoginWait(failures, unsent, passwords, unused, Instant.EPOCH);
    }

    /** Counts a failed login without a wait: after a rejected password or code, one with another password or seed need not wait. */
    LoginWait failedWithoutWait() {
        return new LoginWait(failures + 1, unsent, passwords, unused, notBefore);
    }

    /** Returns the back-off of two accounts that turned out to be the same. */
    LoginWait and(LoginWait other) {
        return new LoginWait(
                Math.max(failures, other.failures),
                Math.max(unsent, other.unsent),
                Math.max(passwords, other.passwords),
                Math.max(unused, other.unused),
                latest(other.notBefore));
    }

    /** Returns whether the next login must still wait. */
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
