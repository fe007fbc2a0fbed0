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

/** A browser for one login. One thread starts and closes it; another thread may abort it. */
interface Browser extends AutoCloseable {

    /**
     * Starts the browser.
     *
     * @throws LoginException if the browser does not start; the message says what to do
     */
    WebDriver start() throws LoginException;

    /** Returns whether this object quits the browser; otherwise its user does. */
    default boolean isOwned() {
        return true;
    }

    /**
     * Ends the command that the browser is running, within seconds. Any thread may call this, also while the browser starts.
     *
     * @param interrupt interrupts the thread that uses the browser
     */
    void abort(Runnable interrupt);

    /** Quits the browser and deletes its files. */
    @Override
    void close();
}
