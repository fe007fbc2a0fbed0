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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/** The files of the documentation, and what the component says of itself. */
final class Docs {

    static final Path ROOT = Path.of(System.getProperty("docs"));
    static final Path REPOSITORY = ROOT.resolve("../../..").toAbsolutePath().normalize();
    static final Path EXAMPLES = ROOT.resolve("examples");

    private Docs() {}

    static List<Path> pages() throws IOException {
        return files(ROOT.resolve("pages"), ".adoc");
    }

    /** Returns the pages, and the documents in Markdown in the root of the repository. */
    static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(REPOSITORY)) {
            return Stream.concat(pages().stream(), root.filter(file -> file.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the description of the component that the build generates. */
    static ComponentModel model() throws IOException {
        return JsonMapper.generateComponentModel(resource("/META-INF/io/github/camelaura/component/aura.json"));
    }

    /** Returns the text of a resource of the component. */
    static String resource(String name) throws IOException {
        try (InputStream in = Docs.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Not what the profile quarkus builds there. */
    static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith("quickstart-quarkus/target"))
                    .filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
