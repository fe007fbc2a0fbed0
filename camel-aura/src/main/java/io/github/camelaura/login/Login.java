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

/** One login. A {@link LoginFactory} makes a new one for each. */
public interface Login {

    /**
     * Checks that a login could begin, without beginning one.
     *
     * @throws LoginException if not; the message says what to do
     */
    void check() throws LoginException;

    /**
     * Logs in on the caller's thread. Leaves nothing behind, however it ends. Is called at most once.
     *
     * @param account null to log in without one
     * @param observer is notified before the password is used, and of a failure that is known before this method returns
     * @throws LoginException if the login fails
     */
    LoginResult run(Account account, LoginObserver observer) throws LoginException;

    /**
     * Ends the login. Any thread may call it, at any time: a login that has not begun fails as soon as it begins. Returns when
     * {@link #run} has returned, or after about 20 seconds.
     */
    void abort();
}
