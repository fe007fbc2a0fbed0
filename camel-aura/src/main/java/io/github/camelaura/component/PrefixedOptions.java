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
package io.github.camelaura.component;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options with names that users choose, such as {@code loginField.company}, in URIs and in the properties of Camel Main. */
enum PrefixedOptions {
    LOGIN_FIELD("loginField", "login-?field", "company=... for the field whose name or id is company"),
    ADDITIONAL_HEADER("additionalHeader", "additional-?header", "X-Tenant=... for the header X-Tenant"),
    ADDITIONAL_BODY_PROPERTY("additionalBodyProperty", "additional-?body-?property", "botId=... for the field botId");

    private static final Logger LOG = LoggerFactory.getLogger(PrefixedOptions.class);
    private static final Pattern CAMEL_CASE = Pattern.compile("[A-Za-z0-9]*[A-Za-z0-9][A-Z][a-z][A-Za-z0-9]*");

    /** As Camel's pattern, which ends a value in RAW at the closing bracket. */
    private static final Pattern SECRETS =
            Pattern.compile("([?&](?:loginField|additionalHeader)[.][^=]*)=(?:RAW[(][^)]*[)]|RAW[{][^}]*[}]|[^&]*)");

    private final String option;
    private final String example;
    private final Pattern property;

    PrefixedOptions(String option, String property, String example) {
        this.option = option;
        this.example = example;
        this.property = Pattern.compile("(?i)camel\\.component\\.[^.]+\\." + property + "(\\[|\\.)(.+)");
    }

    /**
     * Takes the options of an endpoint from its parameters.
     *
     * @param defaults the options of the component, which those of the endpoint with the same name replace; may be null
     * @throws IllegalArgumentException if a parameter has no name, or one in brackets as a property has; the message does not contain the value, which may be secret
     */
    Map<String, Object> merged(CamelContext context, Map<String, Object> defaults, Map<String, Object> parameters) {
        boolean unnamed = parameters.get(option) instanceof String value && !value.startsWith("#");
        if (unnamed || parameters.keySet().stream().anyMatch(name -> name.startsWith(option + "["))) {
            throw new IllegalArgumentException( // Camel's message would contain the value
                    "Option " + option + " has no name: write " + option + "." + example);
        }
        Map<String, Object> ofEndpoint = PropertiesHelper.extractProperties(parameters, option + ".");
        if (this == ADDITIONAL_HEADER) {
            ofEndpoint.keySet().forEach(PrefixedOptions::warnOfLostHyphens);
        }
        Map<String, Object> merged = new HashMap<>();
        if (defaults != null && !defaults.isEmpty()) {
            merged.putAll(withHyphens(context, defaults));
            merged.keySet().removeIf(name -> ofEndpoint.keySet().stream().anyMatch(other -> isSame(name, other)));
        }
        merged.putAll(ofEndpoint);
        if (this != LOGIN_FIELD) {
            merged.replaceAll((name, value) -> resolved(context, name, value));
        }
        return merged;
    }

    /** Returns a URI without secrets. Camel alone would mask only the first of those that a component has registered. */
    static String sanitized(String uri) {
        return SECRETS.matcher(URISupport.sanitizeUri(uri)).replaceAll("$1=xxxxxx");
    }

    /** Returns the names of properties with secret values as Camel compares them: without prefix and hyphens. */
    static Stream<String> secretNames(CamelContext context) {
        return Stream.of(LOGIN_FIELD, ADDITIONAL_HEADER)
                .flatMap(option -> option.properties(context))
                .map(Matcher::group)
                .map(name -> name.substring(name.lastIndexOf('.') + 1).replace("-", ""));
    }

    /**
     * Returns the options of the component with their names as the properties have them: Camel Main makes camel case of a name
     * with hyphens that is not in brackets.
     */
    private Map<String, Object> withHyphens(CamelContext context, Map<String, Object> values) {
        Map<String, Object> named = new HashMap<>(values);
        properties(context)
                .filter(property ->
                        ".".equals(property.group(1)) && property.group(2).contains("-"))
                .map(property -> property.group(2))
                .filter(name -> !named.containsKey(name))
                .forEach(name -> {
                    Object value = named.remove(StringHelper.dashToCamelCase(name, true));
                    if (value != null) {
                        named.put(name, value);
                    }
                });
        return named;
    }

    private Stream<Matcher> properties(CamelContext context) {
        return context
                .getPropertiesComponent()
                .loadProperties(property.asMatchPredicate())
                .stringPropertyNames()
                .stream()
                .map(property::matcher)
                .filter(Matcher::matches);
    }

    /** Warns of a name in camel case, which hardly any header has, because the server's answer would not tell the reason. */
    private static void warnOfLostHyphens(String name) {
        if (CAMEL_CASE.matcher(name).matches()) {
            LOG.warn(
                    "Option additionalHeader.{} has a name in camel case. If the header's name has hyphens, write %2D for"
                            + " each of them in the parameters of a YAML route, because Camel removes hyphens there",
                    name);
        }
    }

    private boolean isSame(String name, String other) {
        return this == ADDITIONAL_HEADER ? name.equalsIgnoreCase(other) : name.equals(other);
    }

    /** Returns the bean that a value refers to ({@code #name}, {@code #bean:name}), or the value itself. */
    private Object resolved(CamelContext context, String name, Object value) {
        if (!(value instanceof String text) || !text.startsWith("#") || text.length() == 1) {
            return value;
        }
        Object bean = CamelContextHelper.lookup(context, text.replaceFirst("^#(bean:)?", ""));
        if (bean == null) {
            throw new IllegalArgumentException("Option " + option + "." + name
                    + " begins with # and so refers to a bean, but the registry has no bean of this name");
        }
        return bean;
    }
}
