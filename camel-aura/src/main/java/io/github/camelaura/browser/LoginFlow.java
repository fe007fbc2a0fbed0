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
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.page.ActionHistory;
import io.github.camelaura.page.LoginAction;
import io.github.camelaura.page.LoginAction.Click;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.LoginAction.FillValue;
import io.github.camelaura.page.LoginAction.Open;
import io.github.camelaura.page.LoginAction.Press;
import io.github.camelaura.page.LoginAction.Reach;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.Step;
import io.github.camelaura.page.LoginAction.TakeSession;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision;
import io.github.camelaura.page.LoginDecision.Next;
import io.github.camelaura.page.LoginDecision.Seen;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.PageDescription;

/**
 * Leads the browser from page to page until it is logged in: reads the page several times a second and does what
 * {@link LoginDecision} decides. Runs on one thread; any thread may call {@link #pending()}.
 */
final class LoginFlow {

    private static final Logger LOG = LoggerFactory.getLogger(LoginFlow.class);

    private static final int PAUSE_MILLIS = 200;

    /** The pause while the page changes. */
    private static final int SHORT_PAUSE_MILLIS = 50;

    /** The time without a change after which the pause is long. */
    private static final Duration AT_REST = Duration.ofSeconds(1);

    private final WebDriver driver;
    private final LoginSettings settings;
    private final Account account;
    private final LoginPage page;
    private final Documents documents;
    private final LoginProgress progress;
    private final LoginTrace trace;
    private final PageActions actions;
    private final Windows windows;
    private final LoginDecision decision;
    private final LoginEnd end;

    /**
     * Prepares a login.
     *
     * @param account user name, password and seed; null to wait until a person or a single sign-on has logged in
     * @param observer is notified before the password is filled in for the first time, provides one-time codes, and decides whether
     *     the login is complete
     * @param session the source of the result
     * @param trace receives what the login sees and does
     */
    LoginFlow(
            WebDriver driver,
            LoginSettings settings,
            Account account,
            Login.Observer observer,
            BrowserSession session,
            LoginTrace trace) {
        this.driver = driver;
        this.settings = settings;
        this.account = account;
        LoginRules rules = settings.rules(account);
        this.page = new LoginPage(driver, settings, rules, account, new MessageMask(session, trace, settings, account));
        this.progress = new LoginProgress(
                settings.loginUrl(), settings.key().fields(), settings.key().steps(), trace);
        this.trace = trace;
        this.actions = new PageActions(driver, account, settings.key().fields(), observer, progress);
        this.windows = new Windows(driver, rules);
        this.documents = new Documents(driver, windows, page, rules);
        this.decision = new LoginDecision(rules);
        this.end = new LoginEnd(documents, rules, session, settings, observer, progress);
    }

    /**
     * Runs until the browser is logged in.
     *
     * @throws LoginException if the login fails
     * @throws InterruptedException if the thread is interrupted
     */
    Login.Result run() throws LoginException, InterruptedException {
        windows.open(settings.loginUrl());
        while (true) {
            int actions = progress.history().all().size();
            try {
                step();
                if (end.result() != null) {
                    return end.result();
                }
            } catch (RuntimeException e) {
                if (!recover(e)) {
                    throw failed(e);
                }
            }
            if (progress.history().all().size() == actions) { // nothing was done, so the page has to change first
                // polls, because WebDriver does not report changes of a page; an abort interrupts the pause
                TimeUnit.MILLISECONDS.sleep(progress.hasChangedWithin(AT_REST) ? SHORT_PAUSE_MILLIS : PAUSE_MILLIS);
            }
        }
    }

    /** Prepares the next look at the page after a failure that is due to a change of it; returns false for other failures. */
    private boolean recover(RuntimeException e) {
        if (!windows.recover(e)) {
            return false;
        }
        if (!windows.dialogue().isEmpty()) {
            progress.dismissed(page.message(windows.dialogue()));
        }
        end.isNotDone();
        String error = page.message(WebDriverErrors.firstLine(e)); // it may contain the text of a dialogue
        LOG.debug("Reads {} again: {}", progress.place(), error);
        progress.couldNotRead(error);
        return true;
    }

    private LoginException failed(RuntimeException e) {
        if (e instanceof WebDriverException error && WebDriverErrors.isAboutPage(error)) {
            return WebDriverErrors.notOpened(progress.next(), error);
        }
        throw e;
    }

