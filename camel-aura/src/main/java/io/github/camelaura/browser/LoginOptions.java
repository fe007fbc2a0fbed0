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

import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.login.LoginText;
import io.github.camelaura.login.TrustedOrigins;

/** What must be so of the options of a login before any login begins. */
final class LoginOptions {

    private LoginOptions() {}

    static String loginUrl(SiteConfiguration configuration) {
        return configuration.getLoginUrl() == null ? configuration.getBaseUrl() : configuration.getLoginUrl();
    }

    /** The page that the browser opens first, as messages may show it. */
    static String shownLoginUrl(SiteConfiguration configuration) {
        return PageAddress.shown(loginUrl(configuration));
    }

    /**
     * Where user name and password may be typed.
     *
     * @throws IllegalArgumentException if {@code loginHosts} has an entry that is not a host
     */
    static TrustedOrigins trustedOrigins(SiteConfiguration configuration) {
        return TrustedOrigins.of(
                configuration.getLoginHosts(),
                PageAddress.of(loginUrl(configuration)),
                PageAddress.of(configuration.getBaseUrl()));
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if they make no sense; it says which
     */
    static void validate(SiteConfiguration configuration) {
        boolean file = configuration.getLoginPasswordFile() != null;
        boolean password = configuration.getLoginPassword() != null;
        require(!(file && password), "Options loginPassword and loginPasswordFile exclude each other");
        require(
                configuration.getLoginUsername() == null || file || password,
                "Option loginUsername needs loginPassword or loginPasswordFile");
        require(
                configuration.getLoginUsername() != null || !(file || password),
                "Options loginPassword and loginPasswordFile need loginUsername");
        requireText("loginUsername", configuration.getLoginUsername());
        requireText("loginPassword", configuration.getLoginPassword());
        String url = loginUrl(configuration);
        requireNoUser("loginUrl", url);
        require(url.matches("(?is)https?://.*"), "Option loginUrl is not an http or https address");
        require(
                PageAddress.of(url).getHost() != null,
                "Option loginUrl or baseUrl has no host that can be compared with loginHosts");
        trustedOrigins(configuration);
        requireNoUser("browserRemoteUrl", configuration.getBrowserRemoteUrl());
        require(
                configuration.getProxyHost() == null || configuration.getProxyPort() != null,
                "Option proxyHost needs proxyPort");
        require(
                configuration.getProxyAuthUsername() == null || configuration.getProxyAuthPassword() != null,
                "Option proxyAuthUsername needs proxyAuthPassword");
        require(configuration.getLoginTimeout() > 0, "Option loginTimeout must be at least 1 ms");
        require(configuration.getLoginMinInterval() >= 0, "Option loginMinInterval must not be negative");
        require(configuration.getCredentialTtl() >= 0, "Option credentialTtl must not be negative");
        validateBrowser(configuration);
    }

    private static void requireText(String option, String value) {
        String text = value == null ? "-" : LoginText.withoutLineEnd(value);
        require(!text.isEmpty(), "Option " + option + " is empty");
        require(
                !LoginText.hasControl(text),
                "Option " + option + " must not hold control characters, except a line end after it");
    }

    private static void validateBrowser(SiteConfiguration configuration) {
        Object given = configuration.getWebDriver();
        require(
                given == null || given instanceof WebDriver || given instanceof Supplier,
                "Option webDriver must be the reference (#name) of a WebDriver or of a Supplier of them");
        boolean remote = configuration.getBrowserRemoteUrl() != null;
        String name = configuration.getBrowserName();
        require(
                remote || "chrome".equals(name) || "htmlunit".equals(name),
                "Option browserName=" + name
                        + " needs browserRemoteUrl, the address of a Selenium Grid: on this machine"
                        + " there are chrome and htmlunit");
    }

    private static void requireNoUser(String option, String url) {
        require(
                url == null || !url.matches("(?s)[^/]*//[^/?#]*@.*"),
                "Option " + option
                        + " must not hold a user name or password, as addresses appear in logs; a webDriver bean"
                        + " can have them");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
