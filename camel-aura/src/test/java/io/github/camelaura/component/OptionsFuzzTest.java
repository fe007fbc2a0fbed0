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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.Test;

/** Every option with invalid values, and with misspelt names. */
class OptionsFuzzTest extends CamelTestSupport {

    private static final String SECRET = "s3cr3t";

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "x",
            SECRET,
            "-1",
            "0",
            "1",
            "65536",
            "99999999999999999999",
            "1.5",
            "NaN",
            "true",
            "5s",
            "-5s",
            "5 lightyears",
            "%23bean:nobody",
            "%23nobody",
            "%23class:java.lang.Object",
            "RAW(a%26b)",
            "http://",
            "https://user:" + SECRET + "@h",
            "a,b",
            "[",
            "%E4%BD%A0",
            "../../etc",
            "java.lang.Object");

    /** Options that Camel converts; its messages do not contain their names. */
    private static final Set<String> OF_CAMEL =
            Set.of("bridgeErrorHandler", "lazyStartProducer", "exceptionHandler", "exchangePattern");

    /** Programs that exist on every machine and are not started: the test must not depend on an installed browser. */
    private static final String ANY_BROWSER = "&browserBinary=RAW(%1$s)&browserDriver=RAW(%1$s)"
            .formatted(Path.of(System.getProperty("java.home"), "bin", "java"));

    private final ComponentModel model = JsonMapper.generateComponentModel(json());
    private final Set<String> wrong = new TreeSet<>();

    private static String json() {
        try (InputStream in = OptionsFuzzTest.class
                .getClassLoader()
                .getResourceAsStream("META-INF/io/github/camelaura/component/aura.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void optionAcceptsAValueOrRejectsItByName() {
        for (EndpointOptionModel option : model.getEndpointParameterOptions()) {
            if (OF_CAMEL.contains(option.getName())) {
                continue;
            }
            for (String value : VALUES) {
                if (option.getName().equals("loginOnStart") && value.equals("true")) {
                    continue; // the test does not wait for that browser
                }
                start(option.getName() + "=" + value, e -> checkRefused(option, value, e));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void misspeltOptionIsRejectedByName() {
        Set<String> names = model.getEndpointParameterOptions().stream()
                .map(EndpointOptionModel::getName)
                .collect(Collectors.toSet());
        for (String name : names) {
            for (String misspelt : List.of(name + "s", name.substring(1), name.substring(0, 1) + name, "x." + name)) {
                if (names.contains(misspelt)) {
                    continue;
                }
                boolean[] refused = new boolean[1];
                start(misspelt + "=" + SECRET, e -> {
                    refused[0] = true;
                    if (!messages(e).contains(misspelt)) {
                        wrong.add(misspelt + ": " + messages(e));
                    }
                });
                if (!refused[0]) {
                    wrong.add(misspelt + " is taken");
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Starts a producer with one option and its value. */
    private void start(String option, Consumer<Exception> whenRefused) {
        String uri = "aura:support?" + (option.startsWith("baseUrl=") ? "" : "baseUrl=http://127.0.0.1:1&") + option
                + (option.startsWith("browserBinary=") || option.startsWith("browserDriver=") ? "" : ANY_BROWSER);
        try {
            Endpoint endpoint = context.getEndpoint(uri);
            try (Producer producer = endpoint.createProducer()) {
                producer.start();
            } finally {
                context.removeEndpoint(endpoint);
            }
        } catch (Exception e) {
            whenRefused.accept(e);
        }
    }

    private void checkRefused(EndpointOptionModel option, String value, Exception e) {
        String messages = messages(e);
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        boolean careless = root instanceof NullPointerException || root instanceof ClassCastException;
        boolean named =
                messages.toLowerCase(Locale.ROOT).contains(option.getName().toLowerCase(Locale.ROOT));
        boolean told = option.isSecret() && messages.contains(SECRET);
        if (careless || !named || told) {
            wrong.add(option.getName() + "=" + value + ": " + root.getClass().getSimpleName() + ": " + messages);
        }
    }

    /** The messages of the exception and its causes, without the URI that Camel puts in front. */
    private static String messages(Exception e) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            messages.append(
                    cause instanceof ResolveEndpointFailedException
                            ? message.replaceFirst("(?s)^.*? due to: ", "")
                            : message);
            messages.append('\n');
        }
        return messages.toString();
    }
}
