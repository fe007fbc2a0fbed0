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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.browser.PageScript.Result;
import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.Origin;
import io.github.camelaura.login.BearerToken;
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;
import io.github.camelaura.login.TokenEntry;

/** Reads the session of the site from the browser: the cookies and the token. */
final class BrowserSession {

    /** A driver that returns all cookies of its browser; WebDriver returns only those of the page that is shown. */
    interface CookieSource {

        List<BrowserCookie> allCookies();
    }

    /** Returns the values of both storages of the page. */
    private static final String STORED = """
            var values = [];
            [window.localStorage, window.sessionStorage].forEach(function (storage) {
              for (var i = 0; i < Math.min(storage.length, 200); i++) {
                values.push(String(storage.getItem(storage.key(i))).slice(0, 8000));
              }
            });
            return {values: values};
            """;

    private final WebDriver driver;
    private final LoginSettings settings;
    private final URI request;

    BrowserSession(WebDriver driver, LoginSettings settings) {
        this.driver = driver;
        this.settings = settings;
        this.request = settings.request();
    }

    /** Returns the option whose cookie or token is missing, for messages; null if the session is complete. */
    String missing() {
        String key = settings.key().tokenStorageKey();
        if (key != null && tokenEntry() == null) {
            String path = settings.key().tokenPath();
            return "loginTokenStorageKey=" + key + (path == null ? "" : " with a text at loginTokenPath=" + path);
        }
        String name = settings.key().readyCookie();
        if (name == null) {
            return key == null
                            && settings.key().readySelector() == null
                            && cookies().isEmpty()
                    ? "a cookie of the site"
                    : null;
        }
        return cookies().stream().anyMatch(cookie -> CookieJar.isPartOf(cookie.name(), name))
                ? null
                : "loginReadyCookie=" + name;
    }

    /**
     * Takes the session, with the cookies of all sites if a logout may need them. With {@code loginVerifyUrl}, the browser then
     * shows the same page.
     *
     * @throws LoginException if the options do not say which token of the page to take
     */
    Login.Result take() throws LoginException {
        String userAgent = String.valueOf(PageScript.evaluate(driver, "return navigator.userAgent"));
        BearerToken token = token();
        boolean takesAll = knowsAllCookies();
        if (!takesAll) {
            driver.get(request.toString()); // WebDriver returns only the cookies of the page that is shown
        }
        List<BrowserCookie> cookies =
                settings.logoutUrl() == null ? cookies() : allCookies().toList();
        if (!takesAll && settings.key().verifyUrl() != null) {
            driver.navigate().back(); // the login goes on if it is not complete
        }
        return new Login.Result(cookies, userAgent, token);
    }

    private BearerToken token() throws LoginException {
        TokenEntry entry = settings.key().tokenStorageKey() == null ? null : tokenEntry();
        if (entry == null) {
            return null;
        }
        if (entry.problem() != null) {
            throw new LoginException(Reason.PROCESSOR_FAILED, entry.problem());
        }
        return entry.token();
    }

    private TokenEntry tokenEntry() {
        Result stored = new Result((Map<?, ?>) PageScript.TOKENS.run(
                driver, settings.key().tokenStorageKey(), Origin.of(request).serialized()));
        List<String> keys = stored.texts("keys");
        List<String> values = stored.texts("values");
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            entries.put(keys.get(i), values.get(i));
        }
        return TokenEntry.find(entries, settings.key().tokenPath());
    }

    /** Returns the values of the browser's cookies. */
    List<String> cookieValues() {
        return allCookies().map(BrowserCookie::value).toList();
    }

    /**
     * Returns the values of the site's cookies.
     *
     * @return null if the driver returns only those of the page that is shown
     */
    List<String> siteCookieValues() {
        return knowsAllCookies() ? cookies().stream().map(BrowserCookie::value).toList() : null;
    }

    private boolean knowsAllCookies() {
        return DevTools.isKnownTo(driver) || driver instanceof CookieSource;
    }

    /** Returns the values in the storages of the document that the driver is at. */
    List<String> storedValues() {
        return new Result((Map<?, ?>) PageScript.evaluate(driver, STORED)).texts("values");
    }

    private List<BrowserCookie> cookies() {
        return allCookies().filter(cookie -> isOfSite(cookie.domain())).toList();
    }

    private Stream<BrowserCookie> allCookies() {
        if (driver instanceof CookieSource source) {
            return source.allCookies().stream();
        }
        return DevTools.isKnownTo(driver)
                ? DevToolsCookies.all(driver)
                : driver.manage().getCookies().stream().map(this::cookie);
    }

    private boolean isOfSite(String domain) {
        return request.getHost().equalsIgnoreCase(domain)
                || request.getHost().toLowerCase(Locale.ROOT).endsWith("." + domain);
    }

    private BrowserCookie cookie(Cookie cookie) {
        String domain = cookie.getDomain() == null ? request.getHost() : cookie.getDomain();
        Date expiry = cookie.getExpiry();
        return new BrowserCookie(
                cookie.getName(),
                cookie.getValue(),
                withoutDot(domain),
                !domain.startsWith("."),
                cookie.getPath(),
                expiry == null ? null : expiry.toInstant(),
                cookie.isSecure(),
                cookie.isHttpOnly());
    }

    /** Returns the domain of a cookie without the leading dot that stands for its subdomains. */
    static String withoutDot(String domain) {
        return domain.startsWith(".") ? domain.substring(1) : domain;
    }

    /** The cookies of a browser that supports the Chrome DevTools Protocol. */
    private static final class DevToolsCookies {

        private DevToolsCookies() {}

        /** Returns all cookies of the browser (Chrome DevTools Protocol, {@code Storage.getCookies}). */
        static Stream<BrowserCookie> all(WebDriver driver) {
            List<?> cookies =
                    (List<?>) DevTools.run(driver, "Storage.getCookies").get("cookies");
            return cookies.stream().map(each -> cookie((Map<?, ?>) each));
        }

        private static BrowserCookie cookie(Map<?, ?> cookie) {
            String domain = (String) cookie.get("domain");
            double expires = ((Number) cookie.get("expires")).doubleValue();
            return new BrowserCookie(
                    bytes((String) cookie.get("name")),
                    bytes((String) cookie.get("value")),
                    withoutDot(domain),
                    !domain.startsWith("."),
                    (String) cookie.get("path"),
                    expires < 0 ? null : Instant.ofEpochMilli((long) (expires * 1000)),
                    (Boolean) cookie.get("secure"),
                    (Boolean) cookie.get("httpOnly"));
        }

        /** Returns the bytes of the server, which a request carries; the protocol has decoded them as UTF-8. */
        private static String bytes(String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
    }
}
