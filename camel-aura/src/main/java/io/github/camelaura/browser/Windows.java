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
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.PageAddress;

/** Keeps the driver on the window of the login when a page opens and closes dialogues, frames and windows. */
final class Windows {

    private static final Logger LOG = LoggerFactory.getLogger(Windows.class);

    private static final String ERROR = "return location.protocol === 'chrome-error:'"
            + " ? String(document.body.innerText.match(/ERR_[A-Z_]+|HTTP ERROR \\d+/) || 'an error page of the browser') : ''";

    private static final int SECONDS_TO_SWITCH = 10;

    private final WebDriver driver;
    private final LoginRules rules;

    /** The windows that were open before the login; they have nothing to do with it. */
    private final Set<String> others;

    /** The windows that the login has opened, in this order. */
    private final Set<String> opened = new LinkedHashSet<>();

    private final Map<String, DevTools.Window> unread = new LinkedHashMap<>();
    private String main;
    private String at; // null if the driver may be at another window
    private boolean hangs;
    private String dialogue = "";

    Windows(WebDriver driver, LoginRules rules) {
        this.driver = driver;
        this.rules = rules;
        this.main = driver.getWindowHandle();
        this.at = main;
        this.others = new HashSet<>(driver.getWindowHandles());
        others.remove(main);
    }

    /**
     * Returns the window of the login, and the windows that its pages have opened since and that count, the latest first. If the window
     * of the login is closed, another one takes its place, and the driver switches to it.
     *
     * @throws NoSuchWindowException if all are closed
     */
    List<String> open() {
        unread.clear();
        Set<String> open = handles();
        open.removeAll(others);
        opened.retainAll(open);
        opened.addAll(open);
        if (opened.isEmpty()) {
            throw new NoSuchWindowException("All windows of the login are closed");
        }
        List<String> windows = new ArrayList<>(opened);
        windows.removeIf(unread::containsKey);
        if (!opened.contains(main)) {
            main = windows.isEmpty() ? opened.iterator().next() : windows.get(0); // the one that opened first
            to(main);
        }
        unread.remove(main);
        Collections.reverse(windows);
        windows.remove(main);
        windows.add(0, main);
        return windows;
    }

    /**
     * Returns the handles of all windows. With DevTools, those that do not count become {@link #unread}: ChromeDriver's own list would
     * connect to them, and hang as long as one of them shows a dialogue or runs a script that does not end.
     */
    private Set<String> handles() {
        if (!DevTools.isKnownTo(driver)) {
            return new LinkedHashSet<>(driver.getWindowHandles());
        }
        Set<String> handles = new LinkedHashSet<>();
        for (DevTools.Window window : windowsInDevTools()) {
            handles.add(window.handle());
            if (!window.handle().equals(main) && !rules.counts(window.origin())) {
                unread.put(window.handle(), window);
            }
        }
        return handles;
    }

    private List<DevTools.Window> windowsInDevTools() {
        try {
            return DevTools.windows(driver);
        } catch (NoSuchWindowException e) { // the driver is at a closed window
            at = null;
            Set<String> open = inTime(driver::getWindowHandles);
            to(open.stream()
                    .filter(window -> !others.contains(window))
                    .findFirst()
                    .orElseThrow(() -> e));
            return DevTools.windows(driver);
        }
    }

    /** Returns the windows that the last call of {@link #open} has left out, because their origin does not count. */
    Collection<DevTools.Window> unread() {
        return unread.values().stream()
                .filter(window -> !others.contains(window.handle()))
                .toList();
    }

    /**
     * Opens a page in the window that the driver is at.
     *
     * @throws LoginException if the page cannot be opened
     */
    void open(String url) throws LoginException {
        try {
            driver.get(url);
        } catch (TimeoutException e) {
            if (HtmlUnitPages.isHtmlUnit(driver)) {
                throw new LoginException(
                        Reason.NOT_READY_IN_TIME, "The page " + PageAddress.shown(url) + " did not load in time");
            }
            LOG.debug("{} is used before all of it has loaded", PageAddress.shown(url));
        } catch (WebDriverException e) {
            if (!WebDriverErrors.isAboutPage(e)) {
                throw e;
            }
            throw WebDriverErrors.notOpened(PageAddress.shown(url), e);
        }
    }

    /** Returns whether this is the window of the login. */
    boolean isMain(String window) {
        return window.equals(main);
    }

    /** Switches to the main document of a window. */
    void to(String window) {
        requireResponse();
        if (DevTools.isKnownTo(driver) && window.equals(at)) {
            driver.switchTo().defaultContent(); // a switch would connect to all windows, see handles()
            return;
        }
        at = null;
        WebDriver unused = inTime(() -> driver.switchTo().window(window));
        at = window;
    }

    private <T> T inTime(Supplier<T> command) {
        if (!DevTools.isKnownTo(driver) || !(driver instanceof CdpDriver)) {
            return command.get();
        }
        FutureTask<T> task = new FutureTask<>(command::get);
        TimeLimit.run("switch", SECONDS_TO_SWITCH, task);
        if (!task.isDone()) {
            hangs = true;
            requireResponse();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new WebDriverException(e.getCause());
        } catch (InterruptedException e) { // of a login that ends
            Thread.currentThread().interrupt();
            throw new WebDriverException("The switch to another window was interrupted", e);
        }
    }

    /** Fails if the driver did not respond to a switch, because it would not respond to any other command. */
    void requireResponse() {
        if (hangs) {
            throw new WebDriverException(
                    "no response for " + SECONDS_TO_SWITCH
                            + " s to the switch to another window; a window shows a dialogue or runs a script that does not end");
        }
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
        at = null;
        try {
            main = driver.getWindowHandle();
            at = main;
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
        if (hangs) {
            return false;
        }
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
