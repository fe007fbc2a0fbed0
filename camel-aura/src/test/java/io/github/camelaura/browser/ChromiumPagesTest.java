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
import java.util.function.Function;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;

/** Pages that change during the login, in a browser that checks layout and visibility. */
@Tag("chromium")
class ChromiumPagesTest extends AuraTestSupport {

    private static final String FORM = "<form method='post' action='/login'><input name='username'>"
            + "<input type='password' name='password'><button type='submit'>Go</button></form>";
    private static final String OVERLAY = """
            <div id='wait' style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9;background:white'>One
            moment</div>
            <script>setTimeout(function () { document.getElementById('wait').remove(); }, 2500);</script>
            """;

    private volatile Function<AuraRequest, AuraReply> pages = request -> null;

    @BeforeEach
    void protect() {
        server().answer(request -> {
            if (request.path().equals("/api/chat")) {
                String cookie = request.header("Cookie");
                return cookie != null && cookie.contains("session=ok")
                        ? null
                        : AuraReply.status(401, "Unauthorized", "no");
            }
            return pages.apply(request);
        });
    }

    private static AuraReply page(String body) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>");
    }

    private void answers(String... options) throws Exception {
        List<String> all = new ArrayList<>(Chromium.options());
        all.add("loginUsername=jane");
        all.addAll(List.of(options));
        if (all.stream().noneMatch(option -> option.startsWith("loginPassword="))) {
            all.add("loginPassword=pw");
        }
        answersWith(all);
    }

    private void answersWith(List<String> options) throws Exception {
        Exchange exchange = await(ask(uri("support", options.toArray(String[]::new)), "count"));
        assertThat(exchange.getException()).isNull();
    }

    private AuraReply reply(AuraRequest request, String first) {
        return switch (request.method() + request.path()) {
            case "POST/login" -> AuraReply.redirect(303, "/done").header("Set-Cookie", "session=ok; Path=/; HttpOnly");
            case "GET/done" -> page("hello");
            default -> page(first);
        };
    }

    @Test
    void coveredSubmitButtonIsClickedOnceItIsFree() throws Exception {
        pages = request -> reply(request, FORM + OVERLAY);

        answers();
    }

    @Test
    void coveredLinkOfLoginClickSelectorsIsClickedOnceItIsFree() throws Exception {
        pages = request -> request.path().equals("/form")
                ? page(FORM)
                : reply(request, "<a id='provider' href='/form'>Company</a>" + OVERLAY);

        answers("loginClickSelectors=%23provider");
    }

    @Test
    void temporarilyReadOnlyFieldIsNotTakenForARejection() throws Exception {
        pages = request -> reply(request, """
                <form method='post' action='/login'>
                <input name='username'>
                <input type='password' name='password' readonly>
                <button type='submit'>Go</button></form>
                <script>setTimeout(function () {
                    document.querySelector('[type=password]').removeAttribute('readonly');
                }, 1500);</script>
                """);

        answers();
    }

    @Test
    void alertsDuringTheLoginDoNotEndIt() throws Exception {
        pages = request -> reply(request, FORM + """
                <script>
                for (let i = 1; i <= 12; i++) {
                    setTimeout(() => alert('Welcome'), 130 * i);
                }
                </script>
                """);

        answers();
    }

    /** The component cannot set the page load strategy of a driver that a user provides. */
    @Test
    void loginSucceedsAlthoughTheDriverWaitsForAPictureThatNeverArrives() throws Exception {
        pages = request ->
                request.path().equals("/picture") ? AuraReply.silence() : reply(request, FORM + "<img src='/picture'>");
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox");
        WebDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Chromium.driver().toFile())
                        .build(),
                options);
        context.getRegistry().bind("driver", driver);
        try {
            answersWith(List.of("webDriver=%23driver", "loginUsername=jane", "loginPassword=pw"));
        } finally {
            driver.quit();
        }
    }
}
