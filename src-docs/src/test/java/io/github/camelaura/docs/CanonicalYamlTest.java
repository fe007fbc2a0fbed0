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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All routes and Kamelets of the project are in the canonical notation, of which Camel does not warn. */
class CanonicalYamlTest {

    private static final Path PROJECT = Docs.ROOT.resolve("../../..").normalize();

    static Stream<Path> files() {
        return Stream.of("camel-aura/src", "camel-aura-example/src", "src-docs/modules")
                .flatMap(folder -> yaml(PROJECT.resolve(folder)).stream())
                .map(PROJECT::relativize)
                .filter(file -> !file.endsWith("hazelcast.yaml"))
                .filter(file -> Stream.of("target", "login-steps", "attachments", "kubernetes")
                        .map(Path::of)
                        .noneMatch(folder -> Stream.iterate(file.getParent(), above -> above != null, Path::getParent)
                                .anyMatch(above -> above.endsWith(folder))));
    }

    private static List<Path> yaml(Path folder) {
        try {
            return Docs.files(folder, ".yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void yamlIsCanonical(Path file) throws Exception {
        assertThat(CanonicalYaml.compactPlaces(Files.readString(PROJECT.resolve(file))))
                .isEmpty();
    }

    @Test
    void allKindsOfFilesAreFound() {
        assertThat(files())
                .contains(
                        Path.of("camel-aura/src/main/resources/kamelets/aura-ask-action.kamelet.yaml"),
                        Path.of("camel-aura/src/test/resources/routes/all.yaml"),
                        Path.of("camel-aura/src/it/spring-boot/src/test/resources/camel/routes.yaml"),
                        Path.of("src-docs/modules/ROOT/examples/jbang/ask.yaml"),
                        Path.of("src-docs/modules/ROOT/examples/kafka/chunks-to-kafka.yaml"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to: direct:a",
                "log: '${body}'",
                "to: {uri: 'direct:a?timeout=1'}",
                "setBody: {constant: a}",
                "setBody: {simple: {expression: a}}",
                "setBody: {expression: {simple: a}}",
                "choice: {when: [{simple: a, steps: []}]}",
                "split: {expression: {simple: {expression: a}}, steps: [{to: direct:a}]}"
            })
    void compactNotationIsFound(String step) {
        assertThat(CanonicalYaml.compactPlaces("- route: {from: {uri: direct:a, steps: [{" + step + "}]}}"))
                .hasSize(1);
        assertThat(CanonicalYaml.compactPlaces(
                        "spec: {template: {from: {uri: 'kamelet:source', steps: [{" + step + "}]}}}"))
                .hasSize(1);
    }

    @Test
    void routeWithoutItsKeyIsFound() {
        assertThat(CanonicalYaml.compactPlaces("- from: {uri: direct:a, steps: []}"))
                .hasSize(1);
    }
}
