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

import java.util.List;

import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.browser.LoginPage.View;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.Deeds;
import io.github.camelaura.login.LoginAction;
import io.github.camelaura.login.LoginAction.Click;
import io.github.camelaura.login.LoginAction.Fail;
import io.github.camelaura.login.LoginAction.Fill;
import io.github.camelaura.login.LoginAction.Send;
import io.github.camelaura.login.LoginAction.TakeSession;
import io.github.camelaura.login.LoginAction.Wait;
import io.github.camelaura.login.LoginDecision;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginResult;
import io.github.camelaura.login.LoginRules;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.PageAddress;
import io.github.camelaura.login.PageDescription;
import io.github.camelaura.login.PageDescription.Control;

/**
 * Gets from page to page until the browser is logged in: looks at each page again and again, and does what
 * {@link LoginDecision} says. Runs on one thread; {@link #pending()} may be called by any.
 */
final class LoginFlow {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFlow.class);

    private static final int PAUSE_MILLIS = 200;

    /** A page on the way may look for a moment as if it were the last. */
    private static final int LOOKS_THAT_AGREE = 3;

    private final WebDriver driver;
    private final LoginSettings settings;
    private final Account account;
    private final Runnable beforePassword;
    private final LoginPage page;
    private final PageClock clock = new PageClock();
    private final PasswordEntry entry;
    private final BrowserSession session;
    private final Windows windows;
    private final LoginDecision decision;
    private Deeds deeds = Deeds.none();
    private LoginPage.Sent sent;
    private boolean passwordReported;
    private int readyLooks;
    private volatile String at;
    private volatile String obstacle;
    private volatile String dialogue = "";

    /**
     * Prepares a login.
     *
     * @param account null to wait until the page is logged in by itself or by hand
     * @param beforePassword runs before the password is put on a page
     * @param session where the result is taken from
     */
    LoginFlow(
            WebDriver driver,
            LoginSettings settings,
            Account account,
            Runnable beforePassword,
            BrowserSession session) {
        this.driver = driver;
        this.settings = settings;
        this.account = account;
        this.beforePassword = beforePassword;
        this.session = session;
        this.page = new LoginPage(driver, settings, account);
        this.entry = new PasswordEntry(driver);
        this.windows = new Windows(driver);
        this.decision = new LoginDecision(rules(settings, account));
    }

    private static LoginRules rules(LoginSettings settings, Account account) {
        return new LoginRules(
                account == null ? null : account.username(),
                settings.selectors().username() != null,
                settings.selectors().password() != null,
                settings.selectors().submit() != null,
                settings.key().readyCookie() != null
                        || settings.key().readySelector() != null
                        || settings.key().tokenStorageKey() != null,
                settings.key().step() != null || !settings.browser().headless(),
                settings.key().site(),
                settings.trustedOrigins());
    }

    /** Runs until it is logged in, fails, or is interrupted. */
    LoginResult run() throws LoginException, InterruptedException {
        open(settings.loginUrl());
        while (true) {
            try {
                step();
                if (readyLooks == LOOKS_THAT_AGREE) {
                    return session.take();
                }
            } catch (RuntimeException e) {
                if (!windows.mayPass(e)) {
                    throw failed(e);
                }
                if (!windows.dialogue().isEmpty()) {
                    dialogue = "; the page showed a dialogue, which was dismissed: " + page.message(windows.dialogue());
                }
                readyLooks = 0;
                LOG.debug("Looks at {} again: {}", at, WebDriverErrors.firstLine(e));
                if (obstacle == null) {
                    obstacle = "the browser could not look at it: " + WebDriverErrors.firstLine(e);
                }
            }
            clock.pause(PAUSE_MILLIS);
        }
    }

    private LoginException failed(RuntimeException e) throws LoginException {
        if (e instanceof WebDriverException error && WebDriverErrors.isAboutPage(error)) {
            return WebDriverErrors.notOpened("the page that follows " + at, error);
        }
        throw e;
    }

    /** What keeps it from being done, for the message of a login that took too long. */
    String pending() {
        String last = at;
        String why = obstacle;
        if (last == null) {
            return "the page " + PageAddress.shown(settings.loginUrl()) + " did not load";
        }
        return "the last page was " + last + (why == null ? "" : ", and " + why) + dialogue;
    }

    private void open(String url) throws LoginException {
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

    /** One look, and at most one deed. */
    private void step() throws LoginException {
        if (isHandledByStep()) {
            readyLooks = 0;
            return;
        }
        View view = page.look(sent);
        PageDescription seen = view.page();
        if (seen.address().equals("about:blank") && windows.isBrowserError()) {
            throw WebDriverErrors.notOpened(at == null ? PageAddress.shown(settings.loginUrl()) : at, windows.error());
        }
        clock.saw(seen);
        if (sent != null && sent.document() != seen.document()) {
            sent = null;
        }
        if (seen.origin() != null) {
            at = seen.address();
            LoginAction action = decision.next(seen, deeds, clock.moment());
            LOG.debug("On {}: {}", at, action);
            act(action, view);
        }
    }

    private boolean isHandledByStep() throws LoginException {
        if (settings.key().step() == null) {
            return false;
        }
        try {
            return settings.key().step().handle(driver);
        } catch (RuntimeException e) {
            if (windows.mayPass(e)) {
                throw e; // is called again
            }
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "The loginStep failed on the page "
                            + (at == null ? PageAddress.shown(settings.loginUrl()) : at) + ": "
                            + page.message(WebDriverErrors.firstLine(e)));
        } finally {
            windows.toMainDocument(); // a frame that it turned to is not the page that is looked at
        }
    }

    private void act(LoginAction action, View view) throws LoginException {
        if (action instanceof TakeSession take) {
            String missing = view.page().ready() ? session.missing() : "loginReadySelector";
            if (missing == null) {
                readyLooks++;
                return;
            }
            act(take.otherwise(), view);
            String mark = "what says that the login is done was not there (" + missing + ")";
            obstacle = take.otherwise() instanceof Wait wait ? mark + "; " + wait.obstacle() : mark;
            return;
        }
        readyLooks = 0;
        if (action instanceof Wait wait) {
            obstacle = wait.obstacle();
        } else if (action instanceof Fail fail) {
            throw new LoginException(fail.reason(), fail.message());
        } else if (action instanceof Click click) {
            click(click.selector(), view);
        } else if (action instanceof Fill fill) {
            fill(fill, view);
        } else if (action instanceof Send send) {
            send(send, view);
        }
    }

    private void click(int selector, View view) {
        record(Deeds.Kind.CLICK, view.page(), selector);
        int index = view.page().clicks().stream()
                .map(PageDescription.Click::selector)
                .toList()
                .indexOf(selector);
        try {
            view.clickable().get(index).click();
        } catch (ElementNotInteractableException e) {
            undo("what loginClickSelectors match could not be clicked: " + WebDriverErrors.firstLine(e));
        }
    }

    private void fill(Fill fill, View view) {
        boolean password = fill.password();
        if (password && !passwordReported) {
            passwordReported = true;
            beforePassword.run();
        }
        if (password) {
            sent = new LoginPage.Sent(view.page().document(), view.now(), System.nanoTime());
        }
        record(
                password ? Deeds.Kind.FILL_PASSWORD : Deeds.Kind.FILL_USERNAME,
                view.page(),
                fill.field().number());
        try {
            String refused = entry.fill(
                    view.element(fill.field()),
                    password ? account.password() : account.username(),
                    view.page().origin(),
                    password);
            if (refused != null) {
                undo("a field could not be filled: " + refused);
            }
        } catch (StaleElementReferenceException e) {
            undo("the page was drawn anew while it was filled"); // the element was gone, so the script did not run
            throw e;
        }
    }

    private void send(Send send, View view) {
        record(
                send.password() ? Deeds.Kind.SEND_PASSWORD : Deeds.Kind.SEND_USERNAME,
                view.page(),
                send.filled().get(0).number());
        sent = new LoginPage.Sent(view.page().document(), view.now(), System.nanoTime());
        Control last = send.filled().get(send.filled().size() - 1);
        List<String> values = send.filled().stream()
                .map(field -> send.password() && field.equals(last) ? account.password() : held(field))
                .toList();
        PasswordEntry.Sending sending;
        try {
            sending = entry.send(
                    send.filled().stream().map(view::element).toList(),
                    values,
                    view.page().origin(),
                    send.button() == null ? null : view.element(send.button()));
        } catch (StaleElementReferenceException e) {
            undo("the page was drawn anew before its form was sent");
            throw e;
        }
        if (sending.refused() == null) {
            sent = new LoginPage.Sent(sent.document(), sending.at(), sent.nanos());
            obstacle = "the form was sent, and no answer came";
        } else {
            undo(
                    "differs".equals(sending.refused())
                            ? "a field did not keep what was typed, so nothing was sent; a loginStep can log in there"
                            : "the form could not be sent: " + sending.refused());
        }
    }

    /** A user name that the page wrote its own way stays as it is. */
    private String held(Control field) {
        return field.value().strip().equalsIgnoreCase(account.username().strip()) ? field.value() : account.username();
    }

    /** Before it is done: whatever happens then, it is not done twice. */
    private void record(Deeds.Kind kind, PageDescription seen, int target) {
        deeds = deeds.with(kind, seen, target);
        clock.did();
    }

    /** The browser said that it did not do it. */
    private void undo(String why) {
        deeds = deeds.withoutLast();
        sent = null;
        obstacle = why;
    }
}
