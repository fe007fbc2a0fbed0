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
import java.util.Map;

import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.http.Origin;

/**
 * Puts user name and password on a page. Each value goes to its field by one script call whose argument is the field, and
 * which first compares where it runs: neither the focus nor a page that has just changed can lead it elsewhere.
 */
final class PasswordEntry {

    /** The answer of a script that did what it should. */
    private static final String FILLED = "filled";

    private static final String SENT = "sent";

    /**
     * What became of a form.
     *
     * @param refused why it was not sent; null if it was
     * @param at when it was sent, in milliseconds of the document's clock
     */
    record Sending(String refused, double at) {}

    private final WebDriver driver;
    private final boolean types;

    PasswordEntry(WebDriver driver) {
        this.driver = driver;
        this.types = HtmlUnitPages.isHtmlUnit(driver);
    }

    /**
     * Fills a field.
     *
     * @param origin where the field is
     * @return why nothing was done; null if it was filled
     */
    String fill(WebElement field, String value, Origin origin, boolean password) {
        Object result = PageScript.FILL.run(driver, field, value, serialized(origin), password);
        return FILLED.equals(result) ? null : String.valueOf(result);
    }

    /**
     * Sends a form.
     *
     * @param fields the filled fields
     * @param values what they must hold
     * @param button the button to click; null for the Enter key
     */
    Sending send(List<WebElement> fields, List<String> values, Origin origin, WebElement button) {
        // HtmlUnit's keys go to the element that is named, whatever has the focus, and its requestSubmit skips handlers
        boolean typed = button == null && types;
        Map<?, ?> result = (Map<?, ?>)
                PageScript.SEND.run(driver, fields, values, serialized(origin), button == null ? "" : button, typed);
        if (typed && SENT.equals(result.get("result"))) {
            fields.get(fields.size() - 1).sendKeys(Keys.ENTER);
        }
        return SENT.equals(result.get("result"))
                ? new Sending(null, ((Number) result.get("at")).doubleValue())
                : new Sending(String.valueOf(result.get("result")), 0);
    }

    /** As {@code location} has it: without the port that is the default of the scheme. */
    static String serialized(Origin origin) {
        boolean usual = origin.port() == ("https".equals(origin.scheme()) ? 443 : 80);
        return origin.scheme() + "://" + origin.host() + (usual ? "" : ":" + origin.port());
    }
}
