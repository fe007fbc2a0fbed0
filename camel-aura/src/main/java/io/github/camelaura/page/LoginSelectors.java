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

import java.util.ArrayList;
import java.util.List;

/**
 * The options that name parts of a login form by CSS selectors. A part without a selector is recognized by its structure.
 *
 * @param username the selector of the field for the user name, or null
 * @param password the selector of the field for the password, or null
 * @param submit the selector of the button that sends the form, or null
 * @param code the selector of the field for a one-time code, or of the boxes for its digits; or null
 * @param clicks the selectors of elements to click before the form appears, separated by commas; null for none
 */
public record LoginSelectors(String username, String password, String submit, String code, String clicks) {

    /** Returns the selectors in {@code clicks}, split at the commas outside of brackets, parentheses and quotes. */
    public List<String> clickList() {
        List<String> selectors = new ArrayList<>();
        if (clicks == null) {
            return selectors;
        }
        StringBuilder current = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < clicks.length(); i++) {
            char each = clicks.charAt(i);
            if (i > 0 && clicks.charAt(i - 1) == '\\') {
                current.append(each); // escaped
                continue;
            }
            if (quote != 0) {
                quote = each == quote ? 0 : quote;
            } else if (each == '"' || each == '\'') {
                quote = each;
            } else if (each == '(' || each == '[') {
                depth++;
            } else if (each == ')' || each == ']') {
                depth--;
            }
            if (each == ',' && depth == 0 && quote == 0) {
                selectors.add(current.toString().strip());
                current.setLength(0);
            } else {
                current.append(each);
            }
        }
        selectors.add(current.toString().strip());
        return selectors;
    }
}
