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

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.Account;
import io.github.camelaura.credential.LoginException;
import io.github.camelaura.credential.LoginResult;
import io.github.camelaura.http.Origin;

/** Gets from page to page until it is logged in: looks at each again and again, and does what is to be done there. */
final class LoginFlow {

    private static final int PAUSE_MILLIS = 200;

    /** A page on the way may look for a moment as if it were the last. */
    private static final int LOOKS_THAT_AGREE = 3;

    private final WebDriver driver;
    private final SiteConfiguration configuration;
    private final Account account;
    private final Runnable beforePassword;
    private final URI request;
    private final TrustedHosts hosts;
    private final LoginPage page;
    private final SiteState state;
    private final Set<WebElement> clicked = new HashSet<>();
    private final Set<String> passwordHosts = new HashSet<>();
    private final Set<String> usernameHosts = new HashSet<>();
    private Object usernamePage;
    private Object passwordPage;
    private Set<WebElement> errorsBefore = Set.of();
    private boolean stepHelped;
    private int readyLooks;
    private volatile URI at;
    private volatile boolean passwordSent;

    /**
     * Prepares a login.
     *
     * @param account null to wait until the page is logged in by itself or by hand
     * @param request where the credential is for
     */
    LoginFlow(
            WebDriver driver, SiteConfiguration configuration, Account account, Runnable beforePassword, URI request) {
        this.driver = driver;
        this.configuration = configuration;
        this.account = account;
        this.beforePassword = beforePassword;
        this.request = request;
        this.hosts = TrustedHosts.of(configuration);
        this.page = new LoginPage(driver, configuration);
        this.state = new SiteState(driver, page, configuration, request);
    }

