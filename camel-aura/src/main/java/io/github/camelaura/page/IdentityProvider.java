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

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is known about the pages of an identity provider, beyond the general rules. The folder {@code providers} has a file for each
 * one, and {@code index.properties} lists the files.
 *
 * @param page a CSS selector that matches on each page of the provider and nowhere else
 * @param username a CSS selector of the field for the user name, or empty
 * @param password a CSS selector of the field for the password, or empty
 * @param code a CSS selector of the field for a one-time code, or empty
 * @param message a CSS selector of messages to the user, or empty
 * @param clicks the elements that are clicked if they are visible and the page has no field of a login
 * @param codeClicks the elements that are clicked, too, if a seed for one-time codes is configured
 * @param deadEnds CSS selectors of elements that only a page has which a program cannot pass
 * @param deadEndTexts texts that only such a page has
 */
public record IdentityProvider(
        String name,
        String page,
        String username,
        String password,
        String code,
        String message,
        List<Click> clicks,
        List<Click> codeClicks,
        Map<DeadEnd, String> deadEnds,
        Map<DeadEnd, List<String>> deadEndTexts) {

    private static final List<IdentityProvider> ALL = Stream.of(
                    load("index").getProperty("files").split(","))
            .map(file -> of(load(file.strip())))
            .toList();

    /**
     * An element that is clicked.
     *
     * @param selector its CSS selector
     * @param when a CSS selector of an element, visible or not, that only the page of this click has; empty for all pages
     */
    public record Click(String selector, String when) {}

    /** Returns all known identity providers. */
    public static List<IdentityProvider> all() {
        return ALL;
    }

    /** Returns all clicks for a login with or without one-time codes. */
    public List<Click> clicks(boolean withCodes) {
        return withCodes ? Stream.concat(clicks.stream(), codeClicks.stream()).toList() : clicks;
    }

    private static Properties load(String file) {
        Properties properties = new Properties();
        try (InputStream in = IdentityProvider.class.getResourceAsStream("providers/" + file + ".properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static IdentityProvider of(Properties file) {
        Map<DeadEnd, String> deadEnds = new EnumMap<>(DeadEnd.class);
        Map<DeadEnd, List<String>> texts = new EnumMap<>(DeadEnd.class);
        for (DeadEnd each : DeadEnd.values()) {
            String key = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (file.containsKey(key)) {
                deadEnds.put(each, file.getProperty(key));
            }
            texts.put(each, numbered(file, key + ".text"));
        }
        return new IdentityProvider(
                file.getProperty("name"),
                file.getProperty("page"),
                file.getProperty("username", ""),
                file.getProperty("password", ""),
                file.getProperty("code", ""),
                file.getProperty("message", ""),
                clicks(file, "click"),
                clicks(file, "code-click"),
                deadEnds,
                texts);
    }

    private static List<Click> clicks(Properties file, String key) {
        List<String> selectors = numbered(file, key);
        return IntStream.range(0, selectors.size())
                .mapToObj(i -> new Click(selectors.get(i), file.getProperty(key + "." + (i + 1) + ".when", "")))
                .toList();
    }

    /** Returns the values of the keys that end with .1, .2 and so on. */
    private static List<String> numbered(Properties file, String key) {
        return IntStream.iterate(1, number -> file.containsKey(key + "." + number), number -> number + 1)
                .mapToObj(number -> file.getProperty(key + "." + number))
                .toList();
    }
}
