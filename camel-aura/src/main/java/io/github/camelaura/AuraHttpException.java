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
import java.time.Duration;

import org.apache.camel.Exchange;

/** The server returned an error status that another credential would not fix. */
public class AuraHttpException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String reasonPhrase;
    private final Duration retryAfter;
    private final String responseBody;

    public AuraHttpException(
            String message,
            Exchange exchange,
            int statusCode,
            String reasonPhrase,
            Duration retryAfter,
            String responseBody) {
        super(message, exchange);
        this.statusCode = statusCode;
        this.reasonPhrase = reasonPhrase;
        this.retryAfter = retryAfter;
        this.responseBody = responseBody;
    }

    /** Returns the HTTP status code. */
    public int getStatusCode() {
        return statusCode;
    }

    /**
     * Returns the reason phrase of the status line, in which an Aura server returns the message of its provider: at most 1,000
     * characters, without control characters, never null.
     */
    public String getReasonPhrase() {
        return reasonPhrase;
    }

    /** Returns the wait that the server requests (RFC 9110, {@code Retry-After}); null if there is none. */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /** Returns the first 8 KiB of the response body, without control characters except line feeds and tabs; never null. */
    public String getResponseBody() {
        return responseBody;
    }
}
