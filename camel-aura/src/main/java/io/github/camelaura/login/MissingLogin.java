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

import io.github.camelaura.AuraCredentialException.Reason;

/** Replaces the login where Selenium was left out: fails once a login is needed. */
record MissingLogin(NoClassDefFoundError cause) implements Login {

    @Override
    public void check() throws LoginException {
        throw new LoginException(
                Reason.NO_BROWSER,
                "credentialProcessor=browser needs org.seleniumhq.selenium:selenium-chrome-driver on the classpath, which"
                        + " is not there (" + cause.getMessage() + "). Add it, or use another credentialProcessor",
                cause);
    }

    @Override
    public LoginResult run(Account account, LoginObserver observer) throws LoginException {
        check();
        throw new IllegalStateException("check() found nothing missing");
    }

    @Override
    public void abort() {
        // it never runs
    }
}
