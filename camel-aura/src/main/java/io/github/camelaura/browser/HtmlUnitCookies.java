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
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Instant;
import java.util.Date;

import org.htmlunit.CookieManager;
import org.htmlunit.WebResponse;
import org.htmlunit.http.Cookie;
import org.htmlunit.httpclient.HttpClientCookie;
import org.htmlunit.util.NameValuePair;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.CookieJar;

/**
 * The cookies of HtmlUnit, read as Chromium reads them: HtmlUnit itself takes quotes away, and parts a header at commas.
 */
final class HtmlUnitCookies extends CookieManager {

    private static final long serialVersionUID = 1L;

    /** Keeps the cookies that a response sets. */
    static void received(WebResponse response, CookieManager manager) {
        for (NameValuePair header : response.getResponseHeaders()) {
            if (manager instanceof HtmlUnitCookies cookies && "Set-Cookie".equalsIgnoreCase(header.getName())) {
                cookies.set(response.getWebRequest().getUrl(), header.getValue(), true);
            }
        }
    }

    /** Ignores what HtmlUnit has parsed. */
    @Override
    public void addCookie(Cookie cookie) {
        if (!(cookie instanceof HttpClientCookie)) {
            super.addCookie(cookie);
        }
    }

    /**
     * Keeps a cookie.
     *
     * @param header as in {@code Set-Cookie}
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
        return Date.from(expires.isBefore(Instant.EPOCH) ? Instant.EPOCH : expires); // it has no Instant.MIN
    }

    /** Without what does not matter for a cookie, and may have characters that a URI must not have. */
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
