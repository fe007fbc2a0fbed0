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
package io.github.camelaura.credential.browser;

import java.net.URI;
import java.time.Duration;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.Augmenter;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.LoginException;

/** Browsers of a Selenium Grid. */
final class Grid {

    private Grid() {}

    static WebDriver start(SiteConfiguration configuration) throws LoginException {
        String url = configuration.getBrowserRemoteUrl();
        ClientConfig client = ClientConfig.defaultConfig()
                .baseUri(URI.create(url))
                .connectionTimeout(Duration.ofMillis(configuration.getLoginTimeout()))
                .readTimeout(Duration.ofMillis(configuration.getLoginTimeout()));
        try {
            // false: no tracing
            return new Augmenter()
                    .augment(new RemoteWebDriver(client.baseUrl(), capabilities(configuration), client, false));
        } catch (WebDriverException e) {
            throw new LoginException(
                    Reason.BROWSER_DOES_NOT_START,
                    "The Selenium Grid at browserRemoteUrl=" + url + " gives no browser "
                            + configuration.getBrowserName()
                            + ": " + WebDriverErrors.firstLine(e) + ". Check that it is up, has such a browser, and a"
                            + " free slot");
        }
    }

    private static Capabilities capabilities(SiteConfiguration configuration) {
        if (Browsers.isChrome(configuration)) {
            return ChromeSettings.of(configuration);
        }
        MutableCapabilities capabilities = new MutableCapabilities();
        capabilities.setCapability("browserName", configuration.getBrowserName());
        Proxy proxy = ChromeSettings.proxy(configuration);
        if (proxy != null) {
            capabilities.setCapability("proxy", proxy);
        }
        return capabilities;
    }
}
