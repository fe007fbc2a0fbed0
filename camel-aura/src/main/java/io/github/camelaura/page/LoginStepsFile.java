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
package io.github.camelaura.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** Reads the YAML of {@code loginSteps}. It is the only class that uses the optional library snakeyaml-engine. */
public final class LoginStepsFile {

    private static final List<String> ACTIONS =
            List.of("page", "open", "click", "fill", "choose", "waitFor", "continueWhen");

    private static final Map<String, PageStep.Kind> WITH = Map.of(
            "username", PageStep.Kind.FILL_USERNAME,
            "password", PageStep.Kind.FILL_PASSWORD,
            "code", PageStep.Kind.FILL_CODE,
            "value", PageStep.Kind.FILL_VALUE);

    private static final String QUOTES =
            "Put a text in quotes if it begins with one of # * & [ { ! @, such as \"*/login\" or \"{{company}}\"";

    private final String resource;
    private final UnaryOperator<String> placeholders;
    private final List<PageStep> steps = new ArrayList<>();
    private String page;
    private int stepsAbovePage;
    private int number;

    private LoginStepsFile(String resource, UnaryOperator<String> placeholders) {
        this.resource = resource;
        this.placeholders = placeholders;
    }

    /**
     * Reads the steps.
     *
     * @param resource the name of the resource, for messages
     * @param placeholders resolves the property placeholders of a text
     * @throws IllegalArgumentException if the text is not valid; the message names the resource and the step
     */
    public static LoginSteps read(String resource, String yaml, UnaryOperator<String> placeholders) {
        return new LoginStepsFile(resource, placeholders).read(yaml);
    }

