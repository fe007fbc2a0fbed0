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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Camel's catalog knows all properties in the examples, also of projects that the tests here do not start. */
class ExamplePropertiesTest {

    private static final String OF_SPRING_BOOT = "camel.main.run-controller";
    private static final CamelCatalog CATALOG = catalog();

    private static CamelCatalog catalog() {
        try {
            CamelCatalog catalog = new DefaultCamelCatalog(true);
            catalog.addComponent(
                    "aura",
                    "io.github.camelaura.component.AuraComponent",
                    Docs.resource("/META-INF/io/github/camelaura/component/aura.json"));
            return catalog;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Path> files() throws Exception {
        List<Path> files = new ArrayList<>(Docs.files(Docs.EXAMPLES, ".properties"));
        files.addAll(Docs.files(Docs.REPOSITORY.resolve("camel-aura-example/src/main/resources"), ".properties"));
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void propertiesExist(Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }

        assertThat(properties.stringPropertyNames())
                .filteredOn(key -> key.startsWith("camel.") && !key.equals(OF_SPRING_BOOT))
                .allSatisfy(key ->
                        assertThat(errors(key, properties.getProperty(key))).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "camel.component.aura.base-url,https://chat.example.com,true",
        "camel.component.aura.http-options.proxyHost,a,true",
        "camel.main.name,a,true",
        "camel.component.aura.base-uri,https://chat.example.com,false",
        "camel.component.aura.streaming,maybe,false",
        "camel.component.aura.credential-processor,brauser,false",
        "camel.main.nayme,a,false"
    })
    void catalogTellsKnownPropertiesFromOthers(String key, String value, boolean known) {
        assertThat(errors(key, value) == null).isEqualTo(known);
    }

    private static String errors(String key, String value) {
        ConfigurationPropertiesValidationResult result = CATALOG.validateConfigurationProperty(key + "=" + value);
        return result.isAccepted() && !result.isSuccess() ? result.summaryErrorMessage(false) : null;
    }
}
