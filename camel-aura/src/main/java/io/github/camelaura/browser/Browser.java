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
package io.github.camelaura.browser;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.login.LoginException;

/** A browser for one login. One thread starts and closes it; another may abort it. */
interface Browser extends AutoCloseable {

    /**
     * Starts it.
     *
     * @throws LoginException if it does not start; the message says what to do
     */
    WebDriver start() throws LoginException;

    /** Whether it is ours to end. */
    default boolean isOurs() {
        return true;
    }

    /**
     * Ends the call that is under way, within seconds; from any thread, also while the browser starts.
     *
     * @param interrupt interrupts the thread that uses the browser
     */
    void abort(Runnable interrupt);

    /** Ends it and removes all that it left. */
    @Override
    void close();
}
