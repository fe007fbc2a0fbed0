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
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.ShownText;

/** Checks the headers of a credential processor, because the HTTP client replaces characters that it cannot send. */
final class HeaderText {

    /** The characters of a name (RFC 9110, section 5.6.2). */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

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
        if (!NAME.matcher(name).matches()) {
            throw failure(
                    "The header '" + ShownText.text(name, List.of()) + "' has a name that HTTP does not allow: a name"
                            + " has only ASCII letters, digits and some signs, such as '-'" + REMEDY,
                    exchange);
        }
        OptionalInt wrong = value.chars().filter(HeaderText::isNotSendable).findFirst();
        if (wrong.isPresent()) {
            int character = wrong.getAsInt();
            boolean control = Character.isISOControl(character);
            throw failure(
                    "The header " + name + " has a value with " + (control ? "the control" : "the non-ASCII")
                            + " character U+" + String.format("%04X", character) + " at index "
                            + value.indexOf(character) + ", which HTTP cannot send" + REMEDY
                            + (control ? ", such as the line end of a file" : ", or encode the value"),
                    exchange);
        }
    }

    /** Returns whether a character is a control character, or none of ISO-8859-1, in which HTTP sends headers. */
    private static boolean isNotSendable(int character) {
        return character > 0xFF || (Character.isISOControl(character) && character != '\t');
    }

    private static AuraCredentialException failure(String message, Exchange exchange) {
        return new AuraCredentialException(message, exchange, null, Reason.PROCESSOR_FAILED);
    }
}
