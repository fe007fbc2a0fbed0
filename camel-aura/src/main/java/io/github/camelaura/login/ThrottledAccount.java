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

/** The account of one session in the {@link LoginThrottle}. */
public final class ThrottledAccount {

    private final LoginThrottle throttle;
    private final AccountRecord joined;

    ThrottledAccount(LoginThrottle throttle, AccountRecord joined) {
        this.throttle = throttle;
        this.joined = joined;
    }

    /**
     * Adds an endpoint that has started. If its options replace those of a failed login, its first login need not wait.
     *
     * @param options equal for endpoints that log in with equal options
     */
    public void started(Object options) {
        synchronized (throttle) {
            record().started(options);
        }
    }

    /** Adds a bean. It counts as running until the context stops, and its options replace no others. */
    public void usedByBean(Object options) {
        synchronized (throttle) {
            record().used(options);
        }
    }

    /** Removes an endpoint that has stopped. */
    public void stopped(Object options) {
        synchronized (throttle) {
            record().stopped(options);
        }
    }

    /**
     * Requests a turn for a login.
     *
     * @param site the site of the login, for messages
     * @param user the user name, password and seed that the login may use; null for none
     * @param options equal for logins with equal options
     * @return the turn, which waits or is already decided
     */
    public LoginTurn next(String site, Account user, Object options) {
        String password = user == null ? "" : user.password();
        String seed = user == null || user.totp() == null ? "" : user.totp().values();
        LoginTurn turn = new LoginTurn(
                this, site, throttle.fingerprint(password), throttle.fingerprint(password + "\n" + seed), options);
        turn.enter();
        return turn;
    }

    /** Returns a turn that is not in the queue and has no effect; a session has it before its first login. */
    LoginTurn noTurn() {
        return new LoginTurn(this, "", "", "", "");
    }

    /** Forgets the wait, the rejections and the failed options. */
    public void forget() {
        synchronized (throttle) {
            record().forget();
        }
    }

    /** Removes the session from the account. */
    public void leave() {
        synchronized (throttle) {
            throttle.leave(record());
        }
    }

    /**
     * Returns the state of the account's logins.
     *
     * @param last the last turn of the session, for its password and seed; null if there is none
     */
    public LoginThrottle.History history(LoginTurn last) {
        synchronized (throttle) {
            return record().history(last, now());
        }
    }

    LoginThrottle throttle() {
        return throttle;
    }

    /** Returns the record of the account. The caller must hold the throttle's lock. */
    AccountRecord record() {
        return joined.current();
    }

    Instant now() {
        return throttle.now();
    }
}
