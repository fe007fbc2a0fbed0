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

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;

/**
 * One login with one browser. The observer gets the session before the browser quits. The browser has quit when {@link #run}
 * returns, even if the login is aborted or the JVM stops.
 *
 * <p>Threads: the caller of {@link #run} starts, drives and quits the browser. A second thread may end the login: a thread of
 * the executor after {@code loginTimeout}, a thread of Camel that stops a route or the context, or the JVM's shutdown hook.
 * Commands that may hang when the browser quits have a short-lived thread of their own, see {@link TimeLimit}.
 *
 * <p>Lock: this object guards {@code thread}, {@code browser} and {@code aborted}. It is held while the thread is interrupted,
 * so that no interrupt comes after the login has ended, and never while the browser is called.
 *
 * <p>Blocking: {@link #run} blocks as long as the login takes. This is longer than {@code loginTimeout} only if a driver of the
 * user hangs. {@link #abort} blocks for at most about 20 seconds.
 */
public final class BrowserLogin implements Login {

    private static final long MILLIS_TO_LOAD = 10_000;
    private static final int SECONDS_TO_END = 20;

    /** The time for a browser that the user quits: if its driver hangs, the component has nothing to clean up. */
    private static final int SECONDS_TO_END_EXTERNAL = 2;

    private static final int SECONDS_FOR_REPORT = 5;

    private final LoginSettings settings;
    private final Executor executor;
    private final Browsers browsers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Thread thread;
    private Browser browser;
    private boolean aborted;
    private volatile boolean late;
    private volatile WebDriver driver;
    private volatile LoginFlow flow;
    private volatile FailureReport report;

    /**
     * Prepares a login.
     *
     * @param executor runs the task that ends the login after {@code loginTimeout}
     * @throws IllegalArgumentException if {@code webDriver} is neither a WebDriver nor a Supplier, or if it is a WebDriver and
     *     {@code logoutUrl} is set
     */
    public BrowserLogin(LoginSettings settings, Executor executor) {
        Object given = settings.key().webDriver();
        if (given != null && !(given instanceof WebDriver) && !(given instanceof Supplier)) {
            throw new IllegalArgumentException(
                    "Option webDriver must be the reference (#name) of a WebDriver or of a Supplier of them");
        }
        if (given instanceof WebDriver && settings.logoutUrl() != null) {
            throw new IllegalArgumentException(
                    "Option logoutUrl cannot be used with a webDriver that is a WebDriver: its browser keeps the session, so"
                            + " the logout of an old credential would end the session of the new one. Set webDriver to a"
                            + " Supplier of WebDrivers, or remove logoutUrl");
        }
        this.settings = settings;
        this.executor = executor;
        this.browsers = new Browsers(settings);
    }

    @Override
    public void check() throws LoginException {
        browsers.check();
    }

    @Override
    public void run(Account account, Login.Observer observer) throws LoginException {
        report = new FailureReport(settings, account, Clock.systemUTC());
        CompletableFuture<Void> timer = new CompletableFuture<>();
        Thread hook = new Thread(this::abort, "AuraLoginShutdown");
        try (Browser own = begin(browsers.next())) {
            Runtime.getRuntime().addShutdownHook(hook);
            CompletableFuture<Void> unused = timer.completeOnTimeout(null, settings.timeout(), TimeUnit.MILLISECONDS)
                    .thenRun(() -> timeOutOnOwnThread(observer));
            Login.Result session = logIn(own.start(), account, observer);
            timer.cancel(false);
            observer.succeeded(session);
        } catch (InterruptedException e) {
            throw stopped();
        } catch (LoginException e) {
            throw isAborted() ? stopped() : report.store(e); // an abort has ended the browser
        } catch (WebDriverException e) {
            throw isAborted() ? stopped() : report.store(lost(e));
        } catch (RuntimeException e) {
            if (isAborted()) {
                throw stopped();
            }
            throw e;
        } finally {
            timer.cancel(false);
            end();
            removeHook(hook);
        }
    }

