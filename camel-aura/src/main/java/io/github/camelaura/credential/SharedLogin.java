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
package io.github.camelaura.credential;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The login of one account at one site, as long as any producer needs it. */
final class SharedLogin {

    private final Login login;
    private final CredentialKeeper keeper;
    private final BrowserCredentials credentials;
    private final Set<Object> leaving = Collections.newSetFromMap(new IdentityHashMap<>());
    private int users;

    SharedLogin(Login login, CredentialKeeper keeper, BrowserCredentials credentials) {
        this.login = login;
        this.keeper = keeper;
        this.credentials = credentials;
    }

    BrowserCredentials credentials() {
        return credentials;
    }

    CredentialKeeper keeper() {
        return keeper;
    }

    /**
     * Checks that a login could begin.
     *
     * @throws LoginException if not
     */
    void check() throws LoginException {
        login.check();
    }

    synchronized void acquire() {
        users++;
    }

    /** Ends a login that only those wait for who are about to leave. */
    synchronized void prepareRelease(Object user) {
        leaving.add(user);
        if (leaving.size() == users) {
            cancel();
        }
    }

    synchronized void release(Object user) {
        leaving.remove(user);
        if (--users == 0) {
            cancel();
        }
    }

    void cancel() {
        login.cancel();
    }
}
