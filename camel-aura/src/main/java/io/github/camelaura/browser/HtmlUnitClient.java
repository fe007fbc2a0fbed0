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
import java.net.URL;

import org.htmlunit.BrowserVersion;
import org.htmlunit.Page;
import org.htmlunit.StringWebResponse;
import org.htmlunit.TopLevelWindow;
import org.htmlunit.WebClient;
import org.htmlunit.WebResponse;
import org.htmlunit.WebWindow;
import org.htmlunit.util.UrlUtils;

import io.github.camelaura.http.Origin;

/**
 * HtmlUnit with cookies as Chromium has them, and without documents of other origins: it has no same-origin policy, so a frame or a window of another site could
 * read the field with the password. Such a document stays empty.
 */
final class HtmlUnitClient extends WebClient {

    private static final long serialVersionUID = 1L;

    private final HtmlUnitCookies cookies = new HtmlUnitCookies();

    HtmlUnitClient(BrowserVersion version) {
        super(version);
        setCookieManager(cookies);
    }

    /** A script sets it. */
    @Override
    public void addCookie(String cookie, URL page, Object origin) {
        cookies.set(page, cookie, false);
    }

    @Override
    public Page loadWebResponseInto(WebResponse response, WebWindow window, String forceAttachmentWithFilename)
            throws IOException {
        WebWindow owner = owner(window);
        if (owner == null || isSameOrigin(response.getWebRequest().getUrl(), owner)) {
            return super.loadWebResponseInto(response, window, forceAttachmentWithFilename);
        }
        return super.loadWebResponseInto(
                new StringWebResponse("", UrlUtils.URL_ABOUT_BLANK), window, forceAttachmentWithFilename);
    }

    /** The window whose page embeds or opened this one; null for the window of the login. */
    private static WebWindow owner(WebWindow window) {
        if (window.getTopWindow() != window) {
            return window.getTopWindow();
        }
        return window instanceof TopLevelWindow top ? top.getOpener() : window.getParentWindow();
    }

    private static boolean isSameOrigin(URL url, WebWindow owner) {
        Page page = owner.getEnclosedPage();
        return "about".equals(url.getProtocol()) || (page != null && origin(url).equals(origin(page.getUrl())));
    }

    /** Without the path, which need not be one that Java parses. */
    static Origin origin(URL url) {
        return Origin.of(URI.create(url.getProtocol() + "://" + url.getAuthority()));
    }
}
