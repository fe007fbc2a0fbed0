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

/**
 * What is known of one login at one moment; nothing of it is secret.
 *
 * @param site where it logs in
 * @param used whether there are endpoints that need it
 * @param generation how many logins succeeded
 * @param obtained when the credential was got; null if there is none
 * @param renewal from when on a request renews the credential ahead of its expiry; null if nobody knows
 * @param expiry when it expires, as far as is known; null if not
 * @param running whether a login is under way
 * @param rejected whether the account was rejected, and is not tried again until it changes
 * @param failures how many logins failed, one after the other
 * @param notBefore when the next login is tried at the earliest; null if it need not wait
 * @param failedAt when a login failed last; null if none has
 * @param failure why it failed; null if none has
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
        String failure) {

    static LoginStatus of(
            Origin site,
            boolean used,
            int generation,
            Credential credential,
            RenewalPolicy policy,
            Instant now,
            boolean running,
            LoginThrottle.History history) {
        return new LoginStatus(
                site.toString(),
                used,
                generation,
                credential == null ? null : credential.obtained(),
                credential == null ? null : policy.renewal(credential, now),
                credential == null ? null : policy.end(credential, now),
                running,
                history.rejected(),
                history.failures(),
                history.notBefore(),
                history.failedAt(),
                history.failure());
    }

    /** Whether requests that need a credential fail now; not if there are none, as with an account that was corrected. */
    public boolean isFailing() {
        return used && obtained == null && (rejected || notBefore != null);
    }
}
