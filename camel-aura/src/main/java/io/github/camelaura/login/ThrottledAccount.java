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

/** An account, as one login of it sees it. */
public final class ThrottledAccount {

    private final LoginThrottle throttle;
    private final AccountRecord joined;

    ThrottledAccount(LoginThrottle throttle, AccountRecord joined) {
        this.throttle = throttle;
        this.joined = joined;
    }

    /**
     * Tells that an endpoint has started.
     *
     * @param options all that it logs in with; endpoints with equal options log in in the same way
     */
    public void started(Object options) {
        synchronized (throttle) {
            record().started(options);
        }
    }

    /** Tells that a bean logs in with these options: it counts as running, and its options as no change. */
    public void usedByBean(Object options) {
        synchronized (throttle) {
            record().used(options);
        }
    }

    /** Tells that an endpoint has stopped. */
    public void stopped(Object options) {
        synchronized (throttle) {
            record().stopped(options);
        }
    }

    /**
     * Asks for the next turn.
     *
     * @param site where the login is, for messages
     * @param password the password that it may use; empty for none
     * @param options all that it logs in with
     * @return the turn, which may be denied
     */
    public LoginTurn next(String site, String password, Object options) {
        LoginTurn turn = new LoginTurn(this, site, throttle.fingerprint(password), options);
        turn.enter();
        return turn;
    }

    /** A turn that never comes: it stands for a login where there is none, and nothing follows from how it went. */
    LoginTurn noTurn() {
        return new LoginTurn(this, "", "", "");
    }

    /** Forgets waits, rejections and lifts. */
    public void forget() {
        synchronized (throttle) {
            record().forget();
        }
    }

    /** Ends the use by its session. */
    public void leave() {
        synchronized (throttle) {
            throttle.leave(record());
        }
    }

    /**
     * Tells how the logins went.
     *
     * @param last the turn that was asked for last, whose password is looked up; null if there is none
     */
    public LoginThrottle.History history(LoginTurn last) {
        synchronized (throttle) {
            return record().history(last == null ? null : last.password(), now());
        }
    }

    LoginThrottle throttle() {
        return throttle;
    }

    /** To be called with the throttle's lock. */
    AccountRecord record() {
        return joined.current();
    }

    Instant now() {
        return throttle.now();
    }
}
