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

import java.net.URI;
import java.time.Clock;
import java.time.Instant;

import io.github.camelaura.login.SharedSession.Version;
import io.github.camelaura.store.StoreException;

/** A look for a session in the map that can replace the one that this node has. Used by one thread. */
final class SharedLook {

    private final SharedValue<SharedSession> stored;
    private final SeenSession seen;
    private final URI request;
    private final RenewalPolicy policy;
    private final Clock clock;
    private final String awaited;
    private final boolean holds;
    private Login.Result session;
    private boolean expired;
    private Version version = Version.NONE;

    /**
     * Prepares a look.
     *
     * @param seen what this node has used; the look finds only what is newer
     * @param request the address of the requests
     * @param awaited the id of the login that a request waits for, whose session is fresh; null for none
     * @param holds whether this node has a credential; otherwise it also takes one that is due for renewal
     */
    SharedLook(
            SharedValue<SharedSession> stored,
            SeenSession seen,
            URI request,
            RenewalPolicy policy,
            Clock clock,
            String awaited,
            boolean holds) {
        this.stored = stored;
        this.seen = seen;
        this.request = request;
        this.policy = policy;
        this.clock = clock;
        this.awaited = awaited;
        this.holds = holds;
    }

    /** Looks; returns whether there is a newer session that can be used. */
    boolean isFound() throws StoreException, InterruptedException {
        SharedSession now = stored.read().state();
        expired = false;
        version = now == null ? Version.NONE : now.version();
        if (now == null || now.login() == null) {
            return false;
        }
        Instant time = clock.instant();
        Login.Result result = new Login.Result(
                now.cookies(), now.userAgent(), now.token(), null, SharedOrigin.of(now, now.isOf(awaited)));
        Credential credential = Credential.of(result, 0, time, request);
        expired = policy.isExpired(credential, time);
        if (expired || (holds && policy.isDue(credential, time)) || !seen.isNew(now)) {
            return false;
        }
        session = result;
        return true;
    }

    /** Returns whether the session that was seen has expired. */
    boolean isExpired() {
        return expired;
    }

    /** Returns the version that was seen. */
    Version version() {
        return version;
    }

    /** Returns the session that was found. */
    Login.Result session() {
        return session;
    }
}
