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

import java.util.concurrent.Executor;

/**
 * Makes a {@link Login} of some options. Write it as a lambda, not as a reference to a constructor: a reference loads the class
 * of the login before it is called, and fails where the library for the login is missing.
 */
@FunctionalInterface
public interface LoginFactory {

    /**
     * Makes a login that has not begun.
     *
     * @param executor runs what ends the login when its time is over
     * @throws IllegalArgumentException if the options make no sense
     * @throws NoClassDefFoundError if the library for the login is missing
     */
    Login create(LoginSettings settings, Executor executor);
}
