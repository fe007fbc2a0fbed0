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

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.openqa.selenium.Alert;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the driver on the window of the login when a page opens and closes dialogues, frames and windows. */
final class Windows {

    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    private static final String ERROR = "return location.protocol === 'chrome-error:'"
            + " ? String(document.body.innerText.match(/ERR_[A-Z_]+/)) : ''";

    private final WebDriver driver;

    /** The windows that were open before the login; they have nothing to do with it. */
    private final Set<String> others;

    /** The windows that the login has opened, in this order. */
    private final Set<String> opened = new LinkedHashSet<>();

    private String main;
    private String dialogue = "";

    Windows(WebDriver driver) {
        this.driver = driver;
        this.main = driver.getWindowHandle();
        this.others = new HashSet<>(driver.getWindowHandles());
        others.remove(main);
    }

    /**
     * Returns the window of the login, and the windows that its pages have opened since, the latest first. If the window of the login
     * is closed, another one takes its place, and the driver switches to it.
     *
     * @throws NoSuchWindowException if all are closed
     */
    List<String> open() {
        Set<String> open = new LinkedHashSet<>(driver.getWindowHandles());
        open.removeAll(others);
        opened.retainAll(open);
        opened.addAll(open);
        List<String> windows = new ArrayList<>(opened);
        Collections.reverse(windows);
        if (windows.isEmpty()) {
            throw new NoSuchWindowException("All windows of the login are closed");
        }
        if (!windows.contains(main)) {
            main = opened.iterator().next(); // the one that opened first
            to(main);
        }
        windows.remove(main);
        windows.add(0, main);
        return windows;
    }

    /** Returns whether this is the window of the login. */
    boolean isMain(String window) {
        return window.equals(main);
    }

    /** Switches to the main document of a window. */
    void to(String window) {
        driver.switchTo().window(window);
    }

    /** Switches to the main document of the login's window. */
    void toMainDocument() {
        try {
            to(main);
        } catch (NoSuchWindowException e) {
            open();
        }
    }

    /** Makes the window that the driver is at the window of the login. */
    void stay() {
        try {
            main = driver.getWindowHandle();
        } catch (NoSuchWindowException e) {
            LOG.trace("The window is closed: {}", WebDriverErrors.firstLine(e));
        }
        toMainDocument();
    }

    private boolean toOpenWindow() {
        try {
            to(open().get(0));
            return true;
        } catch (NoSuchWindowException e) {
            return false;
        }
    }

    /** Recovers from a failure that is due to a change of the page or to a dialogue; returns false for other failures. */
    boolean recover(RuntimeException e) {
        if (e instanceof NoSuchWindowException) {
            return toOpenWindow();
        }
        return dismissDialogue()
                || e instanceof StaleElementReferenceException
                || e instanceof InvalidElementStateException
                || e instanceof NoSuchFrameException
                || e instanceof ScriptTimeoutException
                || e instanceof TimeoutException // the page is still loading
                || WebDriverErrors.isAboutChange(e)
                || e instanceof UnhandledAlertException; // the browser has dismissed the dialogue itself
    }

    /** Closes a dialogue that a page opened with {@code alert} or {@code confirm}; returns false if there is none. */
    private boolean dismissDialogue() {
        try {
            Alert open = driver.switchTo().alert();
            dialogue = String.valueOf(open.getText());
            open.dismiss();
            return true;
        } catch (WebDriverException e) {
            return false;
        }
    }

    /** Returns the text of the last dialogue; empty if there was none. */
    String dialogue() {
        return dialogue;
    }

    /** Returns the error code of the page that Chromium shows instead of one that it cannot load; empty for other pages. */
    String error() {
        return String.valueOf(PageScript.evaluate(driver, ERROR));
    }
}
