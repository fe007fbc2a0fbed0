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

import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.github.camelaura.http.BrowserCookie;

/** One login. A {@link Factory} creates one for each. */
public interface Login {

    /**
     * Checks that a login could begin, without beginning one.
     *
     * @throws LoginException if it could not begin; the message says what to do
     */
    void check() throws LoginException;

    /**
     * Logs in on the caller's thread, and removes all resources of the login, however it ends. Called at most once.
     *
     * @param account null to log in without user name and password
     * @param observer is notified of the result, which is known before the resources are removed
     * @throws LoginException if the login fails
     */
    void run(Account account, Observer observer) throws LoginException;

    /**
     * Aborts the login. Any thread may call this at any time; a login that has not begun fails as soon as it begins. Returns
     * when {@link #run} has returned, or after about 20 seconds.
     */
    void abort();

    /**
     * The session of a browser that is logged in.
     *
     * @param cookies the cookies, perhaps also of other sites; of two with the same name, domain and path, the later one counts
     * @param userAgent the browser's {@code User-Agent}
     * @param token the bearer token, or null
     * @param end ends the session when its credential is not used any more; null if nothing does
     * @param origin its place in {@code credentialStore}; null if nodes do not share it
     */
    record Result(
            List<BrowserCookie> cookies, String userAgent, BearerToken token, SessionEnd end, SharedOrigin origin) {

        /** Makes the result of a browser. */
        public Result(List<BrowserCookie> cookies, String userAgent, BearerToken token) {
            this(cookies, userAgent, token, null, null);
        }

        /** Adds cookies, which replace those with the same name, domain and path. */
        Result and(List<BrowserCookie> newer) {
            return new Result(Stream.concat(cookies.stream(), newer.stream()).toList(), userAgent, token, end, origin);
        }

        Result endingBy(SessionEnd ending) {
            return new Result(cookies, userAgent, token, ending, origin);
        }

        Result of(SharedOrigin shared) {
            return new Result(cookies, userAgent, token, end, shared);
        }

        @Override
        public String toString() {
            return "login with " + cookies;
        }
    }

    /** What a {@link Login} reports while it runs. Any thread may call it. */
    interface Observer {

        /**
         * The login is about to put the password on a page. Called at most once. From now on a server may have seen the password,
         * however the login ends.
         *
         * @throws LoginException if the password must not be used
         */
        void passwordUsed() throws LoginException;

        /**
         * The login is about to send a form with the password or a code.
         *
         * @throws LoginException if the form must not be sent
         */
        default void sending() throws LoginException {}

        /**
         * Checks a session that seems complete. Blocks while {@code loginVerifyUrl} is requested, at most once
         * a second.
         *
         * @return why the login is not complete yet, as a part of a message; null if it is complete
         */
        default String incomplete(Result session) {
            return null;
        }

        /**
         * Returns a one-time code for the login to put on a page. No login of the account gets the same code again.
         *
         * @param again whether no page got the end of the last code, so it is returned again as long as it is valid
         * @return null if the login must wait for the next code
         * @throws LoginException if no code must be used
         */
        String nextCode(TotpSeed seed, boolean again) throws LoginException;

        /**
         * The login has succeeded, and its browser may still be ending. Called once, unless the login fails. Requests use the
         * session now.
         */
        void succeeded(Result session);

        /**
         * The login has failed, and its browser may still be ending. Requests that wait for the login fail now. Has no effect after
         * the login has ended.
         */
        void failed(LoginException failure);
    }

    /**
     * Makes a {@link Login} of some options, and is called only if Selenium is there. Write it as a lambda, not as a reference to
     * a constructor: a reference loads the class of the login before it is called.
     */
    @FunctionalInterface
    interface Factory {

        /**
         * Makes a login that has not begun.
         *
         * @param executor runs what ends the login when its time is over
         * @throws IllegalArgumentException if the options make no sense
         */
        Login create(LoginSettings settings, Executor executor);
    }
}
