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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.JavascriptExecutor;

import io.github.camelaura.LoginStep;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.LoginSite;

/** Login with Chromium. */
@Tag("chromium")
class ChromiumLoginTest extends LoginTests {

    @Override
    List<String> browser() {
        return Chromium.options();
    }

    @Override
    String timeForThePage() {
        return "loginTimeout=15000";
    }

    @Test
    void secureCookieIsSentOnLoopbackWithoutTls() throws Exception {
        site().cookieAttributes("; Path=/; HttpOnly; Secure");

        answers(login());
    }

    @Test
    void browserArgumentInQuotesMayHaveSpaces() throws Exception {
        String account = "loginUsername=" + LoginSite.USER + "&loginPassword=RAW(" + LoginSite.PASSWORD + ")";
        String sandbox = String.join("", browser()).replace("browserArguments=", "");

        answers(uri("support", account, "browserArguments=RAW(" + sandbox + " --user-agent=\"My Agent 1.0\")"));

        assertThat(server().requests()).last().satisfies(request -> assertThat(request.header("User-Agent"))
                .isEqualTo("My Agent 1.0"));
    }

    @Test
    void pagesCanSeeThatTheBrowserIsAutomated() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        LoginStep step = page -> {
            seen.add(((JavascriptExecutor) page).executeScript("return navigator.webdriver"));
            return false;
        };
        context.getRegistry().bind("step", step);

        answers(login("loginStep=%23step"));

        assertThat(seen).contains(true);
    }

    @Test
    void browserEndsAfterTheLogin() throws Exception {
        answers(login());

        assertThat(site().logins()).isEqualTo(1);
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> ProcessHandle.current()
                .descendants()
                .noneMatch(process -> process.info().command().orElse("").contains("chrom")));
    }
}
