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

import java.util.Set;

import org.openqa.selenium.Alert;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;

/** Keeps the driver on the window of the login when a page opens and closes dialogues, frames and windows. */
final class Windows {

    private static final String ERROR = "return location.protocol === 'chrome-error:'"
            + " ? String(document.body.innerText.match(/ERR_[A-Z_]+/)) : ''";

    private final WebDriver driver;
    private final String main;
    private String dialogue = "";

    Windows(WebDriver driver) {
        this.driver = driver;
        this.main = driver.getWindowHandle();
    }

    /** Switches to the main document of the window, or of another window if that one was closed. */
    void toMainDocument() {
        try {
            driver.switchTo().defaultContent();
        } catch (NoSuchWindowException e) {
            toOpenWindow();
        }
    }

    private boolean toOpenWindow() {
        Set<String> open = driver.getWindowHandles();
        if (open.isEmpty()) {
            return false;
        }
        driver.switchTo().window(open.contains(main) ? main : open.iterator().next());
        return true;
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
