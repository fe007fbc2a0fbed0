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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * The turn of one login in the {@link LoginThrottle}. The login waits for its turn and runs. If it succeeds, the server accepts
 * or rejects its session later.
 *
 * <p>Who calls: the {@link LoginRun} that has this turn, and its session. Any thread may call; nothing blocks.
 *
 * <p>Lock: the throttle guards all fields that are not final. A decision completes without the lock, on the thread that ended
 * the previous turn or requested this one. That thread also runs the actions that wait for the decision.
 */
public final class LoginTurn {

    private enum State {
        /** Another login of the account is running. */
        WAITING,
        RUNNING,
        /** The login succeeded; the server has neither accepted nor rejected its session yet. */
        LOGGED_IN,
        ACCEPTED,
        /** The server rejected the session before it accepted it, or the session was replaced or dropped before that. */
        REFUSED,
        /** The login was denied, was withdrawn or failed. */
        ENDED
    }

    private final ThrottledAccount account;
    private final LoginThrottle lock;
    private final String site;
    private final String password;
    private final String passwordAndSeed;
    private final Object options;
    private final CompletableFuture<Optional<Denial>> decision = new CompletableFuture<>();
    private State state = State.WAITING;
    private boolean passwordUsed;
    private boolean failedBeforePassword;
    private long number;
    private Instant loggedIn;
    private volatile CredentialUse use;
    private Exception failure;
    private Instant codePeriod;

    /**
     * Creates a turn, which {@link #enter} adds to the queue.
     *
     * @param site the site of the login, for messages
     * @param password the fingerprint of the password
     * @param passwordAndSeed the fingerprint of the password with the seed of one-time codes
     * @param options equal for logins with equal options
     */
    LoginTurn(ThrottledAccount account, String site, String password, String passwordAndSeed, Object options) {
        this.account = account;
        this.lock = account.throttle();
        this.site = site;
        this.password = password;
        this.passwordAndSeed = passwordAndSeed;
        this.options = options;
    }

    String site() {
        return site;
    }

    String password() {
        return password;
    }

    String passwordAndSeed() {
        return passwordAndSeed;
    }

    Object options() {
        return options;
    }

    /** Returns the number of this turn among all turns that have begun or were denied; 0 before that. */
    long number() {
        return number;
    }

    /** Returns whether the account counts this login as one that failed before it used a password. */
    boolean failedBeforePassword() {
        return failedBeforePassword;
    }

    /** Adds this turn to the queue of its account. */
    void enter() {
        synchronized (lock) {
            account.record().queue(this);
        }
        giveTurns();
    }

    /**
     * Returns the decision whether the login may begin; empty if it may. It is done immediately, or when another login of the
     * account has ended. In that case it completes on the thread that ended the other login, which must not be blocked.
     */
    public CompletableFuture<Optional<Denial>> decision() {
        return decision;
    }

    /** Notes that the login is about to use the password. It may have failed already, if its browser did not end in time. */
    public void passwordUsed() {
        synchronized (lock) {
            passwordUsed = true;
            account.record().passwordUsed(this);
            if (state == State.ENDED) {
                account.record().noSession(this, account.now(), account.now(), failure);
            }
        }
    }

    /**
     * Returns a one-time code, which then counts as used.
     *
     * @param again whether no page got the end of the last code, so it is returned again as long as it is valid
     * @return null if the present code was used before, or is about to expire
     */
    public String nextCode(TotpSeed seed, boolean again) {
        synchronized (lock) {
            Instant period = account.record().codes().use(seed, account.now(), again ? codePeriod : null);
            codePeriod = period == null ? codePeriod : period;
            return period == null ? null : TotpGenerator.code(seed, period);
        }
    }

    /** Notes that the login succeeded. */
    public void succeeded() {
        synchronized (lock) {
            state = State.LOGGED_IN;
            loggedIn = account.now();
            account.record().remove(this);
        }
        giveTurns();
    }

