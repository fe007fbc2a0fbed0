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
package io.github.camelaura.example;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of the example.
 *
 * @param help whether to print {@link #USAGE} and do nothing else
 * @param web whether to serve the page instead of sending a prompt
 * @param prompt the prompt, if the page is not served
 * @param properties the properties of Camel that override those of the files
 */
record ExampleArguments(boolean help, boolean web, String prompt, Map<String, String> properties) {

    /** The text of {@code --help}. It is a file, because {@code ./example --help} shows it before there is a build. */
    static final String USAGE = usage();

    private static final String DEFAULT_PROMPT = "What is an exchange in Apache Camel?";

    ExampleArguments {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads the arguments. A value follows its option, or its equals sign.
     *
     * @throws ExampleException if an option is unknown or its value is missing or wrong
     */
    static ExampleArguments parse(String... args) throws ExampleException {
        if (List.of(args).contains("--help") || List.of(args).contains("-h")) {
            return new ExampleArguments(true, false, DEFAULT_PROMPT, Map.of());
        }
        boolean web = false;
        List<String> words = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Iterator<String> rest = List.of(args).iterator(); rest.hasNext(); ) {
            String arg = rest.next();
            String[] parts = arg.split("=", 2);
            switch (parts[0]) {
                case "--web" -> web = true;
                case "--port" -> properties.put("page.port", port(value(parts, rest)));
                case "--server" -> properties.put("camel.component.aura.base-url", value(parts, rest));
                case "--browser" -> properties.put("camel.component.aura.browser-name", value(parts, rest));
                default -> {
                    if (arg.startsWith("-D") && parts.length == 2) {
                        properties.put(parts[0].substring(2), parts[1]);
                    } else if (arg.startsWith("-")) {
                        throw wrong("Unknown option " + parts[0]);
                    } else {
                        words.add(arg);
                    }
                }
            }
        }
        if (!words.isEmpty() && String.join("", words).isBlank()) {
            throw wrong("The prompt is empty");
        }
        if (web && !words.isEmpty()) {
            throw wrong("--web takes no prompt, because the page has a field for it: " + String.join(" ", words));
        }
        if (!web && properties.containsKey("page.port")) {
            throw wrong("--port needs --web");
        }
        return new ExampleArguments(false, web, words.isEmpty() ? DEFAULT_PROMPT : String.join(" ", words), properties);
    }

    /** Returns the port as it is, if it is one. */
    static String port(String port) throws ExampleException {
        try {
            int number = Integer.parseInt(port.trim());
            if (number > 0 && number <= 65_535) {
                return String.valueOf(number);
            }
        } catch (NumberFormatException e) {
            // the message below is about it
        }
        throw wrong("The port must be a number from 1 to 65535, and not " + port);
    }

    private static String usage() {
        try (InputStream text = ExampleArguments.class.getResourceAsStream("/usage.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String value(String[] parts, Iterator<String> rest) throws ExampleException {
        if (parts.length == 2 && !parts[1].isBlank()) {
            return parts[1];
        }
        if (parts.length == 1 && rest.hasNext()) {
            String value = rest.next();
            if (!value.startsWith("--")) {
                return value;
            }
        }
        throw wrong(parts[0] + " needs a value");
    }

    private static ExampleException wrong(String message) {
        return new ExampleException(ExampleException.WRONG_USAGE, message);
    }
}