    /** Returns the documents that the browser shows. */
    Documents documents() {
        return documents;
    }

    /** Returns why the login is not done yet, for the message of a login that timed out. */
    String pending() {
        return progress.pending();
    }

    /** Reads what the browser shows once and does at most one action. */
    private void step() throws LoginException {
        if (isHandledByStep()) {
            end.isNotDone();
            return;
        }
        List<View> views = documents.look(progress.sent());
        PageDescription main = views.get(0).page();
        String error = main.address().equals("about:blank") ? windows.error() : "";
        if (!error.isEmpty()) {
            throw WebDriverErrors.notOpened(progress.next(), error);
        }
        List<Seen> seen = progress.saw(views.stream().map(View::page).toList());
        if (main.origin() != null || views.size() > 1) {
            Next next = decision.next(seen, progress.history());
            progress.isOn(next.page());
            LOG.debug("On {}: {}", next.page().address(), next.action());
            trace.saw(views.stream().map(View::page).toList(), next);
            documents.isOn(viewOf(next.page(), views));
            if (next.action() instanceof TakeSession take) {
                takeSession(take, next.page(), views);
            } else {
                end.isNotDone();
                act(next.action(), next.page(), views);
            }
        }
    }

    private boolean isHandledByStep() throws LoginException {
        if (settings.key().step() == null) {
            return false;
        }
        try {
            boolean handled = settings.key().step().handle(driver);
            if (handled) {
                trace.noted("the loginStep handled the page");
            }
            return handled;
        } catch (RuntimeException e) {
            if (recover(WebDriverErrors.dialogueIn(e))) {
                return true; // the next round calls the step again
            }
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "The loginStep failed on the page " + progress.place() + ": "
                            + page.message(WebDriverErrors.firstLine(e)));
        } finally {
            windows.stay(); // the step may have switched to a frame or to another window
        }
    }

    private static View viewOf(PageDescription page, List<View> views) {
        return views.stream()
                .filter(each -> each.page().document() == page.document())
                .findFirst()
                .orElseThrow();
    }

    /** Does an action on a document. */
    private void act(LoginAction action, PageDescription on, List<View> views) throws LoginException {
        View view = viewOf(on, views);
        if (action instanceof Wait wait) {
            progress.waitsFor(wait.obstacle());
            return;
        }
        documents.enter(view.position());
        try {
            act(action, view);
        } finally {
            documents.leave();
        }
    }

    private void act(LoginAction action, View view) throws LoginException {
        if (action instanceof Step step) {
            progress.inStep(step.index());
            try {
                act(step.action(), view);
            } finally {
                progress.inStep(ActionHistory.NO_STEP);
            }
        } else if (action instanceof Fail fail) {
            Duration onDocument = progress.moment(view.page()).onDocument();
            throw new LoginException(
                    fail.reason(), fail.message() + ServerClock.hint(fail, driver, account, onDocument));
        } else if (action instanceof Click click) {
            actions.click(click, view);
        } else if (action instanceof Press press) {
            actions.press(press, view);
        } else if (action instanceof Reach) {
            progress.record(ActionHistory.Kind.REACH, view.page(), ActionHistory.NO_STEP);
        } else if (action instanceof Open open) {
            progress.record(ActionHistory.Kind.OPEN, view.page(), ActionHistory.NO_STEP);
            windows.open(open.address());
        } else if (action instanceof Fill fill) {
            actions.fill(fill, view);
        } else if (action instanceof FillField fill) {
            actions.fillField(fill, view);
        } else if (action instanceof FillValue fill) {
            actions.fillValue(fill, view);
        } else if (action instanceof FillCode fill) {
            actions.fillCode(fill, view);
        } else if (action instanceof Send send) {
            end.isSending();
            actions.send(send, view);
        }
    }

    private void takeSession(TakeSession take, PageDescription on, List<View> views) throws LoginException {
        String missing = end.missing(views);
        if (missing != null) {
            act(take.otherwise(), on, views);
            String mark = "the sign of a completed login is missing (" + missing + ")";
            progress.waitsFor(take.otherwise() instanceof Wait wait ? mark + "; " + wait.obstacle() : mark);
        }
    }
}
