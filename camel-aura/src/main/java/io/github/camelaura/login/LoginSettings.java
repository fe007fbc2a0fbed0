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
package io.github.camelaura.login;

import java.net.URI;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.camelaura.LoginStep;
import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ProxySettings;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.LoginRules;
import io.github.camelaura.page.LoginSelectors;
import io.github.camelaura.page.LoginSteps;
import io.github.camelaura.page.LoginText;
import io.github.camelaura.page.PageAddress;
import io.github.camelaura.page.TrustedOrigins;

/**
 * The options of a login.
 *
 * @param key the options that decide which credential the login gives
 * @param request the address of the requests that need the credential
 * @param baseUrl the option {@code baseUrl}
 * @param hosts the option {@code loginHosts}; null for the host of {@code loginUrl}
 * @param selectors the parts of the form
 * @param timeout the maximum time for a login, in milliseconds
 * @param minInterval the minimum time between two logins that renew a credential, in milliseconds
 * @param ttl the age at which a credential expires, in milliseconds; 0 for no limit
 * @param reportFolder the folder for reports of failed logins; null for none
 * @param proxy the forward proxy
 * @param browser the browser
 * @param logoutUrl the address that ends the session of a credential; null for none
 */
public record LoginSettings(
        Key key,
        URI request,
        String baseUrl,
        String hosts,
        LoginSelectors selectors,
        long timeout,
        long minInterval,
        long ttl,
        String reportFolder,
        ProxySettings proxy,
        BrowserSettings browser,
        String logoutUrl) {

    /**
     * The options that decide which credential a login gives. Endpoints with equal keys share one {@link LoginSession}.
     *
     * @param site the origin of the requests
     * @param loginUrl the page that the browser opens first; null for {@code baseUrl}
     * @param username null to log in without a user name
     * @param password the password; null if there is none, or it is in a file
     * @param passwordFile the file with the password; null if there is none
     * @param totpSecret the seed of one-time codes; null if there is none, or it is in a file
     * @param totpSecretFile the file with the seed; null if there is none
     * @param fields the {@code loginField} options
     * @param steps the steps of {@code loginSteps}
     * @param tokenStorageKey the key of the token in the browser's storage, in which * stands for any characters; null for no token
     * @param tokenPath the JSON pointer to the token in its entry; null if the entry is the token
     * @param readyCookie the cookie that shows that the login is done; null for any cookie of the site
     * @param readySelector the selector of an element that shows that the login is done; null for none
     * @param step the bean that does steps that no option describes; null for none
     * @param webDriver a WebDriver, or a Supplier of WebDrivers; null for a browser that the component starts
     * @param verifyUrl the address that shows whether the server accepts the credential; null for none
     * @param store the options of {@code credentialStore}; null if nodes share nothing
     */
    public record Key(
            Origin site,
            String loginUrl,
            String username,
            String password,
            String passwordFile,
            TotpSeed totpSecret,
            String totpSecretFile,
            LoginFields fields,
            LoginSteps steps,
            String tokenStorageKey,
            String tokenPath,
            String readyCookie,
            String readySelector,
            LoginStep step,
            Object webDriver,
            String verifyUrl,
            SharedStore store) {

        /** Returns a text without user name, password and seed. */
        @Override
        public String toString() {
            return "account at " + site.host();
        }
    }

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if an option is not valid; the message names it
     */
    public LoginSettings {
        boolean file = key.passwordFile != null;
        boolean password = key.password != null;
        LoginText.require(!(file && password), "Options loginPassword and loginPasswordFile exclude each other");
        LoginText.require(
                key.username == null || file || password,
                "Option loginUsername needs loginPassword or loginPasswordFile");
        LoginText.require(
                key.username != null || !(file || password),
                "Options loginPassword and loginPasswordFile need loginUsername");
        boolean seedFile = key.totpSecretFile != null;
        boolean seed = key.totpSecret != null;
        LoginText.require(!(seedFile && seed), "Options loginTotpSecret and loginTotpSecretFile exclude each other");
        LoginText.require(
                key.username != null || !(seedFile || seed),
                "Options loginTotpSecret and loginTotpSecretFile need loginUsername");
        LoginText.require(
                OptionalLibrary.OTP.isPresent() || !(seedFile || seed),
                "Options loginTotpSecret and loginTotpSecretFile need com.github.bastiaanjansen:otp-java on the"
                        + " classpath");
        LoginText.require(
                key.username != null || key.fields.names().isEmpty(), "Options loginField.* need loginUsername");
        LoginText.requireText("loginUsername", key.username);
        LoginText.requireText("loginPassword", key.password);
        LoginText.require(
                key.tokenPath == null || key.tokenStorageKey != null,
                "Option loginTokenPath needs loginTokenStorageKey");
        LoginText.require(
                key.tokenPath == null || key.tokenPath.startsWith("/"),
                "Option loginTokenPath is not a JSON pointer (RFC 6901), such as /access_token");
        String url = key.loginUrl == null ? baseUrl : key.loginUrl;
        requireNoUser("loginUrl", url);
        LoginText.require(url.matches("(?is)https?://.*"), "Option loginUrl is not an http or https address");
        LoginText.require(
                PageAddress.of(url).getHost() != null,
                "Option loginUrl or baseUrl has no host that can be compared with loginHosts");
        key.steps.check(
                key.username != null,
                seed || seedFile,
                key.password,
                key.site,
                TrustedOrigins.of(hosts, PageAddress.of(url), PageAddress.of(baseUrl)));
        SessionAddress.checkVerifyUrl(key.verifyUrl, key.site);
        SessionAddress.checkLogoutUrl(logoutUrl, key.site);
        LoginText.require(timeout > 0, "Option loginTimeout must be at least 1 ms");
        LoginText.require(minInterval >= 0, "Option loginMinInterval must not be negative");
        LoginText.require(ttl >= 0, "Option credentialTtl must not be negative");
    }

    static void requireNoUser(String option, String url) {
        LoginText.require(
                url == null || !url.matches("(?s)[^/]*//[^/?#]*@.*"),
                "Option " + option
                        + " must not hold a user name or password, as addresses appear in logs; a webDriver bean"
                        + " can have them");
    }

    /** Returns the page that the browser opens first. */
    public String loginUrl() {
        return key.loginUrl == null ? baseUrl : key.loginUrl;
    }

    /** Returns the origins that may receive user name and password. */
    public TrustedOrigins trustedOrigins() {
        return TrustedOrigins.of(hosts, PageAddress.of(loginUrl()), PageAddress.of(baseUrl));
    }

    /** Returns whether an option configures how to log in. */
    public boolean configuresLogin() {
        return Stream.of(
                        key.loginUrl,
                        key.username,
                        key.step,
                        key.steps.resource(),
                        hosts,
                        selectors.username(),
                        selectors.submit(),
                        selectors.clicks(),
                        key.readyCookie,
                        key.readySelector,
                        key.tokenStorageKey,
                        key.verifyUrl,
                        logoutUrl)
                .anyMatch(Objects::nonNull);
    }

    /** Returns whether an option requires requests with the credential of a login. */
    boolean needsClient() {
        return key.verifyUrl != null || logoutUrl != null;
    }

    /** Returns whether an option configures the browser on this machine. */
    boolean configuresBrowser() {
        return Stream.of(browser.arguments(), browser.binary(), browser.driver())
                .anyMatch(Objects::nonNull);
    }

    /** Returns these options with each password, the seed and the values of fields replaced, for comparisons that keep none. */
    LoginSettings withPasswords(UnaryOperator<String> replaced) {
        return new LoginSettings(
                new Key(
                        key.site,
                        key.loginUrl,
                        key.username,
                        key.password == null ? null : replaced.apply(key.password),
                        key.passwordFile,
                        key.totpSecret == null ? null : key.totpSecret.withSecret(replaced),
                        key.totpSecretFile,
                        key.fields.withValues(replaced),
                        key.steps.withValues(replaced),
                        key.tokenStorageKey,
                        key.tokenPath,
                        key.readyCookie,
                        key.readySelector,
                        key.step,
                        key.webDriver,
                        key.verifyUrl,
                        key.store),
                request,
                baseUrl,
                hosts,
                selectors,
                timeout,
                minInterval,
                ttl,
                reportFolder,
                proxy.withPassword(replaced),
                browser,
                logoutUrl);
    }

    /**
     * Returns the options that the decisions on a page depend on.
     *
     * @param account the account of the login, or null
     */
    public LoginRules rules(Account account) {
        return new LoginRules(
                account == null ? null : account.username(),
                selectors.username() != null,
                selectors.password() != null,
                selectors.submit() != null,
                selectors.code() != null,
                account == null || account.totp() == null ? 0 : account.totp().digits(),
                key.fields,
                key.steps,
                key.readyCookie != null || key.readySelector != null || key.tokenStorageKey != null,
                key.step != null || !browser.headless(),
                key.site,
                trustedOrigins());
    }

    /** Returns a text without user name and password. */
    @Override
    public String toString() {
        return "login settings for " + request;
    }
}
