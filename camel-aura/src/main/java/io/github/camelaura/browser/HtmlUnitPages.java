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

import java.util.List;

import org.htmlunit.Page;
import org.htmlunit.WebWindow;
import org.openqa.selenium.HasCapabilities;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.http.Origin;
import io.github.camelaura.page.TrustedOrigins;

/**
 * Reads from HtmlUnit what its scripts do not return. HtmlUnit does not lay out pages, has no same-origin policy and does not
 * report statuses to scripts. All methods except {@link #isHtmlUnit} are for HtmlUnit only.
 */
final class HtmlUnitPages {

    private HtmlUnitPages() {}

    /** Returns whether the browser is HtmlUnit. Works without HtmlUnit on the classpath. */
    static boolean isHtmlUnit(WebDriver driver) {
        return driver instanceof HasCapabilities browser
                && "htmlunit".equalsIgnoreCase(browser.getCapabilities().getBrowserName());
    }

    /**
     * Returns another origin with a frame or a window that can read the fields of the page; empty if there is none. An origin that
     * may receive user name and password may read them, too.
     */
    static String foreignReader(WebDriver driver, Origin page, TrustedOrigins trusted) {
        if (!(driver instanceof HtmlUnitDriver unit)) {
            return "an unknown driver of HtmlUnit";
        }
        return unit.getWebClient().getWebWindows().stream()
                .map(WebWindow::getEnclosedPage)
                .filter(each -> each != null && each.getUrl().getProtocol().startsWith("http"))
                .map(each -> HtmlUnitClient.origin(each.getUrl()))
                .filter(origin -> !origin.equals(page) && !trusted.contains(origin))
                .map(Origin::toString)
                .findFirst()
                .orElse("");
    }

    /** Returns the statuses of URLs that scripts requested since a form of this document was sent and not before. */
    static List<Integer> statuses(WebDriver driver, int document, LoginPage.Sent sent) {
        return sent != null && sent.document() == document && driver instanceof HtmlUnitBrowser browser
                ? browser.statusesSince(sent.nanos())
                : List.of();
    }

    /** Returns the status of the response that the page is; 0 if the driver is unknown. */
    static int status(WebDriver driver) {
        Page page = page(driver);
        return page == null ? 0 : page.getWebResponse().getStatusCode();
    }

    /** Returns the header {@code Date} of the response that the page is; null if there is none or the driver is unknown. */
    static String date(WebDriver driver) {
        Page page = page(driver);
        return page == null ? null : page.getWebResponse().getResponseHeaderValue("Date");
    }

    /** Returns the page if it is not HTML, so no script runs there; otherwise null. */
    static Page plainPage(WebDriver driver) {
        Page page = page(driver);
        return page == null || page.isHtmlPage() || !page.getUrl().getProtocol().startsWith("http") ? null : page;
    }

    private static Page page(WebDriver driver) {
        return driver instanceof HtmlUnitDriver unit
                ? unit.getCurrentWindow().getWebWindow().getEnclosedPage()
                : null;
    }
}
