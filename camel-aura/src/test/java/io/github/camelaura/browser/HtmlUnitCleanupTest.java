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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.test.LoginSite;

/** Logins with HtmlUnit leave no thread behind, and the owner of a driver quits it. */
@Tag("browser")
class HtmlUnitCleanupTest extends AuraTestSupport {

    /** Counts the calls of {@code quit()}. */
    private static final class CountingDriver extends HtmlUnitDriver {

        private final AtomicInteger quits;

        CountingDriver(AtomicInteger quits) {
            super(true);
            this.quits = quits;
        }

        @Override
        public void quit() {
            quits.incrementAndGet();
            super.quit();
        }
    }

    private final AtomicInteger quits = new AtomicInteger();
    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    @Test
    void pageThatNeverAnswersLeavesNoThread() throws Exception {
        site.page(LoginSite.Page.NEVER);

        Exchange exchange = await(ask(login("browserName=htmlunit", "loginTimeout=3000"), "count"));

        assertThat(exchange.getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.NOT_READY_IN_TIME);
        BrowserTraces.awaitIdleThreads();
    }

    @Test
    void driverBeanIsUsedAndNotQuit() throws Exception {
        WebDriver driver = new CountingDriver(quits);
        context.getRegistry().bind("driver", driver);

        logIn(login("webDriver=%23driver"), 2);
        context.stop();

        assertThat(quits).hasValue(0);
        assertThat(driver.getCurrentUrl()).startsWith(server().baseUrl());
        driver.quit();
    }

    @Test
    void driverBeanIsNotQuitWhenThePageNeverAnswers() throws Exception {
        site.page(LoginSite.Page.NEVER);
        WebDriver driver = new CountingDriver(quits);
        context.getRegistry().bind("driver", driver);

        Exchange exchange = await(ask(login("webDriver=%23driver", "loginTimeout=3000"), "count"));

        assertThat(exchange.getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(quits).hasValue(0);
        driver.quit();
    }

    @Test
    void stopDoesNotWaitForADriverBeanThatWaitsForItsPage() throws Exception {
        site.page(LoginSite.Page.NEVER);
        context.getShutdownStrategy().setTimeout(10 * PATIENCE); // only the cancelled login ends the stop
        WebDriver driver = new CountingDriver(quits);
        context.getRegistry().bind("driver", driver);
        CompletableFuture<Exchange> asked = ask(login("webDriver=%23driver"), "count");
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).until(() -> site.pagesShown() > 0);

        await(CompletableFuture.runAsync(context::stop));

        assertThat(await(asked).getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.STOPPED);
        assertThat(quits).hasValue(0);
        server().close(); // otherwise the driver would keep waiting for its page
        driver.quit();
    }

    @Test
    void suppliedDriverIsQuitAfterEachLogin() throws Exception {
        Supplier<WebDriver> supplier = () -> new CountingDriver(quits);
        context.getRegistry().bind("drivers", supplier);

        logIn(login("webDriver=%23drivers"), 2);

        BrowserTraces.awaitIdleThreads(); // the browser ends after the session is there
        assertThat(quits).hasValue(2);
    }

    @Test
    void suppliedDriverIsQuitOnceWhenThePageNeverAnswers() throws Exception {
        site.page(LoginSite.Page.NEVER);
        Supplier<WebDriver> supplier = () -> new CountingDriver(quits);
        context.getRegistry().bind("drivers", supplier);

        CompletableFuture<Exchange> asked = ask(login("webDriver=%23drivers", "loginTimeout=3000"), "count");

        assertThat(await(asked).getException()).isInstanceOf(AuraCredentialException.class);
        BrowserTraces.awaitIdleThreads(); // the browser ends after the failure is reported
        assertThat(quits).hasValue(1);
    }

    private void logIn(String endpoint, int times) throws Exception {
        int before = site.logins();
        for (int i = 0; i < times; i++) {
            site.expireSessions();
            assertThat(await(ask(endpoint, "count")).getException()).isNull();
        }
        assertThat(site.logins()).isEqualTo(before + times);
    }

    private String login(String... options) {
        Stream<String> account =
                Stream.of("loginUsername=" + LoginSite.USER, "loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        List<String> all = Stream.concat(account, Stream.of(options)).toList();
        return uri("support", all.toArray(String[]::new));
    }
}
