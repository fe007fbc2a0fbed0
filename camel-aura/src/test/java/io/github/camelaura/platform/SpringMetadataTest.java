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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;

/**
 * The completion data that editors use for the properties of a Spring Boot application. To update the file: {@code mvn
 * -pl camel-aura test -Dtest=SpringMetadataTest -Dmetadata.update=true}.
 */
class SpringMetadataTest {

    private static final Path FILE = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Path COMPONENT =
            Path.of("src/generated/resources/META-INF/io/github/camelaura/component/aura.json");
    private static final String PREFIX = "camel.component.aura";

    private final List<Map<String, Object>> properties = new ArrayList<>();
    private final List<Map<String, Object>> hints = new ArrayList<>();

    @Test
    void springMetadataHasTheOptionsOfThisVersion() throws Exception {
        ComponentModel model = JsonMapper.generateComponentModel(Files.readString(COMPONENT));
        model.getComponentOptions().forEach(this::add);
        add(PREFIX + ".enabled", "java.lang.Boolean", "Whether the component is configured by these properties.", true);
        add(
                PREFIX + ".customizer.enabled",
                "java.lang.Boolean",
                "Whether the component is configured by these properties.",
                true);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("groups", List.of(Map.of("name", PREFIX)));
        metadata.put("properties", properties);
        metadata.put("hints", hints);
        String now = new ObjectMapper()
                        .writer(new DefaultPrettyPrinter()
                                .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                        .writeValueAsString(metadata)
                + "\n";
        if (Boolean.getBoolean("metadata.update")) {
            Files.writeString(FILE, now);
        }

        assertThat(FILE).hasContent(now);
    }

    private void add(ComponentOptionModel option) {
        String name = PREFIX + "." + StringHelper.camelCaseToDash(option.getName());
        add(name, type(option), option.getDescription(), option.getDefaultValue());
        if (option.getEnums() != null) {
            hints.add(hint(name, option.getEnums()));
        }
    }

    private void add(String name, String type, String description, Object defaultValue) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("type", type);
        property.put("description", description);
        if (defaultValue != null) {
            property.put("defaultValue", defaultValue);
        }
        properties.add(property);
    }

    /** Beans are written as references, and an option with hints also accepts other values. */
    private static String type(ComponentOptionModel option) {
        return switch (option.getType()) {
            case "boolean" -> "java.lang.Boolean";
            case "integer" -> "java.lang.Integer";
            case "number" -> "java.lang.Double";
            case "object" ->
                option.getJavaType().startsWith("java.util.Map")
                        ? "java.util.Map<java.lang.String,java.lang.String>"
                        : "java.lang.String";
            default -> "java.lang.String";
        };
    }

    private static Map<String, Object> hint(String name, List<String> values) {
        Map<String, Object> hint = new LinkedHashMap<>();
        hint.put("name", name);
        hint.put("values", values.stream().map(value -> Map.of("value", value)).toList());
        hint.put("providers", List.of(Map.of("name", "any")));
        return hint;
    }
}