    /** Notes that the login failed. If it was stopped before it used a password, this does not count as a failure. */
    public void failed(Reason reason, Exception why) {
        synchronized (lock) {
            state = State.ENDED;
            failure = why;
            AccountRecord record = account.record();
            Instant now = account.now();
            record.remove(this);
            if (reason == Reason.REJECTED || reason == Reason.CODE_REJECTED) {
                record.rejected(this, now, reason, why);
            } else if (passwordUsed) {
                record.noSession(this, now, now, why);
            } else if (reason != Reason.STOPPED) {
                failedBeforePassword = true;
                record.failedBeforePassword(this, now, lock.random(), why);
            }
        }
        giveTurns();
    }

    /** Withdraws a waiting turn; returns false if it is not waiting any more. */
    public boolean withdraw() {
        synchronized (lock) {
            if (state != State.WAITING) {
                return false;
            }
            state = State.ENDED;
            account.record().remove(this);
            return true;
        }
    }

    /** Notes the use of the credential that the login gave, and returns this turn. */
    LoginTurn gave(CredentialUse ofCredential) {
        use = ofCredential;
        return this;
    }

    /** Returns whether the login has given a credential. The lock of its session keeps this and the credential together. */
    boolean hasGiven() {
        return use != null;
    }

    /** Notes that the server accepted a request with the session. It may have rejected another request before. */
    public void accepted() {
        synchronized (lock) {
            if (state == State.LOGGED_IN || state == State.REFUSED) {
                state = State.ACCEPTED;
                account.record().accepted(this);
            }
        }
    }

    /** Notes that the server rejected the session. If it has accepted the session before, the login did not fail. */
    public void refused() {
        end(
                "the server rejected its session. Check whether the account may use the chat, and loginReadyCookie or"
                        + " loginReadySelector if the login was not done yet",
                false);
    }

    /**
     * Notes that the session is replaced or dropped. If the server has not accepted it yet, the login has failed.
     *
     * @param expired whether the session has expired. If no request has used it, this says nothing about the login, unless it happens
     *     several times in a row
     */
    void endUnused(boolean expired) {
        boolean unused = expired && use != null && !use.isUsed();
        end(
                unused
                        ? "its session expired before a request used it, as the sessions before. Check whether requests time"
                                + " out while they wait for a login, and whether the clock of this machine is right"
                        : "the server has accepted no request with its session",
                unused);
    }

    private void end(String why, boolean unused) {
        synchronized (lock) {
            if (state == State.LOGGED_IN) {
                state = State.REFUSED;
                LoginException cause = new LoginException(
                        Reason.REFUSED_AFTER_RENEWAL, "The login at " + site + " succeeded, but " + why);
                if (unused) {
                    account.record().expiredUnused(this, account.now(), loggedIn, cause);
                } else {
                    account.record().noSession(this, account.now(), loggedIn, cause);
                }
            }
        }
    }

    /** Returns how long another login would have to wait because the session was not accepted yet; zero if it was. */
    Duration keptFor() {
        synchronized (lock) {
            if (state != State.LOGGED_IN) {
                return Duration.ZERO;
            }
            Duration left = Duration.between(account.now(), loggedIn.plus(LoginWait.FIRST_AFTER_PASSWORD));
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    private void giveTurns() {
        List<Runnable> decided = new ArrayList<>();
        synchronized (lock) {
            AccountRecord record = account.record();
            for (LoginTurn next = record.next(); next != null; next = record.next()) {
                Optional<Denial> denial = next.begin(record);
                LoginTurn turn = next;
                decided.add(() -> turn.decision.complete(denial));
            }
        }
        decided.forEach(Runnable::run);
    }

    private Optional<Denial> begin(AccountRecord record) {
        number = lock.nextTurn();
        Denial denial = record.begin(this, account.now());
        state = denial == null ? State.RUNNING : State.ENDED;
        return Optional.ofNullable(denial);
    }

    /**
     * The reason why a login may not begin now.
     *
     * @param reason {@link Reason#REJECTED}, {@link Reason#CODE_REJECTED} or {@link Reason#BACKING_OFF}
     * @param message the previous failure, and when the next login may begin
     * @param cause the previous failure
     * @param retryAfter the time until the next login may begin; null if it is not known
     */
    public record Denial(Reason reason, String message, Exception cause, Duration retryAfter) {}
}
