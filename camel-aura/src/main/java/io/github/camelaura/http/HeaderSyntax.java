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
package io.github.camelaura.http;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Checks headers before they are sent, because the HTTP client replaces characters that it cannot send. */
public final class HeaderSyntax {

    /** The characters of a name (RFC 9110, section 5.6.2). */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HeaderSyntax() {}

    /** Returns why HTTP cannot send a header with this name, as the end of a message; null if it can. */
    public static String faultOfName(String name) {
        return NAME.matcher(name).matches()
                ? null
                : "'" + ShownText.text(name, List.of()) + "' has a name that HTTP does not allow: a name has only ASCII"
                        + " letters, digits and some signs, such as '-'";
    }

    /** Returns why HTTP cannot send this value, as text for a message that does not contain the value; null if it can. */
    public static String faultOfValue(String value) {
        OptionalInt wrong = value.chars().filter(HeaderSyntax::isNotSendable).findFirst();
        if (wrong.isEmpty()) {
            return null;
        }
        int character = wrong.getAsInt();
        return "has a value with " + (Character.isISOControl(character) ? "the control" : "the non-ASCII")
                + " character U+" + String.format("%04X", character) + " at index " + value.indexOf(character)
                + ", which HTTP cannot send";
    }

    /** Returns what to do about a value with a fault, as the end of a message. */
    public static String remedyOfValue(String value) {
        return value.chars().filter(HeaderSyntax::isNotSendable).limit(1).allMatch(Character::isISOControl)
                ? ", such as the line end of a file"
                : ", or encode the value";
    }

    /** Returns whether a character is a control character, or none of ISO-8859-1, in which HTTP sends headers. */
    private static boolean isNotSendable(int character) {
        return character > 0xFF || (Character.isISOControl(character) && character != '\t');
    }
}
