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

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.htmlunit.BrowserVersion;
import org.htmlunit.CookieManager;
import org.htmlunit.Page;
import org.htmlunit.StringWebResponse;
import org.htmlunit.TopLevelWindow;
import org.htmlunit.WebClient;
import org.htmlunit.WebResponse;
import org.htmlunit.WebWindow;
import org.htmlunit.http.Cookie;
import org.htmlunit.httpclient.HttpClientCookie;
import org.htmlunit.util.NameValuePair;
import org.htmlunit.util.UrlUtils;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.Origin;
import io.github.camelaura.page.TrustedOrigins;

/**
 * HtmlUnit with Chromium's rules for cookies, and without frames and windows of other origins. HtmlUnit has no same-origin policy,
 * so they could read the field with the password. Such a document stays empty, unless its origin may receive the password anyway.
 */
final class HtmlUnitClient extends WebClient {

    private static final long serialVersionUID = 1L;

    private final Cookies cookies = new Cookies();

    private transient TrustedOrigins trusted = new TrustedOrigins(List.of());

    HtmlUnitClient(BrowserVersion version) {
        super(version);
        setCookieManager(cookies);
    }

    /** Sets the origins that may receive user name and password; the driver creates this client without them. */
    void setTrusted(TrustedOrigins trusted) {
        this.trusted = trusted;
    }

    /** Stores a cookie that a script sets. */
    @Override
    public void addCookie(String cookie, URL page, Object origin) {
        cookies.set(page, cookie, false);
    }

    @Override
    public Page loadWebResponseInto(WebResponse response, WebWindow window, String forceAttachmentWithFilename)
            throws IOException {
        WebWindow owner = owner(window);
        if (owner == null || isAllowed(response.getWebRequest().getUrl(), owner)) {
            return super.loadWebResponseInto(response, window, forceAttachmentWithFilename);
        }
        return super.loadWebResponseInto(
                new StringWebResponse("", UrlUtils.URL_ABOUT_BLANK), window, forceAttachmentWithFilename);
    }

    /** Returns the window whose page embeds or opened this one; null for the window of the login. */
    private static WebWindow owner(WebWindow window) {
        if (window.getTopWindow() != window) {
            return window.getTopWindow();
        }
        return window instanceof TopLevelWindow top ? top.getOpener() : window.getParentWindow();
    }

    private boolean isAllowed(URL url, WebWindow owner) {
        Page page = owner.getEnclosedPage();
        return "about".equals(url.getProtocol())
                || trusted.contains(origin(url))
                || (page != null && origin(url).equals(origin(page.getUrl())));
    }

    /** Returns the origin of a URL, without its path, which Java may not be able to parse. */
    static Origin origin(URL url) {
        return Origin.of(URI.create(url.getProtocol() + "://" + url.getAuthority()));
    }

    /** The cookies, parsed as Chromium parses them. HtmlUnit itself removes quotes and splits a header at commas. */
    static final class Cookies extends CookieManager {

        private static final long serialVersionUID = 1L;

        /** Stores the cookies that a response sets. */
        static void received(WebResponse response, CookieManager manager) {
            for (NameValuePair header : response.getResponseHeaders()) {
                if (manager instanceof Cookies cookies && "Set-Cookie".equalsIgnoreCase(header.getName())) {
                    cookies.set(response.getWebRequest().getUrl(), header.getValue(), true);
                }
            }
        }

        /** Ignores cookies that HtmlUnit has parsed. */
        @Override
        public void addCookie(Cookie cookie) {
            if (!(cookie instanceof HttpClientCookie)) {
                super.addCookie(cookie);
            }
        }

        /**
         * Stores a cookie.
         *
         * @param header the value of the header {@code Set-Cookie}
         * @param byServer false for one that a script sets
         */
        void set(URL url, String header, boolean byServer) {
            BrowserCookie cookie = CookieJar.parse(uri(url), header, Instant.now());
            if (cookie != null && (byServer || !cookie.httpOnly())) {
                addCookie(new Cookie(
                        cookie.hostOnly() ? cookie.domain() : "." + cookie.domain(),
                        cookie.name(),
                        cookie.value(),
                        cookie.path(),
                        cookie.expires() == null ? null : date(cookie.expires()),
                        cookie.secure(),
                        cookie.httpOnly()));
            }
        }

        private static Date date(Instant expires) {
            return Date.from(expires.isBefore(Instant.EPOCH) ? Instant.EPOCH : expires); // a Date cannot be Instant.MIN
        }

        /** Returns the parts of a URL that matter for a cookie, without characters that a URI must not have. */
        private static URI uri(URL url) {
            try {
                return new URI(url.getProtocol() + "://" + url.getAuthority()).resolve(path(url));
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String path(URL url) {
            String path = url.getPath().replaceAll("[^!-~]|[\"<>\\\\^`{|}]", "_");
            return path.isEmpty() ? "/" : path;
        }
    }
}
