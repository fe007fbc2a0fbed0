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

import org.htmlunit.BrowserVersion;
import org.htmlunit.DefaultCredentialsProvider;
import org.htmlunit.WebClient;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.SiteConfiguration;

/** The browser that is a library; apart, so that nobody needs it who does not use it. */
final class HtmlUnit {

    private static final Logger LOG = LoggerFactory.getLogger(HtmlUnit.class);

    private HtmlUnit() {}

    static WebDriver start(SiteConfiguration configuration) {
        HtmlUnitDriver driver = new HtmlUnitDriver(BrowserVersion.CHROME, true) {
            @Override
            protected WebClient modifyWebClient(WebClient client) {
                client.getOptions().setFetchPolyfillEnabled(true);
                authenticateProxy(client, configuration);
                return client;
            }

            @Override
            public void quit() {
                closeConnections(
                        getWebClient()); // or it waits for a page that does not answer, and can't be interrupted
                super.quit();
            }
        };
        Proxy proxy = ChromeSettings.proxy(configuration);
        if (proxy != null) {
            driver.setProxySettings(proxy);
        }
        return driver;
    }

    private static void closeConnections(WebClient client) {
        try {
            client.getWebConnection().close();
        } catch (Exception e) {
            LOG.debug("Connections of HtmlUnit can't be closed", e);
        }
    }

    private static void authenticateProxy(WebClient client, SiteConfiguration configuration) {
        if (configuration.getProxyAuthUsername() != null) {
            DefaultCredentialsProvider credentials = new DefaultCredentialsProvider();
            credentials.addCredentials(
                    configuration.getProxyAuthUsername(),
                    configuration.getProxyAuthPassword().toCharArray(),
                    configuration.getProxyHost(),
                    configuration.getProxyPort(),
                    null);
            client.setCredentialsProvider(credentials);
        }
    }
}
