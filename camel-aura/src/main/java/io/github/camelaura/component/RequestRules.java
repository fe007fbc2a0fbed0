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
package io.github.camelaura.component;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraRequestException;
import io.github.camelaura.http.ShownText;

/**
 * What a message may set. A body that is JSON text, a map or a list of maps may come from a caller of the route, and may set
 * less than an {@code AuraMessage} or an {@code AuraChatRequest}, which only the route itself can make.
 *
 * @param bodyMaySet the settings that a body may contain
 * @param allowedModels the ids of the models that a body or a header may name; empty for any
 */
record RequestRules(Set<Setting> bodyMaySet, Set<String> allowedModels) {

    /** Allows everything. */
    static final RequestRules NONE = new RequestRules(EnumSet.allOf(Setting.class), Set.of());

    RequestRules {
        bodyMaySet = Set.copyOf(bodyMaySet);
        allowedModels = Set.copyOf(allowedModels);
    }

    /**
     * Makes the rules of an endpoint.
     *
     * @param bodyMaySet the option of this name; may be null
     * @param allowedModels the option of this name; may be null
     * @param model the model of the endpoint, which is always allowed
     * @throws IllegalArgumentException if {@code bodyMaySet} contains an unknown setting
     */
    static RequestRules of(String bodyMaySet, String allowedModels, String model) {
        Set<String> models = elements(allowedModels).collect(Collectors.toCollection(TreeSet::new));
        if (!models.isEmpty() && model != null) {
            models.add(model);
        }
        return new RequestRules(elements(bodyMaySet).map(Setting::of).collect(Collectors.toSet()), models);
    }

    /**
     * Checks a setting that a body contains.
     *
     * @param what the part of the body that has the setting, as the beginning of a message
     * @throws AuraRequestException if {@code bodyMaySet} does not contain the setting
     */
    void checkBody(Setting setting, String what, Exchange exchange) throws AuraRequestException {
        if (!bodyMaySet.contains(setting)) {
            throw new AuraRequestException(
                    what + ", but the option bodyMaySet does not contain " + setting + ". Add it if callers may decide"
                            + " this; if the route decides it, set an option, a header CamelAura*, or an"
                            + " AuraChatRequest as the body",
                    exchange);
        }
    }

    /**
     * Checks the model of a request.
     *
     * @throws AuraRequestException if {@code allowedModels} does not contain the model
     */
    void checkModel(String model, Exchange exchange) throws AuraRequestException {
        if (!allowedModels.isEmpty() && !allowedModels.contains(model)) {
            throw new AuraRequestException(
                    "The model '" + ShownText.text(model, List.of()) + "' is not one of allowedModels="
                            + joined(allowedModels) + ". Add it to allowedModels, or name one of these",
                    exchange);
        }
    }

    private static Stream<String> elements(String list) {
        return Arrays.stream(Objects.requireNonNullElse(list, "").split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty());
    }

    private static String joined(Collection<?> elements) {
        return elements.stream().map(Object::toString).sorted().collect(Collectors.joining(","));
    }

    /** A setting of a request that a body may contain, with its name in {@code bodyMaySet}. */
    enum Setting {
        SYSTEM,
        MODEL,
        TEMPERATURE,
        MAX_TOKENS;

        private static Setting of(String name) {
            return Arrays.stream(values())
                    .filter(setting -> setting.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Option bodyMaySet contains '" + name
                            + "', but its elements must be of " + joined(List.of(values()))));
        }

        @Override
        public String toString() {
            return this == MAX_TOKENS ? "maxTokens" : name().toLowerCase(Locale.ROOT);
        }
    }
}
