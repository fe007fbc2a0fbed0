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

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriverException;

/** The messages about failures of WebDriver. */
class WebDriverErrorsTest {

    @Test
    void messageDoesNotContainTheAddressInThatOfFirefoxsErrorPage() {
        WebDriverException error =
                new WebDriverException("Reached error page: about:neterror?e=dnsNotFound&u=https%3A//"
                        + "sso.example.com/callback%3Fcode%3Ds3cr3t&c=UTF-8&d=We%20can%E2%80%99t%20connect");

        assertThat(WebDriverErrors.isAboutPage(error)).isTrue();
        assertThat(WebDriverErrors.notOpened("https://sso.example.com/callback", error))
                .hasMessage("The browser can't open https://sso.example.com/callback (Reached error page:"
                        + " about:neterror?e=dnsNotFound). Check loginUrl, the network and the proxy");
    }

    @Test
    void firstLineDoesNotContainTheAttributesOfElements() {
        WebDriverException error = new WebDriverException("element click intercepted: Element"
                + " <a href=\"/consent?code=s3cr3t\" class=\"x\">...</a> is not clickable at point (1, 2). Other element would"
                + " receive the click: <div id=\"s3cr3t");

        assertThat(WebDriverErrors.firstLine(error))
                .isEqualTo(
                        "element click intercepted: Element <a>...</a> is not clickable at point (1, 2). Other element"
                                + " would receive the click: <div>");
    }
}
