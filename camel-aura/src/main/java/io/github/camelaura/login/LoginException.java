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

import java.io.Serial;
import java.time.Duration;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.CredentialMissingException;

/** Reports that a login failed or may not begin now. The message gives the reason and the remedy, and contains no secret. */
public final class LoginException extends CredentialMissingException {

    @Serial
    private static final long serialVersionUID = 1L;

    private boolean isDenial;

    public LoginException(Reason reason, String message, Throwable cause) {
        this(reason, message, cause, null);
    }

    /**
     * Creates an exception.
     *
     * @param retryAfter the time until the next login may begin; null if it is not known
     */
    LoginException(Reason reason, String message, Throwable cause, Duration retryAfter) {
        super(reason, message, cause, retryAfter);
    }

    /** Reports that a login may not begin now. */
    static LoginException denied(LoginTurn.Denial why) {
        LoginException denied = new LoginException(why.reason(), why.message(), why.cause(), why.retryAfter());
        denied.isDenial = true;
        return denied;
    }

    /** Returns whether no login has begun. */
    boolean isDenial() {
        return isDenial;
    }

    /** Returns the same failure for one more request, with the stack trace of the caller. */
    LoginException again() {
        LoginException same = new LoginException(reason(), getMessage(), getCause(), retryAfter());
        same.isDenial = isDenial;
        return same;
    }

    public LoginException(Reason reason, String message) {
        this(reason, message, null);
    }
}
