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
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.store.StoreException;

/** The failures of logins that have another cause than the site. */
final class LoginFailures {

    private LoginFailures() {}

    /** Returns the failure of a login that was ended or may not begin any more. */
    static LoginException stopped(URI request, Throwable cause) {
        return new LoginException(Reason.STOPPED, "No login at " + request + ", as its route or context stops", cause);
    }

    /** Returns the failure of a login whose account could not be read. */
    static LoginException unread(URI request, LoginMethod method, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof LoginException known) {
            return known;
        }
        if (cause instanceof RejectedExecutionException) {
            return stopped(request, cause);
        }
        if (cause instanceof TimeoutException) {
            return new LoginException(
                    Reason.NOT_READY_IN_TIME,
                    "No login at " + request
                            + ": loginPasswordFile or loginTotpSecretFile was not read within loginTimeout="
                            + method.timeout() + " ms. Check that the file system of the file responds");
        }
        return unexpected(request, cause);
    }

    /** Returns the failure of a login that cannot know whether another node logs in. */
    static LoginException unavailable(URI request, StoreException e) {
        return new LoginException(Reason.CREDENTIAL_STORE_FAILED, "No login at " + request + ": " + e.getMessage(), e);
    }

    static LoginException unexpected(URI request, Throwable e) {
        return new LoginException(Reason.PROCESSOR_FAILED, "The login at " + request + " failed: " + e, e);
    }
}
