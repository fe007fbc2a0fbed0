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

import java.io.Serial;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;

/** A login failed, or may not be tried now. Its message says why and what to do, and no secret. */
public final class LoginException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    public LoginException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public LoginException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** Why there is no credential. */
    public Reason reason() {
        return reason;
    }

    /**
     * As one of the exchanges that wanted the credential is told.
     *
     * @param hint what else may help, perhaps nothing
     */
    AuraCredentialException on(Exchange exchange, String hint) {
        return new AuraCredentialException(getMessage() + hint, exchange, this, reason);
    }
}
