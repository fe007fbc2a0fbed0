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

import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;

/** Browsers of a Selenium Grid. */
final class Grid {

    /** What is left of the time for the login, at most, when there is still no browser: to say so, and why. */
    private static final long MILLIS_LEFT = 5000;

    private Grid() {}

    static WebDriver start(LoginSettings settings) throws LoginException {
        long most = settings.timeout();
        long patience = most - Math.min(most / 10, MILLIS_LEFT);
        GridClient client = new GridClient(
                URI.create(settings.browser().remoteUrl()), Duration.ofMillis(patience), Duration.ofMillis(most));
        try {
            return settings.browser().isChrome()
                    ? new GridChrome(client, ChromeSettings.of(settings))
                    : new RemoteWebDriver(
                            new HttpCommandExecutor(client, Map.of(), client.baseUrl()), capabilities(settings));
        } catch (WebDriverException e) {
            client.close();
            throw new LoginException(
                    Reason.BROWSER_DOES_NOT_START,
                    "The Selenium Grid at browserRemoteUrl="
                            + settings.browser().remoteUrl() + " "
                            + why(e, settings.browser().name(), patience));
        }
    }

    private static String why(WebDriverException e, String browser, long patience) {
        if (isCausedBy(e, ConnectException.class)) {
            return "can't be reached. Check the address, and that it is up";
        }
        if (isCausedBy(e, TimeoutException.class)) {
            return "gave no browser " + browser + " within " + patience + " ms. Check that it has such a browser, and a"
                    + " free slot";
        }
        return "gives no browser " + browser + ": " + WebDriverErrors.firstLine(e);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    private static Capabilities capabilities(LoginSettings settings) {
        MutableCapabilities capabilities = new MutableCapabilities();
        capabilities.setCapability("browserName", settings.browser().name());
        capabilities.setCapability("pageLoadStrategy", PageLoadStrategy.NONE.toString());
        Proxy proxy = BrowserProxy.of(settings.proxy());
        if (proxy != null) {
            capabilities.setCapability("proxy", proxy);
        }
        return capabilities;
    }
}
