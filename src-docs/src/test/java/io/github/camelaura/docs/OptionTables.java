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

import java.util.List;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.util.StringHelper;

/** The tables of the component page, made of the component's JSON. */
final class OptionTables {

    /** What AsciiDoc would take for an attribute of the page. */
    private static final String ATTRIBUTE = "\\{\\w[\\w-]*}";

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
        return model.getComponentOptions().stream()
                .map(option -> "| `camel.component.aura." + StringHelper.camelCaseToDash(option.getName()) + "`\n"
                        + cell(option) + "\n")
                .collect(Collectors.joining("\n", "[cols=\"2,3\"]\n|===\n| Property | Description\n\n", "|===\n"));
    }

    static String headers(ComponentModel model) {
        return table(model.getEndpointHeaders(), "Header");
    }

    private static String table(List<? extends BaseOptionModel> options, String title) {
        StringBuilder text = new StringBuilder("[cols=\"2,4,1,1\",options=\"header\"]\n|===\n| ")
                .append(title)
                .append(" | Description | Default | Type\n");
        for (BaseOptionModel option : options) {
            text.append("\n| `")
                    .append(option.getName())
                    .append("`")
                    .append(option.getShortGroup() == null ? "" : " (" + option.getGroup() + ")")
                    .append("\n")
                    .append(cell(option))
                    .append("\n|")
                    .append(option.getDefaultValue() == null ? "" : " `" + option.getDefaultValue() + "`")
                    .append("\n| ")
                    .append(option.getShortJavaType())
                    .append("\n");
        }
        return text.append("|===\n").toString();
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
