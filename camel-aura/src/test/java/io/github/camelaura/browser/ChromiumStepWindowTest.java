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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

import io.github.camelaura.LoginStep;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;

/**
 * A {@code loginStep} that works in a second window, which closes itself. The login is done only after a click on the first
 * page that the step makes later.
 */
@Tag("chromium")
class ChromiumStepWindowTest extends AuraTestSupport {

    private final List<String> pagesOfStep = new CopyOnWriteArrayList<>();

    @BeforeEach
    void protect() {
        server().answer(request -> switch (request.path()) {
            case "/api/chat" -> {
                String cookie = request.header("Cookie");
                yield cookie != null && cookie.contains("session=ok")
                        ? null
                        : AuraReply.status(401, "Unauthorized", "no");
            }
            case "/window" ->
                page("<button id='confirm' onclick='setTimeout(function () { window.close(); }, 100)'>OK</button>");
            case "/finish" -> AuraReply.redirect(303, "/done").header("Set-Cookie", "session=ok; Path=/; HttpOnly");
            case "/done" -> page("hello");
            default ->
                page(
                        "<button id='open' onclick=\"window.open('/window')\">Confirm</button><a id='next' href='/finish'>Next</a>");
        });
    }

    private static AuraReply page(String body) {
        return AuraReply.html("<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>");
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().pollInSameThread().atMost(PATIENCE, TimeUnit.SECONDS);
    }

    private void answersWith(LoginStep step) throws Exception {
        context.getRegistry().bind("step", step);
        List<String> options = new ArrayList<>(Chromium.options());
        options.add("loginStep=%23step");
        options.add("loginReadyCookie=session");

        Exchange exchange = await(ask(uri("support", options.toArray(String[]::new)), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(pagesOfStep).startsWith("/", "/");
    }

    /** Confirms in the second window at its first call, and clicks on the first page later. */
    private boolean step(WebDriver page, LoginStep afterConfirmation) {
        pagesOfStep.add(page.getCurrentUrl().substring(server().baseUrl().length()));
        if (pagesOfStep.size() == 1) {
            confirm(page);
            return afterConfirmation.handle(page);
        }
        page.findElements(By.id("next")).forEach(WebElement::click);
        return false;
    }

    private static void confirm(WebDriver page) {
        String first = page.getWindowHandle();
        page.findElement(By.id("open")).click();
        patiently().until(() -> page.getWindowHandles().size() == 2);
        page.getWindowHandles().stream().filter(window -> !window.equals(first)).forEach(window -> page.switchTo()
                .window(window));
        patiently().until(() -> !page.findElements(By.id("confirm")).isEmpty());
        page.findElement(By.id("confirm")).click();
    }

    @Test
    void loginStepThatFailsAsItsWindowHasClosedItselfIsCalledAgainOnThePageThatIsLeft() throws Exception {
        List<RuntimeException> failures = new CopyOnWriteArrayList<>();

        answersWith(page -> {
            try {
                return step(page, window -> {
                    patiently().until(() -> window.getTitle() == null);
                    return true;
                });
            } catch (WebDriverException e) { // of the title, or of the click if the window closes faster
                failures.add(e);
                throw e;
            }
        });

        assertThat(failures).hasSize(1);
    }

    @Test
    void loginStepThatReturnsAfterItsWindowHasClosedItselfIsCalledAgainOnThePageThatIsLeft() throws Exception {
        answersWith(page -> step(page, window -> {
            patiently().until(() -> window.getWindowHandles().size() == 1);
            return true;
        }));
    }
}
