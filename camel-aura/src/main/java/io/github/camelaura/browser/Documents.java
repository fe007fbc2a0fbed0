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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.NoSuchWindowException;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.browser.LoginPage.Sent;
import io.github.camelaura.http.Origin;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.PageDescription.Place;

/**
 * Reads all documents that the browser shows: the main document of each window, and those in its visible frames. Between two
 * calls the driver is at the main document of the login's window.
 */
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private static final int MAX_DEPTH = 3;
    private static final int MAX_DOCUMENTS = 20;

    /**
     * The way to a document.
     *
     * @param window the handle of its window
     * @param frames the frames around it, the outermost first
     */
    record Position(String window, List<WebElement> frames) {

        private Position within(WebElement frame) {
            List<WebElement> all = new ArrayList<>(frames);
            all.add(frame);
            return new Position(window, List.copyOf(all));
        }
    }

    private final WebDriver driver;
    private final Windows windows;
    private final LoginPage page;
    private final LoginRules rules;
    private final Patience patience;
    private Sent sent;
    private List<View> lastViews = List.of();
    private String lastWindow; // null before the first document
    private boolean away; // from the main document of the login's window

    Documents(WebDriver driver, Windows windows, LoginPage page, LoginRules rules) {
        this.driver = driver;
        this.windows = windows;
        this.page = page;
        this.rules = rules;
        this.patience = new Patience(driver);
    }

    /**
     * Reads the documents. The first one is the main document of the login's window; those of other windows follow, the latest
     * window first, those in frames, and then the windows that are not looked into.
     *
     * @param last null if nothing was sent yet
     * @throws LoginException if an option is not a CSS selector
     */
    List<View> look(Sent last) throws LoginException {
        sent = last;
        List<String> open = windows.open();
        List<View> views = new ArrayList<>();
        try {
            views.add(read(new Position(open.get(0), List.of()), Place.MAIN, ""));
            for (String window : open.subList(1, open.size())) {
                lookInto(new Position(window, List.of()), Place.WINDOW, "", views);
            }
            int outer = 0; // level by level, so that frames within an advertisement come last
            for (int depth = 0; depth < MAX_DEPTH; depth++) {
                for (int end = views.size(); outer < end; outer++) {
                    lookIntoFrames(views.get(outer), views);
                }
            }
            windows.unread().stream()
                    .limit(MAX_DOCUMENTS - views.size())
                    .map(page::unread)
                    .forEach(views::add);
        } finally {
            leave();
            patience.restore();
        }
        lastViews = views;
        return views;
    }

    private void lookIntoFrames(View outer, List<View> views) throws LoginException {
        Place place = rules.counts(outer.page()) ? outer.page().place().frame() : Place.FRAME_OF_UNTRUSTED_PAGE;
        for (int i = 0; i < outer.frames().size(); i++) {
            lookInto(
                    outer.position().within(outer.frames().get(i)),
                    place,
                    outer.covers().get(i),
                    views);
        }
    }

    /** Reads another document. One that changes or closes at this moment is read the next time. */
    private void lookInto(Position position, Place place, String cover, List<View> views) throws LoginException {
        if (views.size() >= MAX_DOCUMENTS || patience.isOver(position)) {
            return;
        }
        patience.shorten();
        try {
            enter(position);
            views.add(read(position, place, cover));
        } catch (ScriptTimeoutException e) {
            patience.end(position);
            LOG.debug("A frame or a window does not respond and is left out for some time");
        } catch (NoSuchFrameException | NoSuchWindowException | StaleElementReferenceException | TimeoutException e) {
            LOG.trace("A frame or a window cannot be read now: {}", WebDriverErrors.firstLine(e));
        } catch (UnhandledAlertException e) {
            if (windows.isMain(position.window())) {
                throw e;
            }
            LOG.trace("Another window shows a dialogue");
        }
    }

    /** Reads the document that the driver is at, and makes sure that the page did not claim another origin. */
    private View read(Position position, Place place, String cover) throws LoginException {
        View view = page.look(position, place, cover, sent);
        Origin origin = view.page().origin();
        if (origin != null && !origin.serialized().equals(origin(position))) {
            throw new StaleElementReferenceException("The page was left while it was read");
        }
        return view;
    }

    /**
     * Returns the origin of the document that the driver is at. The scripts of a page can change what {@code look.js} returns, but
     * neither the address that the browser reports for a window nor the result of this expression.
     */
    private String origin(Position position) {
        if (!position.frames().isEmpty()) {
            return String.valueOf(PageScript.evaluate(driver, "return location.protocol + '//' + location.host"));
        }
        return DevTools.serializedOrigin(driver.getCurrentUrl());
    }

    /** Switches the driver to a document, until {@link #leave} is called. */
    void enter(Position position) {
        if (away || !windows.isMain(position.window())) {
            away = true;
            windows.to(position.window());
        }
        for (WebElement frame : position.frames()) {
            away = true;
            try {
                driver.switchTo().frame(frame);
            } catch (NoSuchElementException e) { // ChromeDriver does not always report a stale element
                throw new StaleElementReferenceException("The page was left before its frame was read", e);
            }
        }
    }

    /** Switches the driver back to the main document of the login's window. */
    void leave() {
        if (away) {
            windows.toMainDocument();
            away = false;
        }
    }

    /** Notes the document that the login goes on with. */
    void isOn(View view) {
        lastWindow = view.position().window();
    }

    /** Returns the values of the browser's cookies, and of the storages of all documents that it showed last. */
    Set<String> held(BrowserSession session) {
        windows.requireResponse();
        Set<String> values = new LinkedHashSet<>(session.cookieValues());
        for (View view : lastViews) {
            if (view.position() == null) {
                continue;
            }
            try {
                enter(view.position());
                values.addAll(session.storedValues());
            } catch (WebDriverException e) {
                LOG.debug("A document has no storage: {}", WebDriverErrors.firstLine(e));
            } finally {
                leave();
            }
        }
        return values;
    }

    /** Switches the driver to the window in which the login was active last. */
    void toLastWindow() {
        try {
            if (lastWindow != null) {
                windows.to(lastWindow);
            }
        } catch (NoSuchWindowException e) {
            windows.toMainDocument();
        }
    }
}
