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
package io.github.camelaura.page;

/** Cleans and checks the text of options and files with user names and passwords. */
public final class LoginText {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private LoginText() {}

    /** Returns a text without the line ends that editors and {@code echo} append. */
    public static String withoutLineEnd(String text) {
        return text.replaceFirst("[\r\n]+\\z", "");
    }

    /** Returns a text without the byte order mark that some editors prepend. */
    public static String withoutByteOrderMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    /** Returns whether a text contains a control character, such as a line end or a tab. */
    public static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /**
     * Checks an option.
     *
     * @throws IllegalArgumentException with the message if the condition is false
     */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * Checks the text of an option.
     *
     * @throws IllegalArgumentException if the text is empty or has control characters; null is valid
     */
    public static void requireText(String option, String value) {
        String text = value == null ? "-" : withoutLineEnd(value);
        require(!text.isEmpty(), "Option " + option + " is empty");
        require(
                !hasControl(text),
                "Option " + option + " must not hold control characters, except a line end after it");
    }
}
