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

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.StringHelper;

/** The tables of the component page, made of the component's JSON. */
final class OptionTables {

    /** What AsciiDoc would take for an attribute of the page. */
    private static final String ATTRIBUTE = "\\{\\w[\\w-]*}";

    private static final List<String> GROUPS = List.of(
            "common",
            "producer",
            "consumer",
            "server",
            "model",
            "chunks",
            "conversation",
            "login",
            "browser",
            "security",
            "limits",
            "proxy",
            "health");

    private OptionTables() {}

    static String endpoint(ComponentModel model) {
        return table(model.getEndpointParameterOptions(), "Option");
    }

    /** Those that only the component has; all others are the defaults of its endpoints. */
    static String component(ComponentModel model) {
        List<String> ofEndpoint = model.getEndpointOptions().stream()
                .map(BaseOptionModel::getName)
                .toList();
        return table(
                model.getComponentOptions().stream()
                        .filter(option -> !ofEndpoint.contains(option.getName()))
                        .toList(),
                "Option");
    }

    /** All options as Camel Main, Spring Boot and Quarkus have them. */
    static String properties(ComponentModel model) {
        StringBuilder text = new StringBuilder("[cols=\"2,3\"]\n|===\n| Property | Description\n");
        groups(model.getComponentOptions()).forEach((group, options) -> {
            text.append(heading(2, group));
            options.forEach(option -> text.append("\n| `camel.component.aura.")
                    .append(StringHelper.camelCaseToDash(option.getName()))
                    .append("`\n")
                    .append(cell(option))
                    .append("\n"));
        });
        return text.append("|===\n").toString();
    }

    static String headers(ComponentModel model) {
        return table(model.getEndpointHeaders(), "Header");
    }

    private static String table(List<? extends BaseOptionModel> options, String title) {
        StringBuilder text = new StringBuilder("[cols=\"2,4,1,1\",options=\"header\"]\n|===\n| ")
                .append(title)
                .append(" | Description | Default | Type\n");
        groups(options).forEach((group, members) -> {
            text.append(heading(4, group));
            for (BaseOptionModel option : members) {
                text.append("\n| `")
                        .append(option.getName())
                        .append("`\n")
                        .append(cell(option))
                        .append("\n|")
                        .append(option.getDefaultValue() == null ? "" : " `" + option.getDefaultValue() + "`")
                        .append("\n| ")
                        .append("duration".equals(option.getType()) ? "duration" : option.getShortJavaType())
                        .append("\n");
            }
        });
        return text.append("|===\n").toString();
    }

    /** Puts together what a reader looks for together, the most used first. */
    private static Map<String, List<BaseOptionModel>> groups(List<? extends BaseOptionModel> options) {
        return options.stream()
                .sorted(Comparator.comparingInt(option -> position(option.getGroup())))
                .collect(Collectors.groupingBy(BaseOptionModel::getGroup, LinkedHashMap::new, Collectors.toList()));
    }

    private static int position(String group) {
        int index = GROUPS.indexOf(group);
        return index < 0 ? GROUPS.size() : index;
    }

    private static String heading(int columns, String group) {
        return "\n" + columns + "+h| " + StringHelper.capitalize(group) + "\n";
    }

    private static String cell(BaseOptionModel option) {
        StringBuilder text = new StringBuilder("| ");
        if (option.isRequired()) {
            text.append("*Required.* ");
        }
        text.append(option.getDescription().replace("|", "\\|").replaceAll(ATTRIBUTE, "\\\\$0"));
        if (option.getEnums() != null) {
            text.append(" Values: ")
                    .append(option.getEnums().stream()
                            .map(value -> "`" + value + "`")
                            .collect(Collectors.joining(", ")))
                    .append(".");
        }
        if (option.isSecret()) {
            text.append(" _Secret._");
        }
        return text.toString();
    }
}
