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
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.github.camelaura.LoginStep;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ProxySettings;
import io.github.camelaura.login.BrowserSettings;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.SharedStore;
import io.github.camelaura.login.TotpSeed;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.LoginSelectors;
import io.github.camelaura.page.LoginSteps;

/** The options for the server, the proxy and the login with a browser. */
@UriParams
public class LoginConfiguration {

    @UriParam(
            label = "producer,server",
            description =
                    "The address of the server, such as `https://chat.example.com`. The component sends requests to `{baseUrl}/api/chat`, or to `chatPath` below it. Required for producers.")
    private String baseUrl;

    @UriParam(
            label = "producer,proxy",
            description =
                    "The host of the forward proxy, used for requests and by the browser. Connections to loopback (`localhost`, `127.0.0.1` and the like) never use it.")
    private String proxyHost;

    @UriParam(label = "producer,proxy", description = "The port of the forward proxy.")
    private Integer proxyPort;

    @UriParam(
            label = "producer,proxy",
            secret = true,
            description = "The user name for the forward proxy. Not supported with Chromium.")
    private String proxyAuthUsername;

    @UriParam(
            label = "producer,proxy",
            secret = true,
            description = "The password for the forward proxy. Not supported with Chromium.")
    private String proxyAuthPassword;

    @UriParam(
            label = "producer,proxy",
            description =
                    "Hosts to connect to without the proxy, separated by commas. An asterisk matches any characters.")
    private String nonProxyHosts;

    @UriParam(
            label = "producer,login",
            description = "The page that the browser opens to log in. By default `baseUrl`.")
    private String loginUrl;

    @UriParam(
            label = "producer,login",
            secret = true,
            description =
                    "The user name for the login. Without it the browser opens the page, types nothing, and waits until it is logged in.")
    private String loginUsername;

    @UriParam(label = "producer,login", secret = true, description = "The password for the login.")
    private String loginPassword;

    @UriParam(
            label = "producer,login",
            description =
                    "A UTF-8 file that contains the password. Line ends after the password are ignored. The component reads the file at each login, so a mounted secret may change.")
    private String loginPasswordFile;

    @UriParam(
            label = "producer,login",
            secret = true,
            description =
                    "The seed of the account's one-time codes (TOTP), as the provider shows it beside the QR code: Base32, or an `otpauth://totp` URI. Needs `com.github.bastiaanjansen:otp-java` on the classpath.")
    private String loginTotpSecret;

    @UriParam(
            label = "producer,login",
            description =
                    "A UTF-8 file that contains the seed of the account's one-time codes, as in `loginTotpSecret`. The component reads the file at each login.")
    private String loginTotpSecretFile;

    @UriParam(
            label = "producer,login",
            description =
                    "Hosts whose pages may receive the user name, the password and one-time codes, as host or host:port, separated by commas. By default the host of `loginUrl`.")
    private String loginHosts;

    @UriParam(
            label = "producer,login",
            description =
                    "The CSS selector of the user name field. By default the field that belongs to the password field.")
    private String loginUsernameSelector;

    @UriParam(
            label = "producer,login",
            description =
                    "The CSS selector of the password field. By default the component finds it from the structure of the page.")
    private String loginPasswordSelector;

    @UriParam(
            label = "producer,login",
            description =
                    "The CSS selector of the button that submits the login form. By default the submit button of the form, or the Enter key if the form has no button.")
    private String loginSubmitSelector;

    @UriParam(
            label = "producer,login",
            description =
                    "The CSS selector of the field for a one-time code, or of the boxes for its digits. By default the component finds it by `autocomplete=one-time-code` and usual names.")
    private String loginTotpSelector;

    @UriParam(
            label = "producer,login",
            secret = true,
            prefix = "loginField.",
            multiValue = true,
            description =
                    "Values for other fields of the login, by the name or id of the field, such as a company or tenant, a drop-down list or a check box (`true` or `false`), as in `loginField.company=acme`.")
    private Map<String, Object> loginField;

    @UriParam(
            label = "producer,login",
            description =
                    "CSS selectors, separated by commas, of elements to click when they are visible, such as a cookie banner, the choice of a provider or the question whether to stay signed in. Each selector is clicked once per page.")
    private String loginClickSelectors;

    @UriParam(
            label = "producer,login",
            description =
                    "A bean that is called first on each page, for steps that the options do not cover: codes by e-mail, consent, the choice of a tenant.")
    private LoginStep loginStep;

    @UriParam(
            label = "producer,login",
            description =
                    "A resource with steps in YAML for login pages that the component does not recognise, such as `classpath:login-steps.yaml` or `file:/etc/aura/login-steps.yaml`. Needs `org.snakeyaml:snakeyaml-engine`, which `camel-yaml-dsl` brings.")
    private String loginSteps;

    @UriParam(
            label = "producer,login",
            description =
                    "The name of a cookie that must exist before the login is complete. A cookie in parts (`name.0`, `name_0`) counts too. The expiry of this cookie decides when the component renews the credential.")
    private String loginReadyCookie;