    private LoginSteps read(String yaml) {
        Object all;
        try {
            // all values are texts, so that 1.10 does not become 1.1; this schema fails with empty ones
            all = new Load(LoadSettings.builder()
                            .setLabel(resource)
                            .setSchema(new FailsafeSchema())
                            .setTagConstructors(Map.of(Tag.NULL, empty -> null))
                            .build())
                    .loadFromString(yaml);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(
                    "Option loginSteps: " + resource + " is not valid YAML" + problem(e) + ". " + QUOTES);
        }
        if (!(all instanceof List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("Option loginSteps: " + resource
                    + " is not a list of steps, such as\n- fill: \"#user\"\n  with: username");
        }
        list.forEach(this::add);
        requireStepsBelowPage();
        return new LoginSteps(resource, List.copyOf(steps));
    }

    /** Returns the line and the problem, but not the whole message, which repeats lines of the resource. */
    private static String problem(YamlEngineException e) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return "";
        }
        String where = marked.getProblemMark()
                .map(mark -> " in line " + (mark.getLine() + 1))
                .orElse("");
        // the name of an alias or a tag may be a value without quotes
        String what = marked.getProblem().replaceFirst("(?<=^found undefined alias| for the tag) .*", "");
        return where + ": " + what.replaceFirst("^but ", "");
    }

    private void add(Object entry) {
        number++;
        if (!(entry instanceof Map<?, ?> map)) {
            throw wrong("is not a map. Begin it with one of " + String.join(", ", ACTIONS));
        }
        List<String> actions = ACTIONS.stream().filter(map::containsKey).toList();
        if (actions.size() != 1) {
            throw wrong("must have exactly one of " + String.join(", ", ACTIONS) + ", and has "
                    + (actions.isEmpty() ? keys(map) : actions));
        }
        String action = actions.get(0);
        if ("page".equals(action)) {
            requireOnly(map, Set.of("page"));
            requireStepsBelowPage();
            page = pattern(text(map, "page"));
            stepsAbovePage = steps.size();
            return;
        }
        PageStep.Kind kind = kind(action, map);
        boolean value = kind == PageStep.Kind.FILL_VALUE || kind == PageStep.Kind.CHOOSE;
        if (!value && map.containsKey("value")) {
            throw wrong("must not have value: "
                    + (action.equals("fill")
                            ? "with: " + map.get("with") + " takes it from the login's options"
                            : action + " does not use one"));
        }
        Set<String> allowed = new TreeSet<>(Set.of(action));
        allowed.addAll(
                action.equals("fill") ? Set.of("with", "value") : action.equals("choose") ? Set.of("value") : Set.of());
        requireOnly(map, allowed);
        steps.add(step(kind, text(map, action), value ? text(map, "value") : null));
    }

    private void requireStepsBelowPage() {
        if (page != null && steps.size() == stepsAbovePage) {
            throw new IllegalArgumentException("Option loginSteps: the page " + page + " in " + resource
                    + " has no steps below it. Write them as further entries of the list");
        }
    }

    private PageStep step(PageStep.Kind kind, String target, String value) {
        if (kind == PageStep.Kind.OPEN) {
            return new PageStep(number, page, kind, address(target), value);
        }
        boolean condition = kind == PageStep.Kind.CONTINUE_WHEN && PageStep.isAddress(target);
        return condition
                ? new PageStep(number, null, kind, pattern(target), value) // its address says which page it is for
                : new PageStep(number, page, kind, target, value);
    }

    private PageStep.Kind kind(String action, Map<?, ?> map) {
        return switch (action) {
            case "open" -> PageStep.Kind.OPEN;
            case "waitFor" -> PageStep.Kind.WAIT_FOR;
            case "continueWhen" -> PageStep.Kind.CONTINUE_WHEN;
            case "click" -> PageStep.Kind.CLICK;
            case "choose" -> PageStep.Kind.CHOOSE;
            default -> {
                PageStep.Kind kind = map.get("with") instanceof String with ? WITH.get(with) : null;
                if (kind == null) {
                    throw wrong("needs with: username, password, code or value");
                }
                yield kind;
            }
        };
    }

    /** Returns the pattern of an address, with scheme, host and port as browsers report them. */
    private String pattern(String address) {
        if (!address.matches("(?i)https?://[^/?#@]+/[^?#]*|\\*.*")) {
            throw wrong("must have the address of a page with its path and without a query, such as"
                    + " https://sso.example.com/tenant*");
        }
        int path = address.startsWith("*") ? 0 : address.indexOf('/', address.indexOf("://") + 3);
        String site = address.substring(0, path)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
        return site + address.substring(path);
    }

    private String address(String text) {
        try {
            if (text.matches("(?is)https?://[^/?#@]+([/?#].*)?|/(?!/).*")
                    && (text.startsWith("/") || new URI(text).getHost() != null)) {
                return new URI(text).toString();
            }
        } catch (URISyntaxException e) {
            // the message would show the query
        }
        throw wrong("must have an address to open with its scheme and without a user name, such as"
                + " https://sso.example.com/login, or a path of the page's host that begins with one slash");
    }

    private void requireOnly(Map<?, ?> map, Set<String> allowed) {
        map.keySet().stream().filter(key -> !allowed.contains(key)).findFirst().ifPresent(key -> {
            throw wrong("has the unknown key " + key + ". It may have " + String.join(", ", new TreeSet<>(allowed)));
        });
    }

    /** Returns the text of a key with its placeholders resolved. */
    private String text(Map<?, ?> map, String key) {
        if (!(map.get(key) instanceof String value) || value.isEmpty()) {
            throw wrong("needs a text for " + key + ". " + QUOTES);
        }
        String resolved;
        try {
            resolved = placeholders.apply(value);
        } catch (RuntimeException e) {
            // Camel's message repeats the whole text, which may be secret
            String why = String.valueOf(e.getMessage()).replaceFirst("(?s) from text: .*", "");
            throw wrong("has a placeholder for " + key + " that cannot be resolved: " + why);
        }
        if (resolved.isBlank() || LoginText.hasControl(resolved)) {
            throw wrong("has an empty text, or one with control characters, for " + key);
        }
        return resolved;
    }

    private static String keys(Map<?, ?> map) {
        return map.keySet().stream().map(Objects::toString).toList().toString();
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Option loginSteps: step " + number + " of " + resource + " " + what);
    }
}
