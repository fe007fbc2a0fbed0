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
package io.github.camelaura.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.htmlunit.BrowserVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.support.Chromium;

/** {@code loginVerifyUrl} and {@code logoutUrl} together, with other browsers than the component's HtmlUnit. */
@Timeout(120)
class VerifiedSessionTest extends LoginSiteTests {

    private void isVerifiedAndLoggedOut(List<String> browser) throws Exception {
        List<String> options = new ArrayList<>(browser);
        options.add("loginVerifyUrl=" + server().baseUrl() + "/api/verify");
        options.add("logoutUrl=" + server().baseUrl() + "/logout");
        succeeds(loginWith(options));

        context.stop();

        String cookie = requests(server(), "/api/verify").get(0).header("Cookie");
        assertThat(cookie).contains("session=");
        assertThat(requests(server(), "/logout"))
                .singleElement()
                .satisfies(logout -> assertThat(logout.header("Cookie")).isEqualTo(cookie));
        assertThat(site.openSessions()).isZero();
    }

    @Test
    @Tag("chromium")
    void sessionOfChromiumIsVerifiedAndLoggedOut() throws Exception {
        isVerifiedAndLoggedOut(Chromium.options());
    }

    /** Its cookies are only those of the page that is shown. */
    @Test
    @Tag("browser")
    void sessionOfADriverWithoutDevToolsIsVerifiedAndLoggedOut() throws Exception {
        Supplier<WebDriver> drivers = () -> new HtmlUnitDriver(BrowserVersion.CHROME, true);
        context.getRegistry().bind("drivers", drivers);

        isVerifiedAndLoggedOut(List.of("webDriver=%23drivers"));
    }
}
