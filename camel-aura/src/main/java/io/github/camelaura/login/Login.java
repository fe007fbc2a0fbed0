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

import java.util.concurrent.CompletableFuture;

/** One way to log in; used by one thread at a time. */
public interface Login {

    /**
     * Checks that a login could begin, without beginning one.
     *
     * @throws LoginException if not; it says the ways out
     */
    void check() throws LoginException;

    /**
     * Logs in. Leaves nothing behind, however it ends.
     *
     * @param account null to log in without one
     * @param beforePassword runs at most once, before the password is put on a page: from then on a server may have seen it,
     *     whatever this login throws
     * @param unwanted done when nobody wants it any more; it then ends within seconds
     * @throws LoginException if it fails
     */
    LoginResult run(Account account, Runnable beforePassword, CompletableFuture<Void> unwanted) throws LoginException;
}
