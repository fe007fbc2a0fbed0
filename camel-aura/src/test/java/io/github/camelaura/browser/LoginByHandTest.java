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

import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.VirtualDisplay;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** Login by a person in a browser with a window. */
@Tag("chromium")
class LoginByHandTest extends AuraTestSupport {

    private final BrowserTraces traces = new BrowserTraces(ProcessHandle.current());
    private final Gate gate = new Gate();
    private VirtualDisplay display;
    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server()).page(LoginSite.Page.PERSON).holdLogin(gate);
        Chromium.options();
        display = VirtualDisplay.start();
    }

    @AfterEach
    void close() {
        if (display != null) {
            display.close();
        }
    }

    @Test
    void requestWaitsUntilAPersonHasLoggedIn() throws Exception {
        CompletableFuture<Exchange> asked = ask(endpoint(), "count");
        gate.awaitReached();
        String browser = traces.browser().info().commandLine().orElseThrow();
        gate.open();

        assertThat(await(asked).getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
        assertThat(browser).doesNotContain("--headless");
        assertThat(site.logins()).isEqualTo(1);
        assertThat(site.failedLogins()).isZero();
        traces.awaitGone();
        BrowserTraces.awaitIdleThreads();
    }

    @Test
    void loginTimeoutEndsTheWaitForAPerson() throws Exception {
        site.page(LoginSite.Page.FORM);

        CompletableFuture<Exchange> asked = ask(endpoint("loginTimeout=8000"), "count");
        traces.browser();

        assertThat(await(asked).getException(AuraCredentialException.class).getReason())
                .isEqualTo(Reason.NOT_READY_IN_TIME);
        assertThat(site.logins() + site.failedLogins()).isZero();
        traces.awaitGone();
        BrowserTraces.awaitIdleThreads();
    }

    private String endpoint(String... options) {
        String arguments = Chromium.options().stream()
                .findFirst()
                .map(option -> option + "%20")
                .orElse("browserArguments=");
        return uri("support", "browserHeadless=false", arguments + "--display=" + display.name())
                + (options.length == 0 ? "" : "&" + String.join("&", options));
    }
}
