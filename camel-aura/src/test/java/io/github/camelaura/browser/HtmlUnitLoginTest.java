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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.LiveThread;
import io.github.camelaura.test.LoginSite;

/** Login with HtmlUnit. */
class HtmlUnitLoginTest extends LoginTests {

    @Override
    List<String> browser() {
        return List.of("browserName=htmlunit");
    }

    @Override
    String timeForThePage() {
        return "loginTimeout=5000";
    }

    @Test
    void requestsThatWaitForTheBrowserShareItsFailedLogin() throws Exception {
        CountDownLatch allWait = new CountDownLatch(1);
        Supplier<WebDriver> slow = () -> {
            await(allWait);
            return new HtmlUnitDriver(true);
        };
        context.getRegistry().bind("slow", slow);
        List<CompletableFuture<Exchange>> asked = askAll(loginAs(LoginSite.USER, "wrong", "webDriver=%23slow"), 100);
        Awaitility.await().atMost(PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(waiting())
                .isEqualTo(100));

        allWait.countDown();

        for (CompletableFuture<Exchange> one : asked) {
            assertThat(await(one).getException(AuraCredentialException.class).getReason())
                    .isEqualTo(Reason.REJECTED);
        }
        assertThat(site().pagesShown()).isEqualTo(1);
        assertThat(site().failedLogins()).isEqualTo(1);
    }

    /**
     * The number of threads that wait for a credential. The server does not see all their requests, because one
     * rejection is enough.
     */
    private static long waiting() {
        return LiveThread.all().stream()
                .filter(thread -> thread.isIn("io.github.camelaura.login.BrowserCredentials."))
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
