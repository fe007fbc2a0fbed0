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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds password fields in frames and other windows. The login does not fill them in, but its message names the place.
 */
final class OtherDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(OtherDocuments.class);

    private static final long NANOS_BETWEEN = Duration.ofSeconds(2).toNanos();
    private static final int MAX_FRAMES = 10;
    private static final int MAX_DEPTH = 2;
    private static final String FIELD =
            "return document.querySelector('input[type=password]') ? String(location.origin) : ''";

    private final WebDriver driver;
    private WebElement document;
    private long lookedAt = System.nanoTime() - NANOS_BETWEEN;
    private List<String> found = List.of();

    OtherDocuments(WebDriver driver) {
        this.driver = driver;
    }

    /**
     * Returns the places with a password field. Searches at most every two seconds, and not when a page is first seen.
     *
     * @param page the root element of the page that the browser is on
     * @param frames whether it has frames
     */
    List<String> withPasswordField(WebElement page, boolean frames) {
        boolean samePage = page.equals(document);
        if (samePage && System.nanoTime() - lookedAt < NANOS_BETWEEN) {
            return found;
        }
        boolean firstLook = !samePage;
        document = page;
        lookedAt = System.nanoTime();
        if (firstLook) {
            found = List.of(); // most pages change within the two seconds
            return found;
        }
        List<String> places = new ArrayList<>();
        if (frames) {
            inFrames(places, 1);
        }
        inWindows(places);
        found = List.copyOf(places);
        return found;
    }

    private void inFrames(List<String> places, int depth) {
        for (WebElement frame : driver.findElements(By.cssSelector("iframe, frame")).stream()
                .limit(MAX_FRAMES)
                .toList()) {
            try {
                driver.switchTo().frame(frame);
                try {
                    add(places, "a frame of ");
                    if (depth < MAX_DEPTH) {
                        inFrames(places, depth + 1);
                    }
                } finally {
                    driver.switchTo().parentFrame();
                }
            } catch (WebDriverException e) {
                LOG.trace("A frame cannot be searched: {}", WebDriverErrors.firstLine(e));
            }
        }
    }

    private void inWindows(List<String> places) {
        Set<String> windows = driver.getWindowHandles();
        if (windows.size() < 2) {
            return;
        }
        String here = driver.getWindowHandle();
        for (String window : windows) {
            if (!window.equals(here)) {
                try {
                    driver.switchTo().window(window);
                    add(places, "another window, of ");
                } catch (WebDriverException e) {
                    LOG.trace("A window cannot be searched: {}", WebDriverErrors.firstLine(e));
                } finally {
                    driver.switchTo().window(here);
                }
            }
        }
    }

    private void add(List<String> places, String kind) {
        String origin = String.valueOf(PageScript.evaluate(driver, FIELD));
        if (!origin.isEmpty()) {
            places.add(kind + origin);
        }
    }
}
