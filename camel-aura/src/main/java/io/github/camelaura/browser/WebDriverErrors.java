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

import java.util.Locale;

import org.openqa.selenium.WebDriverException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/** What failures of a driver mean. */
final class WebDriverErrors {

    private static final int MOST = 200;

    private WebDriverErrors() {}

    /** The first line of the message, without what Selenium adds about itself. */
    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.lines().findFirst().orElse("").strip();
        return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
    }

    /** Whether the page is the trouble, in the words of Chromium or Firefox, and not the browser. */
    static boolean isAboutPage(WebDriverException e) {
        String message = firstLine(e);
        return message.contains("ERR_") || message.contains("neterror");
    }

    /** Whether ChromeDriver looked at a page that had just changed, which it only sometimes reports as a stale element. */
    static boolean isAboutChange(RuntimeException e) {
        return e instanceof WebDriverException && firstLine(e).contains("unhandled inspector error");
    }

    /** What it means that a page can't be opened. */
    static LoginException notOpened(String page, WebDriverException e) {
        return notOpened(page, firstLine(e));
    }

    /** What the browser's own error page means. */
    static LoginException notOpened(String page, String error) {
        String upper = error.toUpperCase(Locale.ROOT);
        if (upper.contains("ERR_CERT")
                || upper.contains("ERR_SSL")
                || upper.contains("CERTIFICATE")
                || upper.contains("PKIX")) {
            return new LoginException(
                    Reason.CERTIFICATE_NOT_TRUSTED,
                    "The browser does not trust the certificate of " + page + " (" + error + "). Have the browser trust"
                            + " its certificate authority, in its own store: Chromium has one apart from Java's");
        }
        return new LoginException(
                Reason.SITE_NOT_REACHABLE,
                "The browser can't open " + page + " (" + error + "). Check loginUrl, the network and the proxy");
    }
}
