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

import java.util.Collection;
import java.util.Map;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.HeaderSyntax;

/** Checks the headers of a credential processor, because the HTTP client replaces characters that it cannot send. */
final class HeaderText {

    private static final String REMEDY = "; nothing was sent. Remove the character in the credential processor";

    private HeaderText() {}

    /**
     * Checks the headers. The message of the exception does not contain a value, which may be a secret.
     *
     * @param exchange the request exchange, for the exception
     * @throws AuraCredentialException if a name or a value contains a character that HTTP does not allow
     */
    static void check(Map<String, Collection<String>> headers, Exchange exchange) throws AuraCredentialException {
        for (Map.Entry<String, Collection<String>> header : headers.entrySet()) {
            for (String value : header.getValue()) {
                check(header.getKey(), value, exchange);
            }
        }
    }

    private static void check(String name, String value, Exchange exchange) throws AuraCredentialException {
        String faultOfName = HeaderSyntax.faultOfName(name);
        if (faultOfName != null) {
            throw failure("The header " + faultOfName + REMEDY, exchange);
        }
        String faultOfValue = HeaderSyntax.faultOfValue(value);
        if (faultOfValue != null) {
            throw failure(
                    "The header " + name + " " + faultOfValue + REMEDY + HeaderSyntax.remedyOfValue(value), exchange);
        }
    }

    private static AuraCredentialException failure(String message, Exchange exchange) {
        return new AuraCredentialException(message, exchange, null, Reason.PROCESSOR_FAILED);
    }
}
