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
package io.github.camelaura.browser;

import java.util.ArrayList;
import java.util.List;

/** A list of CSS selectors in one option. */
final class Selectors {

    private Selectors() {}

    /**
     * Splits at the commas that are not within brackets, parentheses or quotes.
     *
     * @param list null for none
     */
    static List<String> split(String list) {
        List<String> selectors = new ArrayList<>();
        if (list == null) {
            return selectors;
        }
        StringBuilder current = new StringBuilder();
        int depth = 0;
        char quote = 0;
        for (int i = 0; i < list.length(); i++) {
            char each = list.charAt(i);
            if (i > 0 && list.charAt(i - 1) == '\\') {
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
