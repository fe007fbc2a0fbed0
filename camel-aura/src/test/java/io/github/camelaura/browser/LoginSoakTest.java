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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.Footprint;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/**
 * Repeated logins, each after the server ended the last session, leave no process, folder, thread or memory behind.
 */
@Tag("browser")
class LoginSoakTest extends AuraTestSupport {

    private final BrowserTraces traces = new BrowserTraces(ProcessHandle.current());
    private final Gate gate = new Gate();
    private LoginSite site;

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server().wordDelay(Duration.ZERO)).holdLogin(gate);
    }

    @Test
    void thirtyLoginsWithHtmlUnitLeaveNothingBehind() throws Exception {
        soakHtmlUnit(5, 30);
    }

    @Test
    @Tag("soak")
    void thousandLoginsWithHtmlUnitLeaveNothingBehind() throws Exception {
        soakHtmlUnit(100, 1000);
    }

    @Test
    @Tag("chromium")
    void fiveLoginsWithChromiumLeaveNothingBehind() throws Exception {
        soakChromium(1, 5);
    }

    @Test
    @Tag("chromium")
    @Tag("soak")
    void fiftyLoginsWithChromiumLeaveNothingBehind() throws Exception {
        soakChromium(10, 50);
    }

    private void soakHtmlUnit(int warmUp, int logins) throws Exception {
        soak(List.of("browserName=htmlunit"), warmUp, logins);

        assertThat(traces.look()).isEmpty();
    }

    private void soakChromium(int warmUp, int logins) throws Exception {
        soak(Chromium.options(), warmUp, logins);

        assertThat(traces.look()).hasSize(logins);
        traces.assertGone();
    }

    private void soak(List<String> browser, int warmUp, int logins) throws Exception {
        List<String> options = new ArrayList<>(browser);
        options.add("loginUsername=" + LoginSite.USER);
        options.add("loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        routes(route -> route.from("direct:ask").to(uri("support", options.toArray(String[]::new))));

        logIn(warmUp);
        Footprint before = Footprint.now();
        logIn(logins - warmUp);
        BrowserTraces.awaitIdleThreads();
        Footprint.awaitLike(before);

        assertThat(site.logins()).isEqualTo(logins);
        System.out.printf(
                "%d logins, %s: after %d of them %s, in the end %s%n",
                logins, browser, warmUp, before, Footprint.now());
    }

    private void logIn(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            site.expireSessions();
            CompletableFuture<Exchange> asked = ask("direct:ask", "count");
            gate.awaitReached();
            traces.look();
            gate.let(1);
            assertThat(await(asked).getException()).isNull();
            server().forgetRequests();
        }
    }
}
