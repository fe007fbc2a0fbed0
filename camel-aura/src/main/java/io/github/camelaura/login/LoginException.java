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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.CredentialMissingException;

/** Reports that a login failed or may not begin now. The message gives the reason and the remedy, and contains no secret. */
public final class LoginException extends CredentialMissingException {

    @Serial
    private static final long serialVersionUID = 1L;

    public LoginException(Reason reason, String message, Throwable cause) {
        super(reason, message, cause);
    }

    public LoginException(Reason reason, String message) {
        this(reason, message, null);
    }
}
