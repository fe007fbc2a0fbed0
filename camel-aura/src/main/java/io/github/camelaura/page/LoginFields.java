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

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The options {@code loginField.<name>}: the values of fields other than those for the user name, the password and a one-time
 * code.
 *
 * @param values the values by the name or id of the field
 */
public record LoginFields(SortedMap<String, String> values) {

    private static final String PREFIX = "loginField.";

    /** Shorter values are in many texts, so a mask would show what they are. */
    private static final int LEAST_MASKED = 3;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a name or a value is not valid; the message names the option
     */
    public LoginFields {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        values.forEach((name, value) -> {
            LoginText.require(
                    !name.isBlank(),
                    "Option " + PREFIX + " has no name of a field: write " + PREFIX + "company=... for the field whose"
                            + " name or id is company");
            LoginText.requireText(PREFIX + name, value);
        });
    }

    /**
     * Reads the options.
     *
     * @param options the values by the name or id of the field; null for none
     * @throws IllegalArgumentException if a name or a value is not valid; the message names the option
     */
    public static LoginFields of(Map<String, Object> options) {
        Map<String, String> texts = new HashMap<>();
        if (options != null) {
            options.forEach(
                    (name, value) -> texts.put(name, value == null ? "" : LoginText.withoutLineEnd(value.toString())));
        }
        return new LoginFields(new TreeMap<>(texts));
    }

    /** Returns the names or ids of the fields, in the order of the options' numbers. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Returns the name of an option by its number. */
    public String option(int number) {
        return PREFIX + names().get(number);
    }

    /** Returns the value of an option by its number. */
    public String value(int number) {
        return values.get(names().get(number));
    }

    /** Returns the values that messages mask. */
    public List<String> secrets() {
        return masked(values.values().stream());
    }

    /** Returns those of some values that messages mask. */
    static List<String> masked(Stream<String> values) {
        return values.filter(value -> value.length() >= LEAST_MASKED && !isSwitch(value))
                .toList();
    }

    /** Returns whether a value is one of a check box. */
    static boolean isSwitch(String value) {
        return "true".equals(value) || "false".equals(value);
    }

    /** Returns these options with each value replaced. */
    public LoginFields withValues(UnaryOperator<String> replaced) {
        SortedMap<String, String> others = new TreeMap<>(values);
        others.replaceAll((name, value) -> replaced.apply(value));
        return new LoginFields(others);
    }

    /** Returns a text without values. */
    @Override
    public String toString() {
        return "login fields " + values.keySet();
    }
}
