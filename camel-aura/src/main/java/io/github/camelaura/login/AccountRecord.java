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

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;

/** What is known of one account, and the rules that follow from it. Guarded by the {@link LoginThrottle}. */
final class AccountRecord {

    /** So often changed options lift what holds one password back, until a session is accepted. */
    private static final int MOST_LIFTS = 3;

    /** A login that failed. */
    private record Failure(long turn, Instant at, Exception why, Object options) {}

    /**
     * A password that is not forgotten.
     *
     * @param rejection null if it was not rejected, or if the rejection was lifted
     * @param lifts how often changed options lifted what held it back
     */
    private record Password(Failure rejection, int lifts) {

        static final Password UNKNOWN = new Password(null, 0);

        Password and(Password other) {
            return new Password(rejection == null ? other.rejection : rejection, Math.max(lifts, other.lifts));
        }
    }

    /** By their fingerprints. */
    private final Map<String, Password> passwords = new HashMap<>();

    /** How many endpoints run with these options. */
    private final Map<Object, Integer> users = new HashMap<>();

    /** Options that a login was tried with since a session was accepted. */
    private final Set<Object> tried = new HashSet<>();
    /** Options that were not tried yet, with those that failed and had no user when an endpoint with the new ones started. */
    private final Map<Object, Set<Object>> changes = new HashMap<>();

    private final Set<LoginTurn> running = new HashSet<>();
    private final Deque<LoginTurn> waiting = new ArrayDeque<>();
    private final Object session;
    private LoginAccount account;
    private int sessions;
    private LoginWait wait = LoginWait.NONE;
    private Failure last;
    private long lastInVain;
    private AccountRecord mergedInto;

    /**
     * Makes a record of an account that nothing is known of.
     *
     * @param session identifies the session, if the account has no user name
     */
    AccountRecord(LoginAccount account, Object session) {
        this.account = account;
        this.session = account.username() == null ? session : null;
    }

    /** Whether it is the record of this account. */
    boolean isOf(LoginAccount other, Object ofSession) {
        return session == null ? account.isSameAs(other) : other.username() == null && session.equals(ofSession);
    }

    /** This, or what it has become a part of. */
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

    /** Whether no session uses it, and a new record would say the same. */
    boolean isBlank() {
        return sessions == 0
                && users.isEmpty()
                && passwords.isEmpty()
                && tried.isEmpty()
                && wait.equals(LoginWait.NONE)
                && running.isEmpty()
                && waiting.isEmpty();
    }

    void absorb(AccountRecord other) {
        account = account.and(other.account);
        sessions += other.sessions;
        other.passwords.forEach((password, known) -> passwords.merge(password, known, Password::and));
        other.users.forEach((options, count) -> users.merge(options, count, Integer::sum));
        tried.addAll(other.tried);
        changes.putAll(other.changes);
        running.addAll(other.running);
        waiting.addAll(other.waiting);
        wait = wait.and(other.wait);
        if (last == null || (other.last != null && other.last.turn > last.turn)) {
            last = other.last;
        }
        lastInVain = Math.max(lastInVain, other.lastInVain);
        other.mergedInto = this;
    }

    /** An endpoint with these options has started. */
    void started(Object options) {
        if (!tried.contains(options)) {
            Stream<Object> rejected = passwords.values().stream()
                    .filter(known -> known.rejection != null)
                    .map(known -> known.rejection.options);
            Set<Object> stopped = changes.computeIfAbsent(options, key -> new HashSet<>());
            Stream.concat(tried.stream(), rejected).filter(this::isUnused).forEach(stopped::add);
        }
        used(options);
    }

    /** Somebody logs in with these options, which lifts nothing. */
    void used(Object options) {
        users.merge(options, 1, Integer::sum);
    }

