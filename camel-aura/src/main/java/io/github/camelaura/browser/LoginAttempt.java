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
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginResult;
import io.github.camelaura.login.LoginSettings;

/** One login with one browser, which is gone when it ends, also if it is aborted or the JVM is told to stop. */
final class LoginAttempt implements Callable<LoginResult> {

    private static final long MILLIS_TO_LOAD = 10_000;
    private static final int SECONDS_TO_END = 20;

    /** With a browser that others have to quit: it may stay at its page, but nothing of ours is left if it does. */
    private static final int SECONDS_TO_END_OTHERS = 2;

    private final LoginSettings settings;
    private final Browser browser;
    private final Account account;
    private final Runnable beforePassword;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Thread thread;
    private boolean aborted;
    private volatile WebDriver driver;
    private volatile LoginFlow flow;

    LoginAttempt(LoginSettings settings, Browser browser, Account account, Runnable beforePassword) {
        this.settings = settings;
        this.browser = browser;
        this.account = account;
        this.beforePassword = beforePassword;
    }

    @Override
    public LoginResult call() throws LoginException {
        Thread hook = new Thread(this::abort, "AuraLoginShutdown");
        try (browser) {
            begin();
            Runtime.getRuntime().addShutdownHook(hook);
            return logIn(browser.start());
        } catch (InterruptedException e) {
            throw stopped();
        } catch (LoginException e) {
            throw isAborted() ? stopped() : e; // the browser is gone because it was to go
        } catch (WebDriverException e) {
            throw isAborted() ? stopped() : lost(e);
        } catch (RuntimeException e) {
            if (isAborted()) {
                throw stopped();
            }
            throw e;
        } finally {
            end();
            removeHook(hook);
        }
    }

    private LoginResult logIn(WebDriver started) throws LoginException, InterruptedException {
        if (isAborted()) {
            throw stopped(); // whoever aborted it found no browser to end
        }
        driver = started;
        driver.manage().timeouts().pageLoadTimeout(Duration.ofMillis(pageLoadTimeout()));
        flow = new LoginFlow(driver, settings, account, beforePassword, new BrowserSession(driver, settings));
        try {
            return flow.run();
        } catch (LoginException e) {
            Screenshot.take(driver, settings);
            throw e;
        }
    }

    /** A browser of others may wait for all of a page: its form is used before. HtmlUnit has no page until then. */
    private long pageLoadTimeout() {
        long whole = settings.timeout();
        return HtmlUnitPages.isHtmlUnit(driver) ? whole : Math.min(whole, MILLIS_TO_LOAD);
    }

    /** Takes a picture of the page that it is on, if one is wanted. */
    void takePicture(ExecutorService executor) {
        WebDriver running = driver;
        if (running != null && settings.screenshotFolder() != null) {
            TimeLimit.run("show its page", () -> Screenshot.take(running, settings), executor);
        }
    }

    /** What to say when its time is over. */
    LoginException tooLate() {
        LoginFlow running = flow;
        return new LoginException(
                Reason.NOT_READY_IN_TIME,
                "The login was not done within loginTimeout=" + settings.timeout() + " ms: "
                        + (running == null ? "the browser did not start" : running.pending()));
    }

    /** Ends it within seconds, and returns when it has, or if the browser is not ours to end. */
    void abort() {
        synchronized (this) {
            aborted = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        browser.abort();
        try {
            ended.await(browser.isOurs() ? SECONDS_TO_END : SECONDS_TO_END_OTHERS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void begin() throws InterruptedException {
        if (aborted) {
            throw new InterruptedException();
        }
        thread = Thread.currentThread();
    }

    private void end() {
        synchronized (this) {
            thread = null;
            Thread.interrupted(); // it was meant for the login
        }
        ended.countDown();
    }

    private synchronized boolean isAborted() {
        return aborted;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is about to stop, and runs it
        }
    }

    private static LoginException stopped() {
        return new LoginException(Reason.STOPPED, "The login was ended, as its route or context stops");
    }

    private static LoginException lost(WebDriverException e) {
        return new LoginException(
                Reason.PROCESSOR_FAILED,
                "The browser failed during the login: " + WebDriverErrors.firstLine(e)); // the rest may tell queries
    }
}
