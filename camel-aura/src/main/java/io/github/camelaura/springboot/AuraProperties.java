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

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.camelaura.component.AuraComponent;

/** Reads the component's options by Spring Boot's rules for the names of properties. */
final class AuraProperties {

    static final String PREFIX = "camel.component.aura";

    private static final ConfigurationPropertyName PREFIX_NAME = ConfigurationPropertyName.of(PREFIX);
    private static final Bindable<?> TEXT = Bindable.of(String.class);
    private static final Bindable<?> MAP = Bindable.mapOf(String.class, String.class);

    /** What camel-spring-boot reads of every component. */
    private static final Set<String> COMMON = Set.of("enabled", "customizer");

    private AuraProperties() {}

    /**
     * Reads what is set, by the name of the option.
     *
     * @throws UnknownOptionException if a property does not name an option
     */
    static Map<String, Object> read(ConfigurableEnvironment environment) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<ConfigurationPropertyName, Bindable<?>> known = new HashMap<>();
        Map<String, Bindable<?>> options = options();
        Binder binder = Binder.get(environment);
        options.forEach((option, type) -> {
            ConfigurationPropertyName name = PREFIX_NAME.append(StringHelper.camelCaseToDash(option));
            known.put(name, type);
            binder.bind(name, type).ifBound(value -> values.put(option, value));
        });
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            // Not variables of the environment: BASE_URL may be base.url as well as base-url
            if (source instanceof IterableConfigurationPropertySource properties
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                properties.stream()
                        .filter(PREFIX_NAME::isAncestorOf)
                        .filter(name -> !isKnown(name, known))
                        .findFirst()
                        .ifPresent(name -> {
                            throw unknown(name, options.keySet());
                        });
            }
        }
        return values;
    }

    /**
     * The options that the component's JSON has, in its order (configuration comes first, and would undo others), and
     * what to read them as; Camel makes the rest of it.
     */
    private static Map<String, Bindable<?>> options() throws IOException {
        Map<String, Bindable<?>> options = new LinkedHashMap<>();
        new ObjectMapper()
                .readTree(AuraComponent.class.getResource("/META-INF/io/github/camelaura/component/aura.json"))
                .get("componentProperties")
                .properties()
                .forEach(option -> options.put(
                        option.getKey(),
                        option.getValue().get("javaType").asText().startsWith("java.util.Map") ? MAP : TEXT));
        return options;
    }

    private static boolean isKnown(ConfigurationPropertyName name, Map<ConfigurationPropertyName, Bindable<?>> known) {
        int level = PREFIX_NAME.getNumberOfElements();
        Bindable<?> type = known.get(name.chop(level + 1));
        return MAP.equals(type)
                || (TEXT.equals(type) && name.getNumberOfElements() == level + 1)
                || COMMON.contains(name.getElement(level, Form.UNIFORM));
    }

    private static UnknownOptionException unknown(ConfigurationPropertyName name, Set<String> options) {
        return new UnknownOptionException(options.stream()
                .map(StringHelper::camelCaseToDash)
                .sorted()
                .collect(Collectors.joining(
                        ", ", name + " does not name an option. The options of " + PREFIX + " are: ", "")));
    }
}
