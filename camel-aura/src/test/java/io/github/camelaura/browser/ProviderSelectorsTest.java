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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.page.IdentityProvider;
import io.github.camelaura.support.Chromium;

/** Both browsers know the CSS selectors in the files of identity providers; one that they do not know would fail each login. */
class ProviderSelectorsTest {

    private static final String UNKNOWN = """
            return arguments[0].filter(function (selector) {
              try {
                document.querySelectorAll(selector);
                document.body.matches(selector);
                return false;
              } catch (e) {
                return true;
              }
            }).join(' | ');
            """;

    @Test
    void htmlUnitKnowsEachSelector() {
        assertKnown(new HtmlUnitDriver(true));
    }

    @Test
    @Tag("chromium")
    void chromiumKnowsEachSelector() {
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.setBinary("/usr/bin/chromium");
        assertKnown(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Chromium.driver().toFile())
                        .build(),
                options));
    }

    private static void assertKnown(WebDriver driver) {
        try {
            driver.get("data:text/html,<body></body>");
            assertThat(String.valueOf(((JavascriptExecutor) driver).executeScript(UNKNOWN, selectors())))
                    .isEmpty();
            assertThat(String.valueOf(((JavascriptExecutor) driver).executeScript(UNKNOWN, List.of("a:unknown"))))
                    .isEqualTo("a:unknown");
        } finally {
            driver.quit();
        }
    }

    private static List<String> selectors() {
        List<String> all = new ArrayList<>();
        for (IdentityProvider each : IdentityProvider.all()) {
            all.addAll(List.of(each.page(), each.username(), each.password(), each.code(), each.message()));
            each.clicks(true).forEach(click -> all.addAll(List.of(click.selector(), click.when())));
            all.addAll(each.deadEnds().values());
        }
        all.removeIf(String::isEmpty);
        return all;
    }
}