    private synchronized Browser begin(Browser next) throws LoginException {
        if (aborted) {
            throw stopped();
        }
        thread = Thread.currentThread();
        browser = next;
        return next;
    }

    private Login.Result logIn(WebDriver started, Account account, Login.Observer observer)
            throws LoginException, InterruptedException {
        if (isAborted()) {
            throw stopped(); // abort() was called before the browser had started
        }
        driver = started;
        driver.manage().timeouts().pageLoadTimeout(Duration.ofMillis(pageLoadTimeout()));
        String literal = account == null ? null : settings.key().steps().literal(account.password());
        if (literal != null) {
            throw new LoginException(Reason.PROCESSOR_FAILED, literal); // the password may be in a file
        }
        BrowserSession session = new BrowserSession(driver, settings);
        flow = new LoginFlow(driver, settings, account, observer, session, report.trace());
        try {
            return flow.run();
        } catch (LoginException e) {
            throw reported(e, session, observer);
        } catch (WebDriverException e) {
            if (isAborted()) {
                throw e;
            }
            throw reported(lost(e), session, observer);
        } catch (InterruptedException e) {
            if (late) {
                Thread.interrupted(); // an interrupted thread could not take the picture
                report.complete(driver, flow.documents(), session);
            }
            throw e;
        }
    }

    /** Fails the login before the report is complete: the requests need not wait, and the reason must not become a time-out. */
    private LoginException reported(LoginException e, BrowserSession session, Login.Observer observer) {
        if (isAborted()) {
            return e;
        }
        LoginException named = report.store(e);
        observer.failed(named);
        if (late) {
            Thread.interrupted(); // an interrupted thread could not take the picture
        }
        report.complete(driver, flow.documents(), session);
        return named;
    }

    /**
     * Returns how long the driver may wait for a page. A browser of the user may wait for all resources, so the login continues
     * after some seconds. HtmlUnit shows no page before it has loaded.
     */
    private long pageLoadTimeout() {
        long whole = settings.timeout();
        return HtmlUnitPages.isHtmlUnit(driver) ? whole : Math.min(whole, MILLIS_TO_LOAD);
    }

    private void timeOutOnOwnThread(Login.Observer observer) {
        try {
            executor.execute(() -> timeOut(observer));
        } catch (OutOfMemoryError e) { // the system has no more threads, and the login must end
            timeOut(observer);
        }
    }

    /** Fails the login immediately, because requests have waited long enough, and ends the browser afterwards. */
    private void timeOut(Login.Observer observer) {
        LoginFlow running = flow;
        observer.failed(report.store(new LoginException(
                Reason.NOT_READY_IN_TIME,
                "The login was not done within loginTimeout=" + settings.timeout() + " ms: "
                        + (running == null ? "the browser did not start" : running.pending()))));
        if (running != null && settings.reportFolder() != null) {
            late = true;
            interrupt();
            awaitEnd(SECONDS_FOR_REPORT);
        }
        abort();
    }

    @Override
    public void abort() {
        Browser running;
        synchronized (this) {
            aborted = true;
            running = browser;
        }
        if (running != null && ended.getCount() > 0) {
            running.abort(this::interrupt);
            awaitEnd(running.isOwned() ? SECONDS_TO_END : SECONDS_TO_END_EXTERNAL);
        }
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void awaitEnd(int seconds) {
        try {
            boolean unused = ended.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        synchronized (this) {
            thread = null;
            Thread.interrupted(); // clears an interrupt that was meant for the login
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
            // the JVM is stopping and runs the hook
        }
    }

    private static LoginException stopped() {
        return new LoginException(Reason.STOPPED, "The login was ended, as its route or context stops");
    }

    private static LoginException lost(WebDriverException e) {
        return new LoginException(
                Reason.PROCESSOR_FAILED,
                "The browser failed during the login: " + WebDriverErrors.firstLine(e)); // the rest may contain URLs
    }
}
