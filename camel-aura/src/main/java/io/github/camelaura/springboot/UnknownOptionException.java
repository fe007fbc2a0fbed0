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
package io.github.camelaura.springboot;

import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.util.StringHelper;

/** A property of the component names no option of it. */
final class UnknownOptionException extends IllegalArgumentException {

    private final String description;
    private final String action;

    /**
     * @param property the name of the property
     * @param prefix the prefix of the component's properties
     * @param options the names of the options, in camel case
     */
    UnknownOptionException(String property, String prefix, Set<String> options) {
        this(
                "There is no option " + property + ".",
                "Correct the name of the property, or remove it. The options of " + prefix + " are: "
                        + String.join(", ", dashed(options)));
    }

    private UnknownOptionException(String description, String action) {
        super(description + " " + action);
        this.description = description;
        this.action = action;
    }

    String description() {
        return description;
    }

    String action() {
        return action;
    }

    private static Set<String> dashed(Set<String> options) {
        Set<String> dashed = new TreeSet<>();
        options.forEach(option -> dashed.add(StringHelper.camelCaseToDash(option)));
        return dashed;
    }
}
