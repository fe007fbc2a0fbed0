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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;

import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The option tables match this version. To update them: {@code mvn -pl src-docs -am test -Ddocs.update=true}. */
class OptionTablesTest {

    private static final boolean UPDATE = Boolean.getBoolean("docs.update");
    private static final String NOTE = "// Made by OptionTablesTest; do not edit\n";

    static Stream<Arguments> tables() {
        return Stream.of(
                table("component-options", OptionTables::component),
                table("endpoint-options", OptionTables::endpoint),
                table("headers", OptionTables::headers),
                table("properties", OptionTables::properties));
    }

    private static Arguments table(String name, Function<ComponentModel, String> maker) {
        return Arguments.of(name, maker);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void tableMatchesThisVersion(String name, Function<ComponentModel, String> maker) throws Exception {
        String now = NOTE + maker.apply(Docs.model());
        Path file = Docs.ROOT.resolve("partials").resolve(name + ".adoc");
        if (UPDATE) {
            Files.writeString(file, now);
        }

        assertThat(file).hasContent(now);
    }
}
