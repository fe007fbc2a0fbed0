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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names in the Java sources of the repository. They are read as text, because pages also name private types and methods.
 *
 * @param types the names of types with the text of the files that declare them, by package below the root package and name,
 *     such as {@code http/CookieJar}, and by name alone
 * @param imported the simple names of types of other libraries that the sources import
 * @param constants the constants of the component's enums
 * @param literals the texts in quotes in the component, and each one that ends with a dot followed by each other one of its file
 * @param identifiers all other words of all sources
 * @param managed JMX attributes, which begin with an upper-case letter, and JMX operations
 */
record Sources(
        Map<String, String> types,
        Set<String> imported,
        Set<String> constants,
        Set<String> literals,
        Set<String> identifiers,
        Set<String> managed) {

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?<!:)//[^\n]*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?[\\w.]+\\.(\\w+);");
    private static final Pattern ENUM = Pattern.compile("\\benum \\w+[^{]*\\{([^;}]*)");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Pattern WORD = Pattern.compile("\\b[A-Za-z]\\w*");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("@ManagedAttribute\\([^)]*\\)[^(]*?\\b(?:get|is)(\\w+)\\(");
    private static final Pattern OPERATION = Pattern.compile("@ManagedOperation\\([^)]*\\)[^(]*?\\b(\\w+)\\(");
    private static final Path COMPONENT = Path.of("camel-aura/src/main/java/io/github/camelaura");

    static Sources read(Path repository) throws IOException {
        Sources sources = new Sources(
                new HashMap<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>(), new HashSet<>());
        Path component = repository.resolve(COMPONENT);
        for (String module : Set.of("camel-aura", "camel-aura-example", "src-docs")) {
            try (Stream<Path> files = Files.walk(repository.resolve(module))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !repository.relativize(file).toString().contains("target"))
                        .toList()) {
                    sources.add(file, component);
                }
            }
        }
        return sources;
    }

    private void add(Path file, Path component) throws IOException {
        String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
        String code = LITERAL.matcher(text).replaceAll("");
        boolean ofComponent = file.startsWith(component);
        for (String type : all(TYPE, code)) {
            types.merge(type, code, String::concat);
            if (ofComponent) {
                types.put(component.relativize(file).resolveSibling(type).toString(), code);
            }
        }
        imported.addAll(all(IMPORT, code));
        identifiers.addAll(all(WORD, code));
        if (ofComponent) {
            Set<String> texts = all(LITERAL, text);
            literals.addAll(texts);
            texts.stream()
                    .filter(prefix -> prefix.endsWith("."))
                    .forEach(prefix -> texts.forEach(rest -> literals.add(prefix + rest)));
            all(ENUM, code).forEach(body -> constants.addAll(all(CONSTANT, body)));
            managed.addAll(all(ATTRIBUTE, code));
            managed.addAll(all(OPERATION, code));
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .collect(Collectors.toSet());
    }
}
