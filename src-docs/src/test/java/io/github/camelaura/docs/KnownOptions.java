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

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.StringHelper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import io.github.camelaura.AuraException;
import io.github.camelaura.http.HttpOptions;

/** The names of options, headers and steps that this component and Camel have, as Camel's catalog lists them. */
final class KnownOptions {

    /** Components of Camel whose options the pages name. */
    private static final List<String> NEIGHBOURS = List.of("http", "kafka", "log", "platform-http", "undertow");

    private static final List<String> KAMELETS =
            List.of("aura-ask-action", "aura-cancel-action", "aura-chunks-source", "aura-kafka-sink");

    private final CamelCatalog catalog = new DefaultCamelCatalog(true);
    private final Map<String, BaseOptionModel> aura = new TreeMap<>();
    private final Set<String> camel = new HashSet<>();
    private final Set<String> http;
    private final Set<String> headers = new HashSet<>();
    private final Set<String> properties = new HashSet<>();

    KnownOptions() throws IOException {
        ComponentModel model = Docs.model();
        Stream.of(model.getComponentOptions(), model.getEndpointOptions())
                .flatMap(List::stream)
                .forEach(option -> aura.put(option.getName(), option));
        Stream.concat(Stream.of(model), NEIGHBOURS.stream().map(catalog::componentModel))
                .forEach(each -> each.getEndpointHeaders().forEach(header -> headers.add(header.getName())));
        http = options("http");
        for (String neighbour : NEIGHBOURS) {
            camel.addAll(options(neighbour));
        }
        for (String step : catalog.findModelNames()) {
            camel.add(step);
            catalog.eipModel(step).getOptions().forEach(option -> camel.add(option.getName()));
        }
        catalog.mainModel()
                .getOptions()
                .forEach(option -> properties.add(StringHelper.dashToCamelCase(option.getName())));
        properties.forEach(property -> camel.add(StringHelper.afterLast(property, ".")));
        for (String kamelet : KAMELETS) {
            parameters(kamelet).forEach(parameter -> {
                camel.add(parameter);
                properties.add("camel.kamelet." + StringHelper.dashToCamelCase(kamelet) + "." + parameter);
            });
        }
        headers.addAll(constants(Exchange.class));
        headers.addAll(constants(AuraException.class));
    }

    private Set<String> options(String component) {
        ComponentModel model = catalog.componentModel(component);
        return Stream.of(model.getComponentOptions(), model.getEndpointOptions())
                .flatMap(List::stream)
                .map(BaseOptionModel::getName)
                .collect(Collectors.toSet());
    }

    private static Set<String> parameters(String kamelet) throws IOException {
        String yaml = Docs.resource("/kamelets/" + kamelet + ".kamelet.yaml");
        Map<?, ?> node = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        for (String key : List.of("spec", "definition", "properties")) {
            node = (Map<?, ?>) node.get(key);
        }
        return node.keySet().stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static Set<String> constants(Class<?> type) {
        Set<String> values = new HashSet<>();
        try {
            for (Field field : type.getFields()) {
                if (field.getType() == String.class) {
                    values.add((String) field.get(null));
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    /** Returns an option of {@code aura:} or its component. */
    Optional<BaseOptionModel> aura(String name) {
        return Optional.ofNullable(aura.get(name));
    }

    /** Returns whether options of {@code aura:} match a name with asterisks. */
    boolean matchesAura(String pattern) {
        return aura.keySet().stream().anyMatch(name -> name.matches(pattern.replace("*", "\\w*")));
    }

    /** Returns whether {@code aura:} supports an option of camel-http; a final asterisk stands for any rest. */
    boolean isHttp(String name) {
        return http.stream()
                .filter(option -> name.endsWith("*")
                        ? option.startsWith(name.substring(0, name.length() - 1))
                        : option.equals(name))
                .anyMatch(option -> {
                    try {
                        HttpOptions.validate(List.of(option));
                        return true;
                    } catch (IllegalArgumentException e) {
                        return false;
                    }
                });
    }

    /** Returns whether Camel, or a component or Kamelet that the pages name, has an option or a step of this name. */
    boolean isCamel(String name) {
        return camel.contains(name);
    }

    /** Returns whether a header or an exchange property has this name; a final asterisk stands for any rest. */
    boolean isHeader(String name) {
        return name.endsWith("*")
                ? headers.stream().anyMatch(header -> header.startsWith(name.substring(0, name.length() - 1)))
                : headers.contains(name);
    }

    /** Returns whether a configuration property that begins with {@code camel.} exists, with or without hyphens; beans have any name. */
    boolean isProperty(String key) {
        if (key.startsWith("camel.component.")) {
            String[] parts = key.split("[.\\[]", 5);
            String option = parts.length < 4 ? "" : StringHelper.dashToCamelCase(parts[3]);
            return option.equals("*")
                    || (parts[2].equals("aura")
                            ? isComponentOption(option, parts.length > 4)
                            : isOther(parts[2], option));
        }
        return key.startsWith("camel.beans.") || properties.contains(StringHelper.dashToCamelCase(key));
    }

    private boolean isComponentOption(String option, boolean prefix) {
        return aura.containsKey(option)
                && (!prefix
                        || aura.get(option).isMultiValue()
                        || aura.get(option).getPrefix() != null);
    }

    private boolean isOther(String component, String option) {
        return catalog.findComponentNames().contains(component)
                && options(component).contains(option);
    }
}
