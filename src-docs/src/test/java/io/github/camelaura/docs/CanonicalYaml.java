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
package io.github.camelaura.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Finds the compact notation of Camel's YAML DSL, which is deprecated since Camel 4.23. */
final class CanonicalYaml {

    private static final Set<String> LANGUAGES = Set.of(
            "constant",
            "exchangeProperty",
            "groovy",
            "header",
            "jq",
            "jsonpath",
            "simple",
            "tokenize",
            "variable",
            "xpath");

    /** The keys that contain a language. In all other places, a language without {@code expression} is compact. */
    private static final Set<String> EXPRESSIONS = Set.of(
            "expression",
            "handled",
            "continued",
            "retryWhile",
            "correlationExpression",
            "completionPredicate",
            "completionSizeExpression",
            "completionTimeoutExpression");

    private final List<String> compact = new ArrayList<>();

    private CanonicalYaml() {}

    /** Returns the places of compact notation in a file with routes or in a Kamelet. */
    static List<String> compactPlaces(String yaml) {
        CanonicalYaml found = new CanonicalYaml();
        Object file = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        if (file instanceof Map<?, ?> kamelet) {
            Map<?, ?> spec = (Map<?, ?>) kamelet.get("spec");
            found.look("template", spec.get("template"));
        } else {
            ((List<?>) file).forEach(found::topLevel);
        }
        return found.compact;
    }

    private void topLevel(Object entry) {
        Map<?, ?> map = (Map<?, ?>) entry;
        if (map.containsKey("from")) {
            compact.add("from without route");
        }
        look("", entry);
    }

    private void look(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> key(name, (String) key, child));
        } else if (value instanceof List<?> list) {
            list.forEach(item -> look(name, item));
        }
    }

    private void key(String parent, String key, Object value) {
        if (key.equals("parameters")) { // their names are options
            return;
        }
        if (key.equals("steps")) {
            ((List<?>) value).forEach(this::step);
        }
        if (key.equals("uri") && ((String) value).contains("?")) {
            compact.add(key + " with options instead of parameters: " + value);
        }
        if (LANGUAGES.contains(key) && !(EXPRESSIONS.contains(parent) && value instanceof Map)) {
            compact.add(parent + " with " + key + " instead of expression: " + value);
        }
        look(key, value);
    }

    private void step(Object step) {
        if (step instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (!(value instanceof Map)) {
                    compact.add("step " + name + " without the names of its options: " + value);
                }
            });
        } else {
            compact.add("step without options: " + step);
        }
    }
}
