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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.jboss.jandex.Index;
import org.jboss.jandex.IndexReader;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.builder.AuraEndpointBuilderFactory;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraEndpointUriFactory;

/** What tools read: the component's JSON, and the index of its classes. */
class MetadataTest {

    private final ComponentModel model =
            JsonMapper.generateComponentModel(text("META-INF/io/github/camelaura/component/aura.json"));

    @Test
    void componentJsonIsInTheCatalogFolderToo() {
        assertThat(text("org/apache/camel/catalog/components/aura.json"))
                .isEqualTo(text("META-INF/io/github/camelaura/component/aura.json"));
    }

    @Test
    void componentJsonDescribesTheComponent() {
        assertThat(model.getTitle()).isEqualTo("Aura");
        assertThat(model.getDescription())
                .startsWith("Send prompts to Aura chat servers")
                .endsWith(".");
        assertThat(model.getLabel()).isEqualTo("ai,cloud");
        assertThat(model.getSyntax()).isEqualTo("aura:name");
        assertThat(model.isAsync()).isTrue();
        assertThat(model.isRemote()).isTrue();
        assertThat(model.isLenientProperties()).isFalse();
    }

    @Test
    void everyOptionHasADescriptionAndAGroup() {
        assertThat(options())
                .allSatisfy(option -> assertThat(option.getDescription()).endsWith("."))
                .allSatisfy(option -> assertThat(option.getDisplayName()).isNotEmpty());
        assertThat(options().map(BaseOptionModel::getGroup))
                .containsOnly(
                        "common",
                        "consumer",
                        "consumer (advanced)",
                        "producer",
                        "producer (advanced)",
                        "server",
                        "model",
                        "chunks",
                        "conversation",
                        "limits",
                        "login",
                        "browser",
                        "proxy",
                        "security",
                        "health",
                        "advanced");
    }

    @Test
    void secretOptionsAreMarkedAsSecret() {
        assertThat(options().filter(BaseOptionModel::isSecret).map(BaseOptionModel::getName))
                .containsOnly(
                        "apiKey",
                        "additionalHeader",
                        "loginUsername",
                        "loginPassword",
                        "loginTotpSecret",
                        "loginField",
                        "credentialStoreKey",
                        "proxyAuthUsername",
                        "proxyAuthPassword");
    }

    @Test
    void optionsWithFixedValuesListThem() {
        assertThat(option("onMalformedInput").getEnums()).containsExactly("IGNORE", "REPLACE", "REPORT");
        assertThat(option("credentialProcessor").getEnums()).containsExactly("browser", "none");
    }

    @Test
    void everyHeaderConstantIsDescribed() {
        Set<String> constants = Stream.of(AuraConstants.class.getFields())
                .filter(field -> !field.getName().startsWith("ON_"))
                .map(field -> AuraConstants.class.getName() + "#" + field.getName())
                .collect(Collectors.toSet());

        assertThat(model.getEndpointHeaders())
                .extracting(ComponentModel.EndpointHeaderModel::getConstantName)
                .containsExactlyInAnyOrderElementsOf(constants);
        assertThat(model.getEndpointHeaders())
                .allSatisfy(header -> assertThat(header.getDescription()).isNotEmpty())
                .allSatisfy(header -> assertThat(header.getLabel()).isIn("common", "producer", "consumer"));
    }

    @Test
    void classIndexIncludesGeneratedClasses() throws Exception {
        try (InputStream in = resource("META-INF/jandex.idx")) {
            Index index = new IndexReader(in).read();

            assertThat(Stream.of(AuraComponent.class, AuraEndpointUriFactory.class, AuraEndpointBuilderFactory.class))
                    .allSatisfy(type -> assertThat(index.getClassByName(type)).isNotNull());
            assertThat(index.getKnownClasses())
                    .allSatisfy(type -> assertThat(type.name().toString()).startsWith("io.github.camelaura."));
        }
    }

    private Stream<BaseOptionModel> options() {
        return Stream.<List<? extends BaseOptionModel>>of(model.getComponentOptions(), model.getEndpointOptions())
                .flatMap(List::stream);
    }

    private BaseOptionModel option(String name) {
        return options()
                .filter(option -> option.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String resource) {
        try (InputStream in = resource(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return AuraComponent.class.getClassLoader().getResourceAsStream(name);
    }
}
