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

/** What is special about HtmlUnit: it does not lay out pages, and its scripts see all frames and windows of any origin. */
final class HtmlUnitPages {

    private HtmlUnitPages() {}

    static boolean isHtmlUnit(WebDriver driver) {
        return driver instanceof HasCapabilities browser
                && "htmlunit".equalsIgnoreCase(browser.getCapabilities().getBrowserName());
    }

    /** The origin of a frame or a window that could read the fields of a page, or empty; for HtmlUnit only. */
    static String stranger(WebDriver driver, Origin page) {
        if (!(driver instanceof HtmlUnitDriver unit)) {
            return "an unknown driver of HtmlUnit";
        }
        return unit.getWebClient().getWebWindows().stream()
                .map(WebWindow::getEnclosedPage)
                .filter(each -> each != null && each.getUrl().getProtocol().startsWith("http"))
                .map(each -> HtmlUnitClient.origin(each.getUrl()))
                .filter(origin -> !origin.equals(page))
                .map(Origin::toString)
                .findFirst()
                .orElse("");
    }

    /** The statuses of what scripts asked for since a form was sent, and not before; for HtmlUnit only. */
    static List<Integer> statuses(WebDriver driver, LoginPage.Sent sent) {
        return sent != null && driver instanceof HtmlUnitBrowser browser
                ? browser.statusesSince(sent.nanos())
                : List.of();
    }

    /** The status with which the page was loaded, which HtmlUnit does not tell scripts; for HtmlUnit only. */
    static int status(WebDriver driver) {
        Page page = page(driver);
        return page == null ? 0 : page.getWebResponse().getStatusCode();
    }

    /** The page, if it is not HTML, so that no script runs there; otherwise null; for HtmlUnit only. */
    static Page plainPage(WebDriver driver) {
        Page page = page(driver);
        return page == null || page.isHtmlPage() || !page.getUrl().getProtocol().startsWith("http") ? null : page;
    }

    private static Page page(WebDriver driver) {
        return driver instanceof HtmlUnitDriver unit
                ? unit.getWebClient().getCurrentWindow().getTopWindow().getEnclosedPage()
                : null;
    }
}
