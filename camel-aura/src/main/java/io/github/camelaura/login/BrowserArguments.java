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

import java.util.ArrayList;
import java.util.List;

import io.github.camelaura.page.LoginText;

/** Splits the option {@code browserArguments} at spaces that are not in quotes. */
final class BrowserArguments {

    private static final String EXAMPLE = ", as in --user-agent=\"My Agent 1.0\"";

    private final List<String> arguments = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private boolean inArgument;
    private char quote;

    private BrowserArguments() {}

    /**
     * Returns the arguments without their quotes. A quote of one kind may stand between quotes of the other.
     *
     * @param option the option, or null
     * @throws IllegalArgumentException if a quote is not closed, or an argument does not begin with a hyphen
     */
    static List<String> split(String option) {
        BrowserArguments split = new BrowserArguments();
        if (option != null) {
            option.chars().forEach(each -> split.add((char) each));
        }
        LoginText.require(
                split.quote == 0, "Option browserArguments has a quote that is not closed. Use two" + EXAMPLE);
        split.endArgument();
        // Chromium would open any other argument as a page
        LoginText.require(
                split.arguments.stream().allMatch(argument -> argument.startsWith("-")),
                "Option browserArguments has an argument that does not begin with a hyphen. Put a value with spaces in quotes"
                        + EXAMPLE);
        return split.arguments;
    }

    private void add(char each) {
        if (quote == 0 && Character.isWhitespace(each)) {
            endArgument();
        } else if (quote == 0 && (each == '"' || each == '\'')) {
            quote = each;
            inArgument = true;
        } else if (each == quote) {
            quote = 0;
        } else {
            current.append(each);
            inArgument = true;
        }
    }

    private void endArgument() {
        if (inArgument) {
            arguments.add(current.toString());
            current.setLength(0);
            inArgument = false;
        }
    }
}
