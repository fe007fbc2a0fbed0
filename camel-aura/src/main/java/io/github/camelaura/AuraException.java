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

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;

/** The superclass of all exceptions of the component. The subclasses distinguish the causes. */
public abstract class AuraException extends CamelExchangeException {

    /**
     * The exchange property of a failed request and of a chunk exchange of type {@link AuraConstants#ON_ERROR}: {@code RATE_LIMIT},
     * {@code SERVER_ERROR}, {@code VALIDATION}, {@code AUTH} or {@code UNKNOWN}. A text, as Camel's AI components set it.
     */
    public static final String ERROR_CATEGORY = "CamelAiErrorCategory";

    /**
     * The exchange property beside {@link #ERROR_CATEGORY}, if it is known how long the next request should wait: a {@code Long}
     * in milliseconds, from 0 to one day.
     */
    public static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";

    @Serial
    private static final long serialVersionUID = 1L;

    protected AuraException(String message, Exchange exchange) {
        super(message, exchange);
    }

    protected AuraException(String message, Exchange exchange, Throwable cause) {
        super(message, exchange, cause);
    }
}
