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

import org.openqa.selenium.UnhandledAlertException;
import org.openqa.selenium.WebDriverException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;

/** Interprets the exceptions of a driver. */
final class WebDriverErrors {

    private static final int MAX_LENGTH = 200;

    private WebDriverErrors() {}

    /** Returns the first line of the message, without the details that Selenium adds, and without the attributes of elements. */
    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.lines().findFirst().orElse("").strip().replaceAll("<(\\w+)[^>]*>?", "<$1>");
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
    }

    /** Returns whether Chromium or Firefox reports that the page cannot be loaded. */
    static boolean isAboutPage(WebDriverException e) {
        String message = firstLine(e);
        return message.contains("ERR_") || message.contains("neterror");
    }

    /** Returns whether the page changed during a command; ChromeDriver does not always report a stale element for this. */
    static boolean isAboutChange(RuntimeException e) {
        return e instanceof WebDriverException
                && (firstLine(e).contains("unhandled inspector error")
                        || firstLine(e)
                                .endsWith("element not found")); // a selector without a match has another message
    }

    /** Returns the failure by a dialogue that an exception of a user's code wraps; otherwise the exception itself. */
    static RuntimeException dialogueIn(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnhandledAlertException dialogue) {
                return dialogue;
            }
        }
        return e;
    }

    /** Removes the address of the page, whose query may contain a secret, from that of Firefox's error page. */
    private static String withoutAddress(String error) {
        return error.replaceAll("(about:\\w+)\\?(?:\\S*?\\b(e=\\w+))?\\S*", "$1?$2");
    }

    /** Returns the failure of a login whose page cannot be opened. */
    static LoginException notOpened(String page, WebDriverException e) {
        return notOpened(page, firstLine(e));
    }

    /**
     * Returns the failure of a login whose page cannot be opened.
     *
     * @param error the message of the driver, or the error code on the error page of the browser
     */
    static LoginException notOpened(String page, String error) {
        String upper = error.toUpperCase(Locale.ROOT);
        if (upper.contains("ERR_CERT")
                || upper.contains("ERR_SSL")
                || upper.contains("CERTIFICATE")
                || upper.contains("PKIX")) {
            return new LoginException(
                    Reason.CERTIFICATE_NOT_TRUSTED,
                    "The browser does not trust the certificate of " + page + " (" + error + "). Add its certificate"
                            + " authority to the certificate store of the browser; Chromium does not use Java's store");
        }
        return new LoginException(
                Reason.SITE_NOT_REACHABLE,
                "The browser can't open " + page + " (" + withoutAddress(error)
                        + "). Check loginUrl, the network and the proxy");
    }
}
