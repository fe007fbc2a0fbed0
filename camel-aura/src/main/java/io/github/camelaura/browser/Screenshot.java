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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.login.LoginSettings;

/** Takes a screenshot of the page where a login failed. The fields are emptied first. */
final class Screenshot {

    private static final Logger LOG = LoggerFactory.getLogger(Screenshot.class);

    private static final String EMPTY_FIELDS =
            "document.querySelectorAll('input, textarea').forEach(i => { i.value = ''; });"
                    + "document.querySelectorAll('select').forEach(s => { s.selectedIndex = -1; });";

    private Screenshot() {}

    /** Stores a screenshot in the configured folder; does nothing if none is configured. */
    static void take(WebDriver driver, LoginSettings settings) {
        String folder = settings.screenshotFolder();
        if (folder == null || !(driver instanceof TakesScreenshot camera)) {
            return;
        }
        try {
            ((JavascriptExecutor) driver).executeScript(EMPTY_FIELDS);
            Path file = Files.createTempFile(Files.createDirectories(Path.of(folder)), "login-", ".png");
            Files.write(file, camera.getScreenshotAs(OutputType.BYTES));
            LOG.info("The screenshot of the failed login is in {}", file);
        } catch (IOException | WebDriverException e) {
            LOG.warn("The screenshot of the failed login cannot be stored: {}", WebDriverErrors.firstLine(e));
        }
    }
}
