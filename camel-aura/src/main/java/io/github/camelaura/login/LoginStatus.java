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

import java.time.Instant;

import io.github.camelaura.http.Origin;
import io.github.camelaura.store.StoreState;

/**
 * The state of one session at one moment. It contains no secret.
 *
 * @param site the origin of the requests
 * @param used whether an endpoint uses the session, or a bean in a running route or without a route
 * @param generation the number of logins that succeeded, on all nodes with {@code credentialStore}
 * @param obtained when the login of the credential was done; null if there is no credential
 * @param renewal when a request renews the credential before it expires; null if the expiry is not known
 * @param expiry when the credential expires; null if this is not known
 * @param running whether a login is running
 * @param rejected whether the site rejected the password or the one-time codes, so none is tried again until the options change
 * @param failures the number of failed logins since the server last accepted a session
 * @param notBefore when the next login may begin; null if it need not wait
 * @param failedAt when the last login failed; null if none has failed
 * @param failure the message of this failure; null if none has failed
 * @param node the node that logged in; null without {@code credentialStore} or a session
 * @param store whether {@code credentialStore} answers; null without this option
 */
public record LoginStatus(
        String site,
        boolean used,
        int generation,
        Instant obtained,
        Instant renewal,
        Instant expiry,
        boolean running,
        boolean rejected,
        int failures,
        Instant notBefore,
        Instant failedAt,
        String failure,
        String node,
        StoreState store) {

    static LoginStatus of(
            Origin site,
            boolean used,
            Credential credential,
            RenewalPolicy policy,
            Instant now,
            boolean running,
            SharedStatus logins) {
        LoginThrottle.History history = logins.history();
        return new LoginStatus(
                site.toString(),
                used,
                logins.generation(),
                credential == null ? null : credential.obtained(),
                credential == null ? null : policy.renewal(credential, now),
                credential == null ? null : policy.expiry(credential, now),
                running,
                history.rejected(),
                history.failures(),
                history.notBefore(),
                history.failedAt(),
                history.failure(),
                logins.node(),
                logins.store());
    }

    /** Returns whether requests fail now because logins fail. Returns false if nothing uses the session any more. */
    public boolean isFailing() {
        return used && obtained == null && (rejected || notBefore != null);
    }

    /**
     * Returns whether there is no session because logins fail, also while the next attempt is due or running. Returns false if
     * nothing uses the session any more.
     */
    public boolean hasFailed() {
        return used && obtained == null && failures > 0;
    }
}
