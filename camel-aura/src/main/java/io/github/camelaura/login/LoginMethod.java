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

import java.util.function.Supplier;

/**
 * The way a session logs in, from its options.
 *
 * @param options equal for equal options; contains no password
 * @param accounts reads the account before each login
 * @param timeout the time for reading the account, in milliseconds: {@code loginTimeout}
 * @param logins creates each login
 * @param policy the rules for renewals
 */
record LoginMethod(Object options, AccountSource accounts, long timeout, Supplier<Login> logins, RenewalPolicy policy) {

    /** Reads the account that logs in. */
    interface AccountSource {

        /**
         * Reads the account; may read a file.
         *
         * @return null to log in without one
         * @throws LoginException if the account cannot be read
         */
        Account read() throws LoginException;
    }
}
