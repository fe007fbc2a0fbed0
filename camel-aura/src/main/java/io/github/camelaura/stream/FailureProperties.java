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
package io.github.camelaura.stream;

import java.time.Duration;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraHttpException;

/** The exchange properties that describe a failure in the words of Camel's AI components. */
public final class FailureProperties {

    /** The longest wait, because a server may name any date, and a route must not sleep until then. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private FailureProperties() {}

    /** Fails an exchange. */
    public static void fail(Exchange exchange, Throwable failure) {
        set(exchange, failure);
        exchange.setException(failure);
    }

    static void set(Exchange exchange, Throwable failure) {
        exchange.setProperty(
                AuraException.ERROR_CATEGORY, ErrorCategory.of(failure).name());
        Duration wait = retryAfter(failure);
        if (wait == null) {
            exchange.removeProperty(AuraException.RETRY_AFTER_MILLIS);
        } else {
            exchange.setProperty(
                    AuraException.RETRY_AFTER_MILLIS,
                    wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT.toMillis() : wait.toMillis());
        }
    }

    /** Removes the properties of an earlier failure, because the exchange is redelivered or another request follows. */
    public static void remove(Exchange exchange) {
        exchange.removeProperty(AuraException.ERROR_CATEGORY);
        exchange.removeProperty(AuraException.RETRY_AFTER_MILLIS);
    }

    private static Duration retryAfter(Throwable failure) {
        if (failure instanceof AuraHttpException answer) {
            return answer.getRetryAfter();
        }
        return failure instanceof AuraCredentialException credential ? credential.getRetryAfter() : null;
    }
}
