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
package io.github.camelaura.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;

/**
 * The executables of Chrome and its driver.
 *
 * @param binary null if Selenium Manager downloads Chrome
 * @param driver null if Selenium Manager downloads the driver
 */
record ChromeFiles(Path binary, Path driver) {

    private static final List<String> BINARIES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chrome.exe");
    private static final List<String> DRIVERS = List.of("chromedriver", "chromedriver.exe");
    private static final List<String> FOLDERS = List.of(
            "/usr/bin",
            "/usr/local/bin",
            "/opt/homebrew/bin",
            "/usr/lib/chromium",
            "/usr/lib/chromium-browser",
            "/opt/google/chrome",
            "/Applications/Google Chrome.app/Contents/MacOS",
            "/Applications/Chromium.app/Contents/MacOS",
            "C:\\Program Files\\Google\\Chrome\\Application",
            "C:\\Program Files (x86)\\Google\\Chrome\\Application");

    /**
     * Searches for the executables, without starting them.
     *
     * @throws LoginException if one is not found; the message says what to do
     */
    static ChromeFiles find(LoginSettings settings) throws LoginException {
        Path binary = named("browserBinary", settings.browser().binary());
        Path driver = named("browserDriver", settings.browser().driver());
        Path namedDriver = driver;
        binary = binary == null ? search(BINARIES) : binary;
        driver = driver == null ? search(DRIVERS) : driver;
        if (settings.browser().download()) {
            // an installed driver may not match the version of a downloaded browser
            return binary == null ? new ChromeFiles(null, namedDriver) : new ChromeFiles(binary, driver);
        }
        if (binary == null || driver == null) {
            String missing = binary == null ? "Chrome or Chromium" : "ChromeDriver";
            throw new LoginException(
                    Reason.NO_BROWSER,
                    "No " + missing
                            + " was found for credentialProcessor=browser. Install it (Debian: packages chromium"
                            + " and chromium-driver), set its path (browserBinary, browserDriver), let Selenium Manager"
                            + " download it (browserDownload=true), use browserName=htmlunit, a Selenium Grid"
                            + " (browserRemoteUrl), or credentialProcessor=none if the server requires no login");
        }
        return new ChromeFiles(binary, driver);
    }

    private static Path named(String option, String value) throws LoginException {
        if (value == null) {
            return null;
        }
        Path file = Path.of(value);
        if (!Files.isExecutable(file)) {
            throw new LoginException(Reason.NO_BROWSER, option + "=" + value + " is not an executable file");
        }
        return file;
    }

    private static Path search(List<String> names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        List<String> folders = Stream.concat(Arrays.stream(path.split(File.pathSeparator)), FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .toList();
        return names.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }
}
