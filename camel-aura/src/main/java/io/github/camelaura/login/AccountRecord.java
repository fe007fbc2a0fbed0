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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * The logins of one account: which run and wait, which failed, and when the next one may begin.
 *
 * <p>A login is denied while the {@link LoginWait} lasts, or if its password or its one-time codes were rejected before. Changed options lift both: an
 * endpoint whose login failed has stopped, and an endpoint with other options has started after that. This happens at most
 * three times per password until the server accepts a session, so that alternating options do not lock the account.
 *
 * <p>Lock: the {@link LoginThrottle} guards this object.
 */
class AccountRecord {

    /** How often changed options lift the wait and the rejection of one password until the server accepts a session. */
    private static final int MOST_LIFTS = 3;

    /** A login that failed, with the number of its turn and its options. */
    record Failure(long turn, Instant at, Exception cause, Object options) {}

    private final RejectedPasswords passwords = new RejectedPasswords();
    private final UsedCodes codes = new UsedCodes();

    /** The number of endpoints and beans that use these options now. */
    private final Map<Object, Integer> users = new HashMap<>();

    /** The options of logins that began since the server last accepted a session. */
    private final Set<Object> tried = new HashSet<>();

    /** The options that an endpoint with new options has replaced, by these new options; removed when they are tried. */
    private final Map<Object, Set<Object>> replaced = new HashMap<>();

    private final Set<LoginTurn> running = new HashSet<>();
    private final Deque<LoginTurn> waiting = new ArrayDeque<>();
    private final Object session;
    private LoginAccount account;
    private int sessions;
    private LoginWait wait = LoginWait.NONE;
    private Failure lastFailure;

    /** The number of the last turn that used a password or failed. */
    private long lastUnaccepted;

    private AccountRecord mergedInto;

    /**
     * Creates the record of an account without logins.
     *
     * @param session identifies the session; used if the account has no user name
     */
    AccountRecord(LoginAccount account, Object session) {
        this.account = account;
        this.session = account.username() == null ? session : null;
    }

    /** Returns whether this is the record of an account. */
    boolean isOf(LoginAccount other, Object ofSession) {
        return session == null ? account.isSameAs(other) : other.username() == null && session.equals(ofSession);
    }

    /** Returns this record, or the one that it was merged into. */
    AccountRecord current() {
        AccountRecord current = this;
        while (current.mergedInto != null) {
            current = current.mergedInto;
        }
        return current;
    }

    /** Adds a session of this account. */
    void join(LoginAccount other) {
        account = account.and(other);
        sessions++;
    }

    void leave() {
        sessions--;
    }

    /** Returns whether no session uses this record, and it does not differ from a new one. */
    boolean isEmpty(Instant now) {
        return sessions == 0
                && users.isEmpty()
                && passwords.isEmpty()
                && tried.isEmpty()
                && wait.equals(LoginWait.NONE)
                && running.isEmpty()
                && waiting.isEmpty()
                && codes.isEmpty(now);
    }

    /** Merges another record into this one. */
    void absorb(AccountRecord other) {
        account = account.and(other.account);
        sessions += other.sessions;
        passwords.absorb(other.passwords);
        codes.absorb(other.codes);
        other.users.forEach((options, count) -> users.merge(options, count, Integer::sum));
        tried.addAll(other.tried);
        replaced.putAll(other.replaced);
        running.addAll(other.running);
        waiting.addAll(other.waiting);
        wait = wait.and(other.wait);
        if (lastFailure == null || (other.lastFailure != null && other.lastFailure.turn > lastFailure.turn)) {
            lastFailure = other.lastFailure;
        }
        lastUnaccepted = Math.max(lastUnaccepted, other.lastUnaccepted);
        other.mergedInto = this;
    }

    /** Adds an endpoint that has started. New options replace the tried and the rejected options that no endpoint uses. */
    void started(Object options) {
        if (!tried.contains(options)) {
            Set<Object> stopped = replaced.computeIfAbsent(options, key -> new HashSet<>());
            Stream.concat(tried.stream(), passwords.options())
                    .filter(this::isUnused)
                    .forEach(stopped::add);
        }
        used(options);
    }

    /** Adds a bean. Its options replace none, so they lift neither the wait nor a rejection. */
    void used(Object options) {
        users.merge(options, 1, Integer::sum);
    }

    /** Removes an endpoint that has stopped. */
    void stopped(Object options) {
        users.computeIfPresent(options, (key, count) -> count == 1 ? null : count - 1);
        if (isUnused(options)) {
            replaced.remove(options);
        }
    }

    private boolean isUnused(Object options) {
        return !users.containsKey(options);
    }

