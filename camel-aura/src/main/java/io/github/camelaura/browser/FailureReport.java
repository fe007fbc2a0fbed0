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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.HasCapabilities;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.login.Account;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.page.PageAddress;

/**
 * Stores the report of one login if it fails and {@code loginReportFolder} is set. The steps are stored before the failure is
 * reported, so the exception can name the folder; console and picture, which need the browser, are added to them.
 *
 * <p>Threads: the thread that drives the browser and the one that ends a late login may call {@link #store}; the first call
 * counts. Only the thread that drives the browser calls {@link #complete}. Files are written on a thread of their own (see
 * {@link TimeLimit}), because a file system may hang.
 */
final class FailureReport {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    private static final String PAGE = "report.html";
    private static final String PICTURE = "picture.png";

    private final LoginSettings settings;
    private final Account account;
    private final Clock clock;
    private final Instant begun;
    private final LoginTrace trace;
    private final AtomicBoolean stored = new AtomicBoolean();
    private volatile LoginException failure;
    private volatile Instant ended;
    private volatile ReportFolder folder; // null if the report is not stored

    /**
     * Begins a report.
     *
     * @param account null for a login without user name and password
     */
    FailureReport(LoginSettings settings, Account account, Clock clock) {
        this.settings = settings;
        this.account = account;
        this.clock = clock;
        this.begun = clock.instant();
        this.trace = new LoginTrace(clock, settings.reportFolder() != null);
    }

    /** Returns the collection of the steps. */
    LoginTrace trace() {
        return trace;
    }

    /** Stores the steps. Returns the failure with the path of the report, or as it is if there is none. */
    LoginException store(LoginException e) {
        if (settings.reportFolder() != null && stored.compareAndSet(false, true)) {
            failure = e;
            ended = clock.instant();
            TimeLimit.run("report", this::create);
        }
        ReportFolder created = folder;
        if (created == null || e.getMessage().contains(created.path().toString())) {
            return e;
        }
        String message = e.getMessage();
        return new LoginException(
                e.reason(),
                message + (message.endsWith(".") ? "" : ".") + " The report is in " + created.path(),
                e.getCause());
    }

    private void create() {
        try {
            ReportFolder created = ReportFolder.create(settings.reportFolder(), ended);
            created.storeFirst(PAGE, page(settings.browser().name(), null, null, mask(trace.held())));
            folder = created;
        } catch (IOException | InvalidPathException e) {
            warn(e);
        }
    }

    /** Adds the console and the picture, if the browser still responds. */
    void complete(WebDriver driver, Documents documents, BrowserSession session) {
        ReportFolder created = folder;
        if (created == null) {
            return;
        }
        try {
            Set<String> held = documents.held(session);
            held.addAll(trace.held());
            ReportMask mask = mask(held);
            documents.toLastWindow();
            List<ConsoleLog.Entry> console = ConsoleLog.errors(driver);
            String browser = name(driver);
            byte[] picture = Picture.take(driver, mask);
            TimeLimit.run("report", () -> {
                try {
                    if (picture != null) {
                        created.store(PICTURE, picture);
                    }
                    created.store(PAGE, page(browser, console, picture == null ? null : PICTURE, mask));
                } catch (IOException e) {
                    warn(e);
                }
            });
        } catch (WebDriverException e) {
            LOG.debug("The report has no picture: {}", WebDriverErrors.firstLine(e));
        } catch (RuntimeException e) { // of the driver; its message may contain a secret
            LOG.debug("The report has no picture: {}", e.getClass().getSimpleName());
        }
    }

    private ReportMask mask(Collection<String> held) {
        return new ReportMask(
                account, settings.key().steps().secretsWith(settings.key().fields()), held);
    }

    private byte[] page(String browser, List<ConsoleLog.Entry> console, String picture, ReportMask mask) {
        ReportPage.Content content = new ReportPage.Content(
                failure,
                begun,
                ended,
                PageAddress.shown(settings.request().toString()),
                PageAddress.shown(settings.loginUrl()),
                browser,
                trace.steps(),
                console,
                picture);
        return ReportPage.of(content, mask).getBytes(StandardCharsets.UTF_8);
    }

    private static String name(WebDriver driver) {
        if (driver instanceof HasCapabilities browser) {
            Capabilities capabilities = browser.getCapabilities();
            return capabilities.getBrowserName() + " " + capabilities.getBrowserVersion();
        }
        return driver.getClass().getSimpleName();
    }

    private void warn(Exception e) {
        LOG.warn(
                "The report of the failed login cannot be stored in loginReportFolder={}: {}",
                settings.reportFolder(),
                e.toString());
    }
}
