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
package io.github.camelaura.call;

import java.io.Serial;
import java.time.Duration;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;

/** Reports that a request has no credential. The message gives the cause and the remedy, and contains no secret. */
public class CredentialMissingException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final Duration retryAfter;

    /**
     * Creates an exception.
     *
     * @param retryAfter the time until a credential may be available; null if it is not known
     */
    protected CredentialMissingException(Reason reason, String message, Throwable cause, Duration retryAfter) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** Returns the reason why there is no credential. */
    public final Reason reason() {
        return reason;
    }

    /** Returns the time until a credential may be available; null if it is not known. */
    protected final Duration retryAfter() {
        return retryAfter;
    }

    /**
     * Makes the exception for one exchange.
     *
     * @param hint an additional remedy, appended to the message; may be empty
     */
    public final AuraCredentialException on(Exchange exchange, String hint) {
        return new AuraCredentialException(getMessage() + hint, exchange, this, reason, retryAfter);
    }
}
