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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.util.StringHelper;

import io.github.camelaura.docs.Prose.Line;
import io.github.camelaura.docs.Prose.Span;

/**
 * Finds words in backticks that have the form of an option, a header, a constant, a class, a method or a meter, and are none; and
 * unknown options in URIs and properties, also in blocks of code.
 */
final class WordCheck {

    /** Documents about the code, whose words may be any that the code has. */
    private static final Set<String> ABOUT_CODE =
            Set.of("ARCHITECTURE.md", "CONTRIBUTING.md", "architecture.adoc", "benchmarks.adoc", "building.adoc");

    private static final String OPTION = "[a-z]+[A-Z]\\w*";
    private static final Pattern URI = Pattern.compile("\\baura:[\\w-]+\\?(?<options>[\\w.]+=[^\\s\"`'<]*)");
    private static final Pattern PROPERTY =
            Pattern.compile("(?:\\b|(?<=-D))camel\\.component\\.aura\\.[A-Za-z][\\w.-]*");
    private static final Pattern CALL = Pattern.compile("\\b(?<method>\\w+)\\(");

    /**
     * A form of words.
     *
     * @param form the whole word; group 1 is what is looked up, group 2 the value of an option, if there is one
     * @param what what a word of this form is not if it is unknown
     * @param known whether a word of this form is known, in a document of this name
     */
    private record Rule(Pattern form, String what, BiPredicate<Matcher, String> known) {}

    private final KnownOptions options;
    private final Sources sources;
    private final Map<String, String> others;
    private final List<Rule> rules;

    /**
     * Checks words.
     *
     * @param others the words that are none of the component or of Camel, with what they are
     */
    WordCheck(KnownOptions options, Sources sources, Map<String, String> others) {
        this.options = options;
        this.sources = sources;
        this.others = others;
        // The first form that a word has decides
        rules = List.of(
                rule("CAMEL_COMPONENT_AURA_(\\w+)", "an option of aura", name -> options.aura(fromEnvironment(name))
                        .isPresent()),
                rule(
                        "(camel\\.[\\w.*\\[-]*\\w[\\w.*\\[\\]-]*)(=.*)?",
                        "a property, meter or attribute",
                        name -> options.isProperty(name) || sources.literals().contains(name)),
                rule("(gen_ai\\.[\\w.]+)", "a meter or attribute", sources.literals()::contains),
                new Rule(
                        Pattern.compile("http\\.(\\w+\\*?)(=.*)?"),
                        "an option of camel-http that aura supports",
                        (word, name) -> options.isHttp(word.group(1))),
                rule(
                        "(Camel[A-Z]\\w*\\*?)",
                        "a header, an exchange property or a class",
                        name -> options.isHeader(name) || isType(name)),
                rule(
                        "([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z]{3,})",
                        "a constant of an enum",
                        sources.constants()::contains),
                rule(
                        "((?:[a-z]+/)?[A-Z]\\w*[a-z]\\w*[A-Z]\\w*)",
                        "a class, thread, JMX attribute or alert",
                        name -> isType(name)
                                || isThread(name)
                                || sources.managed().contains(name)),
                new Rule(
                        Pattern.compile("((?:[a-z]+/)?[A-Z]\\w*[a-z])"),
                        "a class",
                        (word, document) -> !ABOUT_CODE.contains(document) || isType(word.group(1))),
                new Rule(
                        Pattern.compile("((?:[a-z]+/)?[A-Z]\\w*(?:\\.[A-Z]\\w*)*)\\.((?!md)\\w+)(\\(.*\\))?"),
                        "a member of a class",
                        (word, document) -> isMember(word.group(1), word.group(2))),
                rule("(\\.?[\\w.]*\\w\\(.*\\).*)", "a method", this::areMethods),
                new Rule(
                        Pattern.compile("(io\\.github\\.camelaura\\.[\\w.]+)"),
                        "a package or class",
                        (word, document) -> isQualified(word.group(1))),
                new Rule(
                        Pattern.compile("(" + OPTION + ")(?:=(.*))?"),
                        "an option of aura or camel-http, a step or an option of Camel, or a JMX operation",
                        this::isOption),
                new Rule(
                        Pattern.compile("(" + OPTION + ")\\.(?:\\*|<.*|[\\w%-]+(?:=.*)?)?"),
                        "an option of aura with names of your own",
                        (word, document) -> options.aura(word.group(1))
                                .filter(option -> option.getPrefix() != null)
                                .isPresent()),
                rule("(\\w*\\*\\w*)", "the pattern of an option of aura", options::matchesAura),
                new Rule(Pattern.compile("([a-z]+)=(\\S.*)"), "an option of aura", this::isOption),
                rule("([a-z]+(?:-[a-z]+)+)[.\\[].*", "an option of aura with names of your own", name -> options.aura(
                                StringHelper.dashToCamelCase(name))
                        .filter(option -> option.getPrefix() != null)
                        .isPresent()));
    }