    boolean isBusy() {
        return !running.isEmpty();
    }

    void queue(LoginTurn turn) {
        waiting.add(turn);
    }

    /** Removes and returns the next waiting turn; returns null if there is none or a login is running. */
    LoginTurn next() {
        return isBusy() ? null : waiting.poll();
    }

    /** Removes a turn that has ended or was withdrawn. */
    void remove(LoginTurn turn) {
        running.remove(turn);
        waiting.remove(turn);
    }

    /** Begins a login. Returns null if it may begin, otherwise the reason why not. */
    LoginTurn.Denial begin(LoginTurn turn, Instant now) {
        RejectedPasswords.State known = passwords.of(turn);
        boolean waits = wait.holds(now);
        if (waits || known.isRejected()) {
            boolean changed = (!waits || isReplaced(lastFailure, turn.options()))
                    && (!known.isRejected() || isReplaced(known.rejection(), turn.options()));
            if (!changed || known.lifts() == MOST_LIFTS) {
                return known.isRejected() ? known.denial() : backingOff(turn.site(), wait, lastFailure.cause, now);
            }
            passwords.lift(turn);
            wait = wait.lifted();
        }
        replaced.remove(turn.options());
        tried.add(turn.options());
        runs(turn);
        return null;
    }

    final void runs(LoginTurn turn) {
        running.add(turn);
    }

    /** Returns whether no endpoint uses the options of a failure, and one with these options has started since. */
    private boolean isReplaced(Failure failure, Object options) {
        return isUnused(failure.options)
                && replaced.getOrDefault(options, Set.of()).contains(failure.options);
    }

    static LoginTurn.Denial backingOff(String site, LoginWait wait, Exception cause, Instant now) {
        return new LoginTurn.Denial(
                Reason.BACKING_OFF,
                "The next login at " + site + " is tried at " + wait.notBefore() + ", as the last " + wait.failures()
                        + " failed: " + cause.getMessage(),
                cause,
                Duration.between(now, wait.notBefore()));
    }

    /** Counts a password that is about to be used. A login that has timed out just before counts as one failure, not as two. */
    void passwordUsed(LoginTurn turn) {
        LoginWait others = turn.failedBeforePassword() ? wait.withoutFailureBeforePassword() : wait;
        wait = others.passwordUsed();
        lastUnaccepted = Math.max(lastUnaccepted, turn.number());
    }

    /** Notes that the site rejected the user name, the password or the one-time codes. */
    void rejected(LoginTurn turn, Instant now, Reason reason, Exception cause) {
        fail(turn, now, cause);
        passwords.reject(turn, reason, lastFailure);
        wait = wait.failedWithoutWait();
    }

    /** Notes that a login failed before it used a password. */
    void failedBeforePassword(LoginTurn turn, Instant now, double random, Exception cause) {
        fail(turn, now, cause);
        wait = wait.failedBeforePassword(now, random);
    }

    /**
     * Notes that a login used a password and no accepted session followed.
     *
     * @param ended when the login was done, or failed
     */
    void noSession(LoginTurn turn, Instant now, Instant ended, Exception cause) {
        fail(turn, now, cause);
        wait = wait.noSession(ended);
    }

    /** Notes that the session of a login expired before a request used it. */
    void expiredUnused(LoginTurn turn, Instant now, Instant ended, Exception cause) {
        wait = wait.expiredUnused();
        if (wait.isUnusedTooOften()) {
            noSession(turn, now, ended, cause);
        }
    }

    private void fail(LoginTurn turn, Instant now, Exception cause) {
        lastFailure = new Failure(turn.number(), now, cause, turn.options());
        lastUnaccepted = Math.max(lastUnaccepted, turn.number());
    }

    /** Notes that the server accepted the session of a login. This ends the wait, unless a later login failed. */
    void accepted(LoginTurn turn) {
        if (turn.number() >= lastUnaccepted) {
            wait = LoginWait.NONE;
            passwords.accept(turn);
            tried.clear();
            replaced.clear();
        }
    }

    void forget() {
        wait = LoginWait.NONE;
        passwords.clear();
        tried.clear();
        replaced.clear();
        lastUnaccepted = 0;
    }

    UsedCodes codes() {
        return codes;
    }

    /** Returns the state of the logins; {@code last} is the last turn of a session, or null. */
    LoginThrottle.History history(LoginTurn last, Instant now) {
        return new LoginThrottle.History(
                last != null && passwords.of(last).isRejected(),
                wait.failures(),
                wait.holds(now) ? wait.notBefore() : null,
                lastFailure == null ? null : lastFailure.at,
                lastFailure == null ? null : lastFailure.cause.getMessage());
    }
}
