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
package io.github.camelaura.component;

import java.net.URI;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.github.camelaura.LoginStep;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ProxySettings;
import io.github.camelaura.login.BrowserSettings;
import io.github.camelaura.login.LoginSelectors;
import io.github.camelaura.login.LoginSettings;

/** Where the server is, and how a browser logs in there. */
@UriParams
public class LoginConfiguration {

    @UriParam(
            label = "producer",
            description =
                    "The address of the server, such as `https://chat.example.com`; requests go to `{baseUrl}/api/chat`. Required for producers.")
    private String baseUrl;

    @UriParam(
            label = "producer,proxy",
            description =
                    "The host of the forward proxy, for requests and the browser alike. Loopback (`localhost`, `127.0.0.1` and the like) is always reached without it.")
    private String proxyHost;

    @UriParam(label = "producer,proxy", description = "The port of the forward proxy.")
    private Integer proxyPort;

    @UriParam(
            label = "producer,proxy",
            secret = true,
            description = "The user name for the forward proxy. Chromium takes none.")
    private String proxyAuthUsername;

    @UriParam(
            label = "producer,proxy",
            secret = true,
            description = "The password for the forward proxy. Chromium takes none.")
    private String proxyAuthPassword;

    @UriParam(
            label = "producer,proxy",
            description =
                    "The hosts that are reached without the proxy, separated by commas; `*` stands for any characters.")
    private String nonProxyHosts;

    @UriParam(
            label = "producer,credentials",
            description = "The page that the browser opens to log in. By default `baseUrl`.")
    private String loginUrl;

    @UriParam(
            label = "producer,security",
            secret = true,
            description =
                    "The user name to log in with. Without it, the browser only opens the page and waits until it is logged in.")
    private String loginUsername;

    @UriParam(label = "producer,security", secret = true, description = "The password to log in with.")
    private String loginPassword;

    @UriParam(
            label = "producer,security",
            description =
                    "A file that holds the password, in UTF-8; line ends after it are no part of it. Read at each login, so that a mounted secret may change.")
    private String loginPasswordFile;