    private static Rule rule(String form, String what, Predicate<String> known) {
        return new Rule(Pattern.compile(form), what, (word, document) -> known.test(word.group(1)));
    }

    /** Returns one message for each unknown word. */
    List<String> check(Prose prose) {
        List<String> findings = new ArrayList<>();
        prose.spans().forEach(span -> word(span, prose.name(), findings));
        prose.lines().forEach(line -> options(line, findings));
        return findings;
    }

    private void word(Span span, String document, List<String> findings) {
        if (isOther(span.text(), document)) {
            return;
        }
        for (Rule rule : rules) {
            Matcher word = rule.form().matcher(span.text());
            if (word.matches()) {
                if (!isOther(word.group(1), document) && !rule.known().test(word, document)) {
                    findings.add("%s: `%s` is not %s".formatted(span.place(), span.text(), rule.what()));
                }
                return;
            }
        }
    }

    /** Options in URIs and properties, wherever they are. */
    private void options(Line line, List<String> findings) {
        URI.matcher(line.text())
                .results()
                .flatMap(uri -> Stream.of(uri.group(1).split("&(?:amp;)?")))
                .map(option -> StringHelper.before(option, "=", option))
                .filter(option -> !isEndpointOption(option))
                .forEach(option -> findings.add("%s: `%s` is not an option of aura".formatted(line.place(), option)));
        PROPERTY.matcher(line.text())
                .results()
                .filter(property -> !options.isProperty(property.group()))
                .forEach(property ->
                        findings.add("%s: `%s` is not a property".formatted(line.place(), property.group())));
    }

    private boolean isEndpointOption(String option) {
        String prefix = StringHelper.before(option, ".", option);
        return prefix.equals("http")
                ? options.isHttp(StringHelper.after(option, "."))
                : options.aura(prefix).isPresent();
    }

    private boolean isOther(String word, String document) {
        String documents = others.get(word);
        return documents != null && (documents.isEmpty() || documents.contains(document));
    }

    private static String fromEnvironment(String name) {
        return StringHelper.dashToCamelCase(name.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The names of threads are literals. */
    private boolean isThread(String name) {
        return name.startsWith("Aura") && sources.literals().contains(name);
    }

    private boolean isType(String name) {
        return sources.types().containsKey(name) || sources.imported().contains(name);
    }

    private boolean isQualified(String name) {
        String below = StringHelper.after(name, "io.github.camelaura.").replace('.', '/');
        return sources.types().containsKey(below)
                || sources.types().keySet().stream().anyMatch(type -> type.startsWith(below + "/"));
    }

    /** A nested type is declared in the file of its outer type. */
    private boolean isMember(String type, String member) {
        String outer = StringHelper.before(type, ".", type);
        String code = sources.types().get(outer);
        return code == null
                ? sources.imported().contains(outer)
                : Stream.of(type.split("\\."), new String[] {member})
                        .flatMap(Stream::of)
                        .map(name -> StringHelper.after(name, "/", name))
                        .allMatch(name -> Pattern.compile("\\b" + name + "\\b")
                                .matcher(code)
                                .find());
    }

    private boolean areMethods(String calls) {
        return CALL.matcher(calls)
                .results()
                .map(call -> call.group(1))
                .allMatch(method -> sources.identifiers().contains(method) || others.containsKey(method + "()"));
    }

    private boolean isOption(Matcher word, String document) {
        String name = word.group(1);
        String value = word.group(2);
        if (options.aura(name).isPresent()) {
            return value == null || isValue(options.aura(name).get(), value);
        }
        return options.isCamel(name)
                || sources.managed().contains(name)
                || (ABOUT_CODE.contains(document) && sources.identifiers().contains(name));
    }

    /** Only a Boolean and an enum have values that can be told from others. */
    private static boolean isValue(BaseOptionModel option, String value) {
        if (option.getType().equals("boolean")) {
            return Set.of("true", "false").contains(value);
        }
        return option.getEnums() == null
                || value.startsWith("#")
                || option.getEnums().contains(value);
    }
}