    /** Runs until it is logged in, fails, or is interrupted. */
    LoginResult run() throws LoginException, InterruptedException {
        open(LoginOptions.loginUrl(configuration));
        while (true) {
            try {
                look();
                if (readyLooks == LOOKS_THAT_AGREE) {
                    return state.take();
                }
            } catch (RuntimeException e) {
                if (!mayPass(e)) {
                    throw failed(e);
                }
                readyLooks = 0;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    /** Whether the page only changed while it was looked at, or greets with a dialogue, which is dismissed. */
    private boolean mayPass(RuntimeException e) {
        return page.dismissDialogue()
                || e instanceof StaleElementReferenceException
                || e instanceof InvalidElementStateException
                || WebDriverErrors.isAboutChange(e)
                || e instanceof UnhandledAlertException; // a browser that has dismissed it itself
    }

    private LoginException failed(RuntimeException e) throws LoginException {
        if (e instanceof WebDriverException error && WebDriverErrors.isAboutPage(error)) {
            return WebDriverErrors.notOpened("the page that follows " + at, error);
        }
        throw e;
    }

    /** What keeps it from being done, for the message of a login that took too long. */
    String pending() {
        if (at == null) {
            return "the page " + withoutQuery(LoginOptions.loginUrl(configuration)) + " did not load";
        }
        String last = "the last page was " + at;
        if (!isOnSite()) {
            return last + ", and it never came back to " + request.getHost()
                    + "; loginClickSelectors or a loginStep may be needed";
        }
        if (account != null && !passwordSent && !isMarkConfigured()) {
            return last + ", and no field for a password showed; check loginUrl, loginPasswordSelector and"
                    + " loginClickSelectors";
        }
        return last + ", and what says that the login is done was not there ("
                + (isMarkConfigured()
                        ? "loginReadyCookie, loginReadySelector, loginTokenStorageKey"
                        : "a cookie of the site")
                + ")";
    }

    private void open(String url) throws LoginException {
        try {
            driver.get(url);
        } catch (org.openqa.selenium.TimeoutException e) {
            throw new LoginException(
                    Reason.NOT_READY_IN_TIME, "The page " + withoutQuery(url) + " did not load in time");
        } catch (WebDriverException e) {
            if (!WebDriverErrors.isAboutPage(e)) {
                throw e;
            }
            throw WebDriverErrors.notOpened(withoutQuery(url), e);
        }
    }

    private static String withoutQuery(String url) {
        return url.replaceFirst("[?#].*", "");
    }

    private void look() throws LoginException {
        URI now = page.address();
        at = now;
        String error = page.browserError();
        if (error != null) {
            throw WebDriverErrors.notOpened(now.toString(), error);
        }
        if (isTakenCareOf()) {
            readyLooks = 0;
            return;
        }
        WebElement field = page.password();
        if (field != null) {
            readyLooks = 0;
            enterPassword(field, now);
        } else if (!enterUsername(now)) {
            boolean ready = isReady();
            if (!ready || !isMarkConfigured()) {
                checkMoreAsked();
            }
            readyLooks = ready ? readyLooks + 1 : 0;
        }
    }

    private boolean isTakenCareOf() throws LoginException {
        if (configuration.getLoginStep() != null && stepHandles()) {
            stepHelped = true;
            return true;
        }
        boolean clickedAny = false;
        for (WebElement element : page.toClick()) {
            if (!clicked.contains(element)) {
                element.click();
                clicked.add(element);
                clickedAny = true;
            }
        }
        return clickedAny;
    }

    private boolean stepHandles() throws LoginException {
        try {
            return configuration.getLoginStep().handle(driver);
        } catch (RuntimeException e) {
            if (mayPass(e)) {
                throw e; // is asked again
            }
            throw new LoginException(
                    Reason.PROCESSOR_FAILED,
                    "The loginStep failed on the page " + at + ": " + WebDriverErrors.firstLine(e));
        } finally {
            driver.switchTo().defaultContent(); // a frame that it turned to is none of the trusted pages
        }
    }

    private void enterPassword(WebElement field, URI now) throws LoginException {
        if (account == null) {
            checkSomebodyHelps("a user name and a password, and loginUsername is not set");
        } else if (page.document().equals(passwordPage)) {
            checkNoNewErrors(now);
        } else if (passwordHosts.contains(host(now))) {
            throw rejected(now);
        } else {
            WebElement name = page.username();
            if (name != null && !name.equals(field)) {
                fill(name, account.username());
            }
            beforePassword.run();
            fill(field, account.password());
            Object here = page.document();
            passwordSent = true;
            send(field);
            passwordPage = here;
            passwordHosts.add(host(now));
        }
    }

    /** Looks once more where it is: a page may lead elsewhere at any time. */
    private void fill(WebElement field, String text) throws LoginException {
        hosts.check(page.address());
        page.fill(field, text);
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost());
    }

    /** On the first of two pages. */
    private boolean enterUsername(URI now) throws LoginException {
        WebElement field = account == null || passwordSent ? null : page.username();
        if (field == null) {
            return false;
        }
        if (page.document().equals(usernamePage)) {
            checkNoNewErrors(now);
        } else if (usernameHosts.contains(host(now))) {
            throw rejected(now);
        } else {
            fill(field, account.username());
            Object here = page.document();
            send(field);
            usernamePage = here;
            usernameHosts.add(host(now));
        }
        return true;
    }

    private void send(WebElement field) throws LoginException {
        errorsBefore = page.errors();
        page.submit(field);
    }

    private void checkNoNewErrors(URI now) throws LoginException {
        Set<WebElement> errors = new HashSet<>(page.errors());
        errors.removeAll(errorsBefore);
        if (!errors.isEmpty()) {
            throw rejected(now);
        }
    }

    private static LoginException rejected(URI now) {
        return new LoginException(
                Reason.REJECTED, "The page " + now + " rejected the user name or the password of the options login*.");
    }

    private void checkMoreAsked() throws LoginException {
        if (page.code() != null) {
            checkSomebodyHelps("a second factor (a one-time code)");
        }
    }

    private void checkSomebodyHelps(String asked) throws LoginException {
        if (configuration.isBrowserHeadless() && configuration.getLoginStep() == null) {
            throw new LoginException(
                    Reason.MORE_ASKED,
                    "The page " + at + " asks for " + asked
                            + ". Configure it, a bean as loginStep, or log in by hand with" + " browserHeadless=false");
        }
    }

    private boolean isReady() throws LoginException {
        boolean entered = account == null || passwordSent || stepHelped || isMarkConfigured();
        return entered && isOnSite() && page.isLoaded() && page.showsReady() && state.isComplete();
    }

    private boolean isMarkConfigured() {
        return configuration.getLoginReadyCookie() != null
                || configuration.getLoginReadySelector() != null
                || configuration.getLoginTokenStorageKey() != null;
    }

    private boolean isOnSite() {
        return Origin.of(request).equals(Origin.of(at));
    }
}