    @UriParam(
            label = "producer,security",
            description =
                    "The hosts whose pages may receive user name and password, as `host` or `host:port`, separated by commas. Without a port: 443, for the hosts of `loginUrl` and `baseUrl` their ports as well, and on loopback any port. By default the host of `loginUrl`.")
    private String loginHosts;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The CSS selector of the field for the user name. By default the field that belongs to the one for the password.")
    private String loginUsernameSelector;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The CSS selector of the field for the password. By default the component finds it by the structure of the page.")
    private String loginPasswordSelector;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The CSS selector of the button that sends the login. By default the submit button of the form, or the Enter key if the form has no button.")
    private String loginSubmitSelector;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The CSS selectors, separated by commas, of elements to click when they are visible, each selector once per page: a cookie banner, the choice of a provider, \"stay signed in\".")
    private String loginClickSelectors;

    @UriParam(
            label = "producer,credentials",
            description =
                    "A bean that is asked on every page first, and does what the options cannot: one-time codes, consent, the choice of a tenant.")
    private LoginStep loginStep;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The name of a cookie that must exist before the login is complete; a cookie in parts (`name.0`, `name_0`) counts too. Its expiry decides when the credential is renewed.")
    private String loginReadyCookie;

    @UriParam(
            label = "producer,credentials",
            description = "The CSS selector of something that must show before the login counts as done.")
    private String loginReadySelector;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The key under which the page keeps a bearer token in local or session storage. It is then sent as `Authorization`.")
    private String loginTokenStorageKey;

    @UriParam(
            label = "producer,credentials",
            defaultValue = "120000",
            javaType = "java.time.Duration",
            description = "How long a login may take.")
    private long loginTimeout = 120_000;

    @UriParam(
            label = "producer,credentials",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "Time after a login during which a 403 without an HTML page is treated as a failed request instead of an expired credential. Also the time, doubling each time, during which a refusal that another login did not mend starts no further login, and the least time between two renewals ahead of expiry.")
    private long loginMinInterval = 300_000;

    @UriParam(
            label = "producer,credentials",
            defaultValue = "false",
            description = "Whether to log in when the route starts, and not only when the server refuses.")
    private boolean loginOnStart;

    @UriParam(
            label = "producer,credentials",
            description =
                    "The folder for a picture of the page where a login failed; its fields are emptied first. By default none is taken.")
    private String loginScreenshotFolder;

    @UriParam(
            label = "producer,credentials",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "How old a credential may get; it is renewed ahead of that. 0 for no limit but the expiry of its cookies.")
    private long credentialTtl;

    @UriParam(
            label = "producer,browser",
            defaultValue = "chrome",
            description =
                    "The browser: `chrome` (Chrome or any Chromium) or `htmlunit` (nothing to install; needs `htmlunit3-driver` on the classpath), or any name that a Selenium Grid knows.")
    private String browserName = "chrome";

    @UriParam(
            label = "producer,browser",
            description = "The address of a Selenium Grid that has the browser. By default it runs on this machine.")
    private String browserRemoteUrl;

    @UriParam(
            label = "producer,browser",
            description = "The path of the browser. By default it is looked for in the usual places.")
    private String browserBinary;

    @UriParam(
            label = "producer,browser",
            description = "The path of ChromeDriver. By default it is looked for in the usual places.")
    private String browserDriver;

    @UriParam(
            label = "producer,browser",
            defaultValue = "false",
            description = "Whether Selenium Manager may download a browser and a driver if there are none.")
    private boolean browserDownload;

    @UriParam(
            label = "producer,browser",
            description =
                    "Arguments for the browser, separated by spaces, such as `--no-sandbox`, which a Chromium that root runs needs.")
    private String browserArguments;

    @UriParam(
            label = "producer,browser",
            defaultValue = "true",
            description =
                    "Whether the browser shows no window. With `false` a person can log in by hand, within `loginTimeout`.")
    private boolean browserHeadless = true;

    @UriParam(
            label = "producer,browser",
            description =
                    "A bean that is a `WebDriver`, used and never quit, or a `Supplier` of one for each login, which is quit then.")
    private Object webDriver;

    ProxySettings proxySettings() {
        return new ProxySettings(proxyHost, proxyPort, proxyAuthUsername, proxyAuthPassword, nonProxyHosts);
    }

    /**
     * The options of the login, which do not change from then on.
     *
     * @param request the address of the requests that need the credential
     * @throws IllegalArgumentException if the options make no sense; the message names the option
     */
    LoginSettings loginSettings(URI request) {
        return new LoginSettings(
                new LoginSettings.Key(
                        Origin.of(request),
                        loginUrl,
                        loginUsername,
                        loginPassword,
                        loginPasswordFile,
                        loginTokenStorageKey,
                        loginReadyCookie,
                        loginReadySelector,
                        loginStep,
                        webDriver),
                request,
                baseUrl,
                loginHosts,
                new LoginSelectors(
                        loginUsernameSelector, loginPasswordSelector, loginSubmitSelector, loginClickSelectors),
                loginTimeout,
                loginMinInterval,
                credentialTtl,
                loginScreenshotFolder,
                proxySettings(),
                new BrowserSettings(
                        browserName,
                        browserRemoteUrl,
                        browserBinary,
                        browserDriver,
                        browserDownload,
                        browserArguments,
                        browserHeadless));
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public String getLoginUrl() {
        return loginUrl;
    }

    public void setLoginUrl(String loginUrl) {
        this.loginUrl = loginUrl;
    }

    public String getLoginUsername() {
        return loginUsername;
    }

    public void setLoginUsername(String loginUsername) {
        this.loginUsername = loginUsername;
    }

    public String getLoginPassword() {
        return loginPassword;
    }

    public void setLoginPassword(String loginPassword) {
        this.loginPassword = loginPassword;
    }

    public String getLoginPasswordFile() {
        return loginPasswordFile;
    }

    public void setLoginPasswordFile(String loginPasswordFile) {
        this.loginPasswordFile = loginPasswordFile;
    }

    public String getLoginHosts() {
        return loginHosts;
    }

    public void setLoginHosts(String loginHosts) {
        this.loginHosts = loginHosts;
    }

    public String getLoginUsernameSelector() {
        return loginUsernameSelector;
    }

    public void setLoginUsernameSelector(String loginUsernameSelector) {
        this.loginUsernameSelector = loginUsernameSelector;
    }

    public String getLoginPasswordSelector() {
        return loginPasswordSelector;
    }

    public void setLoginPasswordSelector(String loginPasswordSelector) {
        this.loginPasswordSelector = loginPasswordSelector;
    }

    public String getLoginSubmitSelector() {
        return loginSubmitSelector;
    }

    public void setLoginSubmitSelector(String loginSubmitSelector) {
        this.loginSubmitSelector = loginSubmitSelector;
    }

    public String getLoginClickSelectors() {
        return loginClickSelectors;
    }

    public void setLoginClickSelectors(String loginClickSelectors) {
        this.loginClickSelectors = loginClickSelectors;
    }

    public LoginStep getLoginStep() {
        return loginStep;
    }

    public void setLoginStep(LoginStep loginStep) {
        this.loginStep = loginStep;
    }

    public String getLoginReadyCookie() {
        return loginReadyCookie;
    }

    public void setLoginReadyCookie(String loginReadyCookie) {
        this.loginReadyCookie = loginReadyCookie;
    }

    public String getLoginReadySelector() {
        return loginReadySelector;
    }

    public void setLoginReadySelector(String loginReadySelector) {
        this.loginReadySelector = loginReadySelector;
    }

    public String getLoginTokenStorageKey() {
        return loginTokenStorageKey;
    }

    public void setLoginTokenStorageKey(String loginTokenStorageKey) {
        this.loginTokenStorageKey = loginTokenStorageKey;
    }

    public long getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(long loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public long getLoginMinInterval() {
        return loginMinInterval;
    }

    public void setLoginMinInterval(long loginMinInterval) {
        this.loginMinInterval = loginMinInterval;
    }

    public boolean isLoginOnStart() {
        return loginOnStart;
    }

    public void setLoginOnStart(boolean loginOnStart) {
        this.loginOnStart = loginOnStart;
    }

    public String getLoginScreenshotFolder() {
        return loginScreenshotFolder;
    }

    public void setLoginScreenshotFolder(String loginScreenshotFolder) {
        this.loginScreenshotFolder = loginScreenshotFolder;
    }

    public long getCredentialTtl() {
        return credentialTtl;
    }

    public void setCredentialTtl(long credentialTtl) {
        this.credentialTtl = credentialTtl;
    }

    public String getBrowserName() {
        return browserName;
    }

    public void setBrowserName(String browserName) {
        this.browserName = browserName;
    }

    public String getBrowserRemoteUrl() {
        return browserRemoteUrl;
    }

    public void setBrowserRemoteUrl(String browserRemoteUrl) {
        this.browserRemoteUrl = browserRemoteUrl;
    }

    public String getBrowserBinary() {
        return browserBinary;
    }

    public void setBrowserBinary(String browserBinary) {
        this.browserBinary = browserBinary;
    }

    public String getBrowserDriver() {
        return browserDriver;
    }

    public void setBrowserDriver(String browserDriver) {
        this.browserDriver = browserDriver;
    }

    public boolean isBrowserDownload() {
        return browserDownload;
    }

    public void setBrowserDownload(boolean browserDownload) {
        this.browserDownload = browserDownload;
    }

    public String getBrowserArguments() {
        return browserArguments;
    }

    public void setBrowserArguments(String browserArguments) {
        this.browserArguments = browserArguments;
    }

    public boolean isBrowserHeadless() {
        return browserHeadless;
    }

    public void setBrowserHeadless(boolean browserHeadless) {
        this.browserHeadless = browserHeadless;
    }

    public Object getWebDriver() {
        return webDriver;
    }

    public void setWebDriver(Object webDriver) {
        this.webDriver = webDriver;
    }
}
