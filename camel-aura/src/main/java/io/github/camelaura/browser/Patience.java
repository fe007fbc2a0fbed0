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
import java.util.HashMap;
import java.util.Map;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.browser.Documents.Position;

/** Limits the time for frames and windows that do not respond, such as an advertisement whose script never ends. */
final class Patience {

    /** The time that such a document has to respond. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** The time for which a document that did not respond is left out. */
    private static final Duration LEFT_OUT = Duration.ofSeconds(20);

    private final WebDriver driver;
    private final Map<Position, Long> silent = new HashMap<>(); // since when, as System.nanoTime()
    private Duration usual;

    Patience(WebDriver driver) {
        this.driver = driver;
    }

    /** Shortens the time for scripts, until {@link #restore} is called. */
    void shorten() {
        if (usual == null) {
            Duration before = driver.manage().timeouts().getScriptTimeout();
            driver.manage().timeouts().scriptTimeout(SHORT);
            usual = before;
        }
    }

    /** Restores the usual time for scripts. */
    void restore() {
        if (usual != null) {
            driver.manage().timeouts().scriptTimeout(usual);
            usual = null;
        }
    }

    /** Notes that a document did not respond. */
    void end(Position position) {
        silent.put(position, System.nanoTime());
    }

    /** Returns whether a document is left out. */
    boolean isOver(Position position) {
        Long since = silent.get(position);
        return since != null && System.nanoTime() - since < LEFT_OUT.toNanos();
    }
}
