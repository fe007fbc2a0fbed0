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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the errors that pages wrote to the console of the browser, and those of their scripts. */
final class ConsoleLog {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLog.class);

    private static final int MOST = 50;

    /** An error, with the addresses and secrets that it may contain. */
    record Entry(Instant at, String text) {}

    private ConsoleLog() {}

    /** Returns the last errors; none if the browser does not report them. */
    static List<Entry> errors(WebDriver driver) {
        List<Entry> errors = new ArrayList<>();
        if (driver instanceof HtmlUnitBrowser browser) {
            errors.addAll(browser.scriptErrors());
        }
        try {
            for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
                if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    errors.add(new Entry(Instant.ofEpochMilli(entry.getTimestamp()), entry.getMessage()));
                }
            }
        } catch (WebDriverException | UnsupportedOperationException e) { // only Chromium and HtmlUnit have it
            LOG.debug("The browser does not report its console: {}", WebDriverErrors.firstLine(e));
        }
        errors.sort(Comparator.comparing(Entry::at));
        return List.copyOf(errors.subList(Math.max(0, errors.size() - MOST), errors.size()));
    }
}
