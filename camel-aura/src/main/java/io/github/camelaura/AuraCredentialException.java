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
package io.github.camelaura;

import java.io.Serial;

import org.apache.camel.Exchange;

/** The server refused the credential, or none could be had. No reply was paid for. */
public class AuraCredentialException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is no credential that the server takes. */
    public enum Reason {
        /** The server asks for a login, and no credential processor is configured. */
        LOGIN_NEEDED,
        /** The server refused a credential that was renewed a moment ago. */
        REFUSED_AFTER_RENEWAL,
        /** The credential processor did not come back in time. */
        NOT_READY_IN_TIME,
        /** The credential processor failed; the cause says how. */
        PROCESSOR_FAILED
    }

    private final Reason reason;

    public AuraCredentialException(String message, Exchange exchange, Throwable cause, Reason reason) {
        super(message, exchange, cause);
        this.reason = reason;
    }

    /** Why there is no credential that the server takes. */
    public Reason getReason() {
        return reason;
    }
}