    @UriParam(
            label = "producer,login",
            description = "The CSS selector of an element that must be visible before the login is complete.")
    private String loginReadySelector;

    @UriParam(
            label = "producer,login",
            description =
                    "The key of a bearer token in the page's local or session storage. An asterisk matches any characters. The component sends the token as `Authorization: Bearer`, and renews it before it expires if its expiry is known.")
    private String loginTokenStorageKey;

    @UriParam(
            label = "producer,login",
            description =
                    "The place of the bearer token in a JSON value of the browser's storage, as a JSON pointer such as `/body/access_token`. By default the value itself is the token.")
    private String loginTokenPath;

    @UriParam(
            label = "producer,login",
            defaultValue = "120000",
            javaType = "java.time.Duration",
            description = "Maximum time for a login.")
    private long loginTimeout = 120_000;

    @UriParam(
            label = "producer,login",
            defaultValue = "300000",
            javaType = "java.time.Duration",
            description =
                    "Time after a login during which a 403 without an HTML page is a failed request instead of an expired credential, and the credential is not renewed ahead of its expiry.")
    private long loginMinInterval = 300_000;

    @UriParam(
            label = "producer,login",
            defaultValue = "false",
            description =
                    "Whether to log in when the route starts. By default the component logs in when the server rejects a request.")
    private boolean loginOnStart;

    @UriParam(
            label = "producer,login",
            description =
                    "The folder for reports of failed logins: the steps of the login, and a picture of the last page. The component keeps the 20 latest reports. By default it writes none.")
    private String loginReportFolder;

    @UriParam(
            label = "producer,login",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "Maximum age of a credential. The component renews it before that. With 0 only the expiry of the cookies limits the age.")
    private long credentialTtl;

    @UriParam(
            label = "producer,login",
            description =
                    "The map in which nodes share the session of an account, so that one node logs in for all: any `java.util.concurrent.ConcurrentMap` with atomic operations, such as a Hazelcast `IMap`. The component encrypts the values. By default each node logs in for itself.")
    private ConcurrentMap<String, String> credentialStore;

    @UriParam(
            label = "producer,login",
            description =
                    "A file with the key of `credentialStore`: 256 random bits in Base64, as `openssl rand -base64 32` prints them. Nodes with different keys share nothing.")
    private String credentialStoreKeyFile;

    @UriParam(
            label = "producer,login",
            secret = true,
            description =
                    "The key of `credentialStore` instead of `credentialStoreKeyFile`: 256 random bits in Base64, for example from a vault, or a bean that is a `javax.crypto.SecretKey` of 256 bits.")
    private Object credentialStoreKey;

    @UriParam(
            label = "producer,login",
            description =
                    "The names of cookies that each node keeps for itself with `credentialStore`, separated by commas, such as those of a load balancer. An asterisk matches any characters.")
    private String credentialStoreExcludedCookies;

    @UriParam(
            label = "producer,login",
            description =
                    "An address with the origin of `baseUrl` that requires a login and returns no HTML page, such as `https://chat.example.com/api/me`. The login is complete when a GET of it with the new credential returns 2xx.")
    private String loginVerifyUrl;

    @UriParam(
            label = "producer,login",
            description =
                    "The address that ends a session: on the origin of `baseUrl`, on this machine, or with https. The component sends a GET with a credential that is not used any more. The address must end only the session of that credential.")
    private String logoutUrl;

    @UriParam(
            label = "producer,browser",
            defaultValue = "chrome",
            description =
                    "The browser for the login: `chrome` (Chrome or Chromium), `htmlunit` (a library without a browser installation, needs `htmlunit3-driver` on the classpath), or a browser name that the Selenium Grid offers.")
    private String browserName = "chrome";

    @UriParam(
            label = "producer,browser",
            description =
                    "The address of a Selenium Grid that provides the browser. By default the browser runs on this machine.")
    private String browserRemoteUrl;

    @UriParam(
            label = "producer,browser",
            description = "The path of the browser. By default the component searches `PATH` and the usual folders.")
    private String browserBinary;

    @UriParam(
            label = "producer,browser",
            description = "The path of ChromeDriver. By default the component searches `PATH` and the usual folders.")
    private String browserDriver;

    @UriParam(
            label = "producer,browser",
            defaultValue = "false",
            description = "Whether Selenium Manager may download a browser and a driver if none are installed.")
    private boolean browserDownload;

    @UriParam(
            label = "producer,browser",
            description =
                    "Command-line arguments for the browser, separated by spaces, such as `--no-sandbox`, which Chromium needs to run as root. Put a value with spaces in quotes.")
    private String browserArguments;

    @UriParam(
            label = "producer,browser",
            defaultValue = "true",
            description =
                    "Whether the browser runs without a window. With `false` a person can log in by hand within `loginTimeout`.")
    private boolean browserHeadless = true;

    @UriParam(
            label = "producer,browser",
            description =
                    "A bean that provides the browser: a `WebDriver`, which the component never quits, or a `Supplier` of a `WebDriver` for each login, which the component quits after the login.")
    private Object webDriver;

