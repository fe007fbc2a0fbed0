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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.TotpSeed;
import io.github.camelaura.page.LoginAction.Fail;

/** Compares the clock of a server with the clock of this machine, because one-time codes depend on both. */
final class ServerClock {

    /** Reads the header Date of the page's server. The request has no cookies, so it has no effect on the login. */
    private static final String DATE = """
            var done = arguments[arguments.length - 1];
            setTimeout(function () { done(''); }, 3000);
            fetch(location.href, {method: 'HEAD', credentials: 'omit', cache: 'no-store'}).then(
                function (response) { done(response.headers.get('Date') || ''); },
                function () { done(''); });
            """;

    private ServerClock() {}

    /**
     * Compares the clocks after a code was rejected.
     *
     * @param onDocument the time since the page was loaded
     * @return the end of the failure's message; empty for another failure, if the clocks differ by less than half the period of a code,
     *     and if the server's is unknown
     */
    static String hint(Fail fail, WebDriver driver, Account account, Duration onDocument) {
        return fail.reason() == Reason.CODE_REJECTED ? difference(driver, account.totp(), onDocument) : "";
    }

    private static String difference(WebDriver driver, TotpSeed seed, Duration onDocument) {
        try {
            boolean htmlUnit = HtmlUnitPages.isHtmlUnit(driver);
            Object date =
                    htmlUnit ? HtmlUnitPages.date(driver) : ((JavascriptExecutor) driver).executeAsyncScript(DATE);
            Instant server = ZonedDateTime.parse(String.valueOf(date), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant here = htmlUnit ? Instant.now().minus(onDocument) : Instant.now();
            long seconds = Duration.between(here, server).toSeconds();
            return 2 * Math.abs(seconds) < seed.period().toSeconds()
                    ? ""
                    : ". The clock of the server is " + Math.abs(seconds) + " s "
                            + (seconds > 0 ? "ahead of" : "behind")
                            + " the clock of this machine: synchronize the clocks (NTP), then call forgetCredential"
                            + " of the endpoint (JMX)";
        } catch (DateTimeException | WebDriverException e) {
            return ""; // the failure of the login is reported without this hint
        }
    }
}