    /** An endpoint with these options has stopped. */
    void stopped(Object options) {
        users.computeIfPresent(options, (key, count) -> count == 1 ? null : count - 1);
        if (isUnused(options)) {
            changes.remove(options);
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

    /** The next turn that waits, if it may be decided now; else null. */
    LoginTurn next() {
        return isBusy() ? null : waiting.poll();
    }

    /** Takes out what has ended or is not wanted any more. */
    void remove(LoginTurn turn) {
        running.remove(turn);
        waiting.remove(turn);
    }

    /** Lets a login begin, or says why not. */
    LoginTurn.Denial begin(LoginTurn turn, Instant now) {
        Password known = passwords.getOrDefault(turn.password(), Password.UNKNOWN);
        boolean waits = wait.holds(now);
        if (waits || known.rejection != null) {
            boolean changed = (!waits || isChange(last, turn.options()))
                    && (known.rejection == null || isChange(known.rejection, turn.options()));
            if (!changed || known.lifts == MOST_LIFTS) {
                return known.rejection == null ? waits(turn) : rejected(known.rejection);
            }
            passwords.put(turn.password(), new Password(null, known.lifts + 1));
            wait = wait.lifted();
        }
        changes.remove(turn.options());
        tried.add(turn.options());
        running.add(turn);
        return null;
    }

    /** Whether the endpoint that failed has stopped, and after that one with these options started. */
    private boolean isChange(Failure failure, Object options) {
        return isUnused(failure.options)
                && changes.getOrDefault(options, Set.of()).contains(failure.options);
    }

    private LoginTurn.Denial waits(LoginTurn turn) {
        return new LoginTurn.Denial(
                Reason.BACKING_OFF,
                "The next login at " + turn.site() + " is tried at " + wait.notBefore() + ", as the last "
                        + wait.failures() + " failed: " + last.why.getMessage(),
                last.why);
    }

    private static LoginTurn.Denial rejected(Failure rejection) {
        return new LoginTurn.Denial(
                Reason.REJECTED,
                rejection.why.getMessage()
                        + " It is not tried again until loginUsername, loginPassword or the content of"
                        + " loginPasswordFile changes, so that the account is not locked",
                rejection.why);
    }

    void passwordUsed(LoginTurn turn) {
        wait = wait.passwordUsed();
        lastInVain = Math.max(lastInVain, turn.number());
    }

    void rejected(LoginTurn turn, Instant now, Exception why) {
        fail(turn, now, why);
        int lifts = passwords.getOrDefault(turn.password(), Password.UNKNOWN).lifts;
        passwords.put(turn.password(), new Password(last, lifts));
        wait = wait.rejected();
    }

    /** A login failed before it used a password. */
    void failedBeforePassword(LoginTurn turn, Instant now, double random, Exception why) {
        fail(turn, now, why);
        wait = wait.failedBeforePassword(now, random);
    }

    /**
     * No accepted session followed.
     *
     * @param ended when the login was done, or failed
     */
    void noSession(LoginTurn turn, Instant now, Instant ended, Exception why) {
        fail(turn, now, why);
        wait = wait.noSession(ended);
    }

    private void fail(LoginTurn turn, Instant now, Exception why) {
        last = new Failure(turn.number(), now, why, turn.options());
        lastInVain = Math.max(lastInVain, turn.number());
    }

    /** The server accepted the session of a login. Unless a later login failed, nothing that was before it counts. */
    void accepted(LoginTurn turn) {
        if (turn.number() >= lastInVain) {
            wait = LoginWait.NONE;
            passwords.remove(turn.password());
            tried.clear();
            changes.clear();
        }
    }

    void forget() {
        wait = LoginWait.NONE;
        passwords.clear();
        tried.clear();
        changes.clear();
        lastInVain = 0;
    }

    LoginThrottle.History history(String password, Instant now) {
        return new LoginThrottle.History(
                passwords.getOrDefault(password, Password.UNKNOWN).rejection != null,
                wait.failures(),
                wait.holds(now) ? wait.notBefore() : null,
                last == null ? null : last.at,
                last == null ? null : last.why.getMessage());
    }
}
