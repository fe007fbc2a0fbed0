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
 * One login of an account, as the throttle sees it: it waits for its turn, runs, and gives a session, which the server accepts
 * or refuses.
 *
 * <p>Who calls: the {@link LoginRun} whose turn it is, and its session. Any thread may call; nothing blocks.
 *
 * <p>Lock: the throttle guards all fields that are not final. The decisions of turns complete without it, on the thread that
 * ended the turn before or asked for this one, and run what waits for them.
 */
public final class LoginTurn {

    private enum State {
        /** Another login of the account is under way. */
        WAITING,
        RUNNING,
        /** It succeeded, and no server has said anything about its session. */
        LOGGED_IN,
        ACCEPTED,
        /** The server refused its session, or another one was needed before a server had said anything. */
        REFUSED,
        /** It was denied, withdrawn, or failed. */
        ENDED
    }

    private final ThrottledAccount account;
    private final LoginThrottle lock;
    private final String site;
    private final String password;
    private final Object options;
    private final CompletableFuture<Optional<Denial>> decision = new CompletableFuture<>();
    private State state = State.WAITING;
    private boolean passwordUsed;
    private long number;
    private Instant loggedIn;
    private Exception failure;

    /**
     * Makes a turn.
     *
     * @param password its fingerprint
     */
    LoginTurn(ThrottledAccount account, String site, String password, Object options) {
        this.account = account;
        this.lock = account.throttle();
        this.site = site;
        this.password = password;
        this.options = options;
    }

    String site() {
        return site;
    }

    String password() {
        return password;
    }

    Object options() {
        return options;
    }

    /** When it began, among the turns of all accounts. */
    long number() {
        return number;
    }

    void enter() {
        synchronized (lock) {
            account.record().queue(this);
        }
        giveTurns();
    }

    /**
     * Done when it is decided whether the login may be tried: at once, or when another login of the account has ended. Then
     * on the thread that ended it, which must not be held.
     *
     * @return empty if it may
     */
    public CompletableFuture<Optional<Denial>> decision() {
        return decision;
    }

    /** The password is about to be used; by a login that was given up, perhaps, as its browser did not end in time. */
    public void passwordUsed() {
        synchronized (lock) {
            passwordUsed = true;
            account.record().passwordUsed(this);
            if (state == State.ENDED) {
                account.record().noSession(this, account.now(), account.now(), failure);
            }
        }
    }

    /** The login succeeded. */
    public void succeeded() {
        synchronized (lock) {
            state = State.LOGGED_IN;
            loggedIn = account.now();
            account.record().remove(this);
        }
        giveTurns();
    }

    /** The login failed. One that was stopped before it used a password counts for nothing. */
    public void failed(Reason reason, Exception why) {
        synchronized (lock) {
            state = State.ENDED;
            failure = why;
            AccountRecord record = account.record();
            Instant now = account.now();
            record.remove(this);
            if (reason == Reason.REJECTED) {
                record.rejected(this, now, why);
            } else if (passwordUsed) {
                record.noSession(this, now, now, why);
            } else if (reason != Reason.STOPPED) {
                record.failedBeforePassword(this, now, lock.random(), why);
            }
        }
        giveTurns();
    }

    /** Gives up a turn that has not come yet; false if it has. */
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

    /** The server accepted a request with the session; perhaps after it had refused another one. */
    public void accepted() {
        synchronized (lock) {
            if (state == State.LOGGED_IN || state == State.REFUSED) {
                state = State.ACCEPTED;
                account.record().accepted(this);
            }
        }
    }

    /** The server refused the session. If it has accepted a request before, the session has just ended. */
    public void refused() {
        refused("the server refused what it gave. Check whether the account may use the chat, and loginReadyCookie or"
                + " loginReadySelector if the login was not done yet");
    }

    /** Another login is needed, or none any more. If the server has accepted no request yet, this login has failed. */
    void endUnused() {
        refused("the server has accepted no request with what it gave");
    }

    private void refused(String why) {
        synchronized (lock) {
            if (state == State.LOGGED_IN) {
                state = State.REFUSED;
                LoginException cause = new LoginException(
                        Reason.REFUSED_AFTER_RENEWAL, "The login at " + site + " succeeded, but " + why);
                account.record().noSession(this, account.now(), loggedIn, cause);
            }
        }
    }

    /** For how long another login would have to wait, as no request has used the session yet; zero if one has. */
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
     * Why a login may not be tried now.
     *
     * @param reason {@link Reason#REJECTED} or {@link Reason#BACKING_OFF}
     * @param message what failed before, and until when the account is left alone
     * @param cause what failed before
     */
    public record Denial(Reason reason, String message, Exception cause) {}
}
