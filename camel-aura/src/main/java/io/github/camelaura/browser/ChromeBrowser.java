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

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumDriverLogLevel;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.service.DriverCommandExecutor;
import org.openqa.selenium.remote.service.DriverFinder;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;

/** Chrome or Chromium on this machine, with a profile of its own that is deleted when it quits. */
final class ChromeBrowser implements Browser {

    private static final int SECONDS_TO_CLOSE = 3;

    private final LoginSettings settings;
    private final ChromeFiles files;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Path folder;
    private WebDriver driver;

    ChromeBrowser(LoginSettings settings, ChromeFiles files) {
        this.settings = settings;
        this.files = files;
    }

    @Override
    public WebDriver start() throws LoginException {
        folder = BrowserFolder.create();
        try {
            driver = driver(service(), options());
        } catch (SessionNotCreatedException e) {
            throw new LoginException(
                    Reason.BROWSER_DOES_NOT_START,
                    "Chrome or Chromium does not start: " + WebDriverErrors.firstLine(e) + ". Its sandbox can't work if"
                            + " root runs it, nor in most containers: run it as another user, allow user namespaces, or,"
                            + " if you accept to go without, set browserArguments=--no-sandbox; browserName=htmlunit"
                            + " needs none");
        } catch (WebDriverException e) {
            throw new LoginException(
                    Reason.BROWSER_DOES_NOT_START,
                    "ChromeDriver does not start: " + WebDriverErrors.firstLine(e) + ". Check browserDriver");
        }
        return driver;
    }

    private static WebDriver driver(ChromeDriverService service, ChromeOptions options) {
        DriverFinder finder = new DriverFinder(service, options); // asks Selenium Manager only for what has no path
        service.setExecutable(finder.getDriverPath());
        if (finder.hasBrowserPath()) {
            options.setBinary(finder.getBrowserPath());
        }
        return new CdpDriver(
                new DriverCommandExecutor(service, CdpDriver.COMMANDS, ClientConfig.defaultConfig()), options);
    }

    private ChromeDriverService service() {
        ChromeDriverService.Builder builder = new ChromeDriverService.Builder()
                .withLogLevel(ChromiumDriverLogLevel.OFF)
                // nothing is logged, but the path on the command line lets BrowserProcesses find the driver
                .withLogFile(folder.resolve("driver.log").toFile())
                .withEnvironment(BrowserEnvironment.of(folder, System.getenv()));
        if (files.driver() != null) {
            builder.usingDriverExecutable(files.driver().toFile());
        }
        return builder.build();
    }

    private ChromeOptions options() {
        ChromeOptions options = options(settings);
        // not --remote-debugging-pipe: with it, ChromeDriver does not report a Chrome that cannot start
        options.addArguments("--user-data-dir=" + profile(folder));
        if (files.binary() != null) {
            options.setBinary(files.binary().toFile());
        }
        return options;
    }

    /** Returns the options that are the same on this machine and on a Grid. */
    static ChromeOptions options(LoginSettings settings) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Chromium would send signatures of forms, and keep a process ready for a further page
                "--disable-features=AutofillServerCommunication,NetworkTimeServiceQuerying,OptimizationHints,"
                        + "OptimizationGuideModelDownloading,PreconnectToSearch,SpareRendererForSitePerProcess",
                "--disable-dev-shm-usage"); // most containers have only 64 MB of shared memory
        options.setExperimentalOption(
                "prefs",
                Map.of(
                        "credentials_enable_service", false,
                        "profile.password_manager_enabled", false,
                        "profile.password_manager_leak_detection", false));
        // a form can be used before all images, scripts and frames of its page have loaded; some may never load
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        // with any other setting, a dialogue may interrupt the filling of a field unnoticed
        options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.IGNORE);
        if (settings.reportFolder() != null) {
            options.setCapability("goog:loggingPrefs", Map.of("browser", "SEVERE")); // read by ConsoleLog
        }
        if (settings.browser().headless()) {
            options.addArguments("--headless=new");
        }
        options.addArguments(settings.browser().argumentList());
        Proxy proxy = BrowserProxy.of(settings.proxy());
        if (proxy != null) {
            options.setProxy(proxy);
        }
        return options;
    }

    private static Path profile(Path folder) {
        return folder.resolve("profile");
    }

    @Override
    public void abort(Runnable interrupt) {
        interrupt.run();
        Path started = folder;
        if (started != null) {
            // only the browser at first: its driver then ends the running command, reaps the browser and can be quit
            BrowserProcesses.kill(profile(started));
            if (!isClosedSoon()) {
                BrowserProcesses.kill(started);
            }
        }
    }

    private boolean isClosedSoon() {
        try {
            return closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (driver != null) {
            TimeLimit.run(
                    "quit", driver::quit); // does not delete the profile, nor end a browser that has lost its driver
        }
        if (folder != null) {
            BrowserProcesses.kill(folder);
            BrowserFolder.delete(folder);
        }
        closed.countDown();
    }
}
