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

import java.util.function.Supplier;

import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.OptionalLibrary;

/** Chooses the browser that the options configure. */
final class Browsers {

    private final LoginSettings settings;

    Browsers(LoginSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a browser that is not started yet.
     *
     * @throws LoginException if there is none
     */
    Browser next() throws LoginException {
        checkProxy();
        Object given = settings.key().webDriver();
        if (given instanceof WebDriver driver) {
            return new ExternalDriver(driver);
        }
        if (given instanceof Supplier<?> supplier) {
            return new OwnedDriver(() -> supplied(supplier));
        }
        if (settings.browser().remoteUrl() != null) {
            return new OwnedDriver(() -> Grid.start(settings));
        }
        if (settings.browser().isChrome()) {
            requireChrome();
            return new ChromeBrowser(settings, ChromeFiles.find(settings));
        }
        return new OwnedDriver(() -> htmlUnit(settings));
    }

    /**
     * Checks that there is a browser, without starting it.
     *
     * @throws LoginException if there is none; the message says what to do
     */
    void check() throws LoginException {
        checkProxy();
        boolean here = settings.key().webDriver() == null && settings.browser().remoteUrl() == null;
        if (here && settings.browser().isChrome()) {
            requireChrome();
            ChromeFiles.find(settings);
        } else if (here) {
            requireHtmlUnit();
        }
    }

    private void checkProxy() throws LoginException {
        boolean takesPassword = settings.key().webDriver() != null
                || "htmlunit".equals(settings.browser().name());
        if (settings.proxy().username() != null && !takesPassword) {
            throw new LoginException(
                    Reason.NO_BROWSER,
                    "The browser " + settings.browser().name() + " takes no user name and password for a proxy"
                            + " (proxyAuthUsername): use a proxy without, browserName=htmlunit, a webDriver bean that can,"
                            + " or another credentialProcessor");
        }
    }

    private static WebDriver supplied(Supplier<?> supplier) throws LoginException {
        Object supplied = supplier.get();
        if (supplied instanceof WebDriver driver) {
            return driver;
        }
        throw new LoginException(
                Reason.NO_BROWSER,
                "The Supplier given as webDriver must return a WebDriver, but returned "
                        + (supplied == null
                                ? "null"
                                : "a " + supplied.getClass().getName()));
    }

    private static WebDriver htmlUnit(LoginSettings settings) throws LoginException {
        requireHtmlUnit();
        return new HtmlUnitBrowser(settings);
    }

    private static void requireHtmlUnit() throws LoginException {
        require(OptionalLibrary.HTML_UNIT_DRIVER, "browserName=htmlunit", "htmlunit3-driver");
        if (!OptionalLibrary.HTML_UNIT.isPresent()) {
            throw new LoginException(
                    Reason.NO_BROWSER,
                    "browserName=htmlunit needs a newer org.htmlunit:htmlunit on the classpath, with the"
                            + " org.seleniumhq.selenium:htmlunit3-driver that belongs to it. With Spring Boot, which manages"
                            + " both, set htmlunit.version, selenium-htmlunit.version and selenium.version in the POM");
        }
    }

    private static void requireChrome() throws LoginException {
        require(OptionalLibrary.CHROME_DRIVER, "browserName=chrome", "selenium-chrome-driver");
    }

    private static void require(OptionalLibrary driver, String option, String artifact) throws LoginException {
        if (!driver.isPresent()) {
            throw new LoginException(
                    Reason.NO_BROWSER, option + " needs org.seleniumhq.selenium:" + artifact + " on the classpath");
        }
    }

    /** A browser that the user starts and quits. */
    private record ExternalDriver(WebDriver driver) implements Browser {

        @Override
        public WebDriver start() {
            return driver;
        }

        @Override
        public boolean isOwned() {
            return false;
        }

        @Override
        public void abort(Runnable interrupt) {
            interrupt.run();
        }

        @Override
        public void close() {
            // the user quits the browser
        }
    }
}
