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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The browser that logs in, as options of the component.
 *
 * @param name {@code chrome} or {@code htmlunit}
 * @param binary where Chrome or Chromium is, or null
 * @param driver where its ChromeDriver is, or null
 */
record LoginBrowser(String name, Path binary, Path driver) {

    static final String CHROME = "chrome";
    static final String HTMLUNIT = "htmlunit";

    private static final List<String> BINARIES = List.of("chromium", "google-chrome", "chromium-browser", "chrome");

    /** Chrome or Chromium if they are here, else HtmlUnit, which is a library and always here. */
    static LoginBrowser find() {
        Path binary = search(BINARIES);
        Path driver = search(List.of("chromedriver"));
        return binary == null || driver == null ? named(HTMLUNIT) : new LoginBrowser(CHROME, binary, driver);
    }

    /** The browser that the user wants. */
    static LoginBrowser named(String name) {
        return new LoginBrowser(name, null, null);
    }

    /** The options of the component that choose this browser. */
    Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("browser-name", name);
        if (binary != null) {
            options.put("browser-binary", binary.toString());
            options.put("browser-driver", driver.toString());
        }
        if (name.equals(CHROME) && "root".equals(System.getProperty("user.name"))) {
            // Chromium's sandbox refuses to work for root, and the component never switches it off by itself. Here it
            // may be off, as this browser sees the example's own pages only: elsewhere run it as another user.
            options.put("browser-arguments", "--no-sandbox");
        }
        return options;
    }

    @Override
    public String toString() {
        return binary == null ? name : name + " (" + binary + ")";
    }

    private static Path search(List<String> names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return names.stream()
                .flatMap(name -> Stream.concat(
                                Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/bin", "/usr/local/bin"))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