    ProxySettings proxySettings() {
        return new ProxySettings(proxyHost, proxyPort, proxyAuthUsername, proxyAuthPassword, nonProxyHosts);
    }

    /**
     * Makes the settings of the login. Later changes of the options have no effect.
     *
     * @param request the address of the requests that need the credential
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    LoginSettings loginSettings(URI request, LoginSteps steps) {
        return new LoginSettings(
                new LoginSettings.Key(
                        Origin.of(request),
                        loginUrl,
                        loginUsername,
                        loginPassword,
                        loginPasswordFile,
                        loginTotpSecret == null ? null : TotpSeed.parse("Option loginTotpSecret", loginTotpSecret),
                        loginTotpSecretFile,
                        LoginFields.of(loginField),
                        steps,
                        loginTokenStorageKey,
                        loginTokenPath,
                        loginReadyCookie,
                        loginReadySelector,
                        loginStep,
                        webDriver,
                        loginVerifyUrl,
                        SharedStore.of(
                                credentialStore,
                                credentialStoreKey,
                                credentialStoreKeyFile,
                                credentialStoreExcludedCookies)),
                request,
                baseUrl,
                loginHosts,
                new LoginSelectors(
                        loginUsernameSelector,
                        loginPasswordSelector,
                        loginSubmitSelector,
                        loginTotpSelector,
                        loginClickSelectors),
                loginTimeout,
                loginMinInterval,
                credentialTtl,
                loginReportFolder,
                proxySettings(),
                new BrowserSettings(
                        browserName,
                        browserRemoteUrl,
                        browserBinary,
                        browserDriver,
                        browserDownload,
                        browserArguments,
                        browserHeadless),
                logoutUrl);
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

    public String getLoginTotpSecret() {
        return loginTotpSecret;
    }

    public void setLoginTotpSecret(String loginTotpSecret) {
        this.loginTotpSecret = loginTotpSecret;
    }

    public String getLoginTotpSecretFile() {
        return loginTotpSecretFile;
    }

    public void setLoginTotpSecretFile(String loginTotpSecretFile) {
        this.loginTotpSecretFile = loginTotpSecretFile;
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

    public String getLoginTotpSelector() {
        return loginTotpSelector;
    }

    public void setLoginTotpSelector(String loginTotpSelector) {
        this.loginTotpSelector = loginTotpSelector;
    }

    public Map<String, Object> getLoginField() {
        return loginField;
    }

    public void setLoginField(Map<String, Object> loginField) {
        this.loginField = loginField;
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

    public String getLoginSteps() {
        return loginSteps;
    }

    public void setLoginSteps(String loginSteps) {
        this.loginSteps = loginSteps;
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

    public String getLoginTokenPath() {
        return loginTokenPath;
    }

    public void setLoginTokenPath(String loginTokenPath) {
        this.loginTokenPath = loginTokenPath;
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

    public String getLoginReportFolder() {
        return loginReportFolder;
    }

    public void setLoginReportFolder(String loginReportFolder) {
        this.loginReportFolder = loginReportFolder;
    }

    /** Returns null. Camel needs a getter beside the setter. */
    public String getLoginScreenshotFolder() {
        return null;
    }

    /**
     * Rejects the former name of an option.
     *
     * @throws IllegalArgumentException always; the message names the new option
     */
    public void setLoginScreenshotFolder(String loginScreenshotFolder) {
        throw new IllegalArgumentException("Option loginScreenshotFolder was replaced: set loginReportFolder="
                + loginScreenshotFolder + " to get a report of each failed login, which includes the picture");
    }

    public long getCredentialTtl() {
        return credentialTtl;
    }

    public void setCredentialTtl(long credentialTtl) {
        this.credentialTtl = credentialTtl;
    }

    public ConcurrentMap<String, String> getCredentialStore() {
        return credentialStore;
    }

    public void setCredentialStore(ConcurrentMap<String, String> credentialStore) {
        this.credentialStore = credentialStore;
    }

    public String getCredentialStoreKeyFile() {
        return credentialStoreKeyFile;
    }

    public void setCredentialStoreKeyFile(String credentialStoreKeyFile) {
        this.credentialStoreKeyFile = credentialStoreKeyFile;
    }

    public Object getCredentialStoreKey() {
        return credentialStoreKey;
    }

    public void setCredentialStoreKey(Object credentialStoreKey) {
        this.credentialStoreKey = credentialStoreKey;
    }

    public String getCredentialStoreExcludedCookies() {
        return credentialStoreExcludedCookies;
    }

    public void setCredentialStoreExcludedCookies(String credentialStoreExcludedCookies) {
        this.credentialStoreExcludedCookies = credentialStoreExcludedCookies;
    }

    public String getLoginVerifyUrl() {
        return loginVerifyUrl;
    }

    public void setLoginVerifyUrl(String loginVerifyUrl) {
        this.loginVerifyUrl = loginVerifyUrl;
    }

    public String getLogoutUrl() {
        return logoutUrl;
    }

    public void setLogoutUrl(String logoutUrl) {
        this.logoutUrl = logoutUrl;
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
