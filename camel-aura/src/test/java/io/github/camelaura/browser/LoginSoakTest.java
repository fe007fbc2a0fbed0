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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.BrowserTraces;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.Footprint;
import io.github.camelaura.support.LoginPageRun;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;
import io.github.camelaura.test.pages.LoginPageFile;

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

    @Test
    @Tag("soak")
    void fiftyLoginsWithCodeInAFrameLeaveNothingBehind() throws Exception {
        soak("frame-with-login-and-code", List.of("browserName=htmlunit"), 10, 50);
    }

    @Test
    @Tag("chromium")
    @Tag("soak")
    void tenLoginsWithCodeInAWindowLeaveNothingBehind() throws Exception {
        soak("window-with-login-and-code", Chromium.options(), 3, 10);

        traces.awaitGone();
    }

    @Test
    @Tag("soak")
    void fiftyFailedLoginsWithHtmlUnitLeaveOnlyTheLatestReports(@TempDir Path folder) throws Exception {
        soakFailures(folder, 10, 50);
    }

    private void soakHtmlUnit(int warmUp, int logins) throws Exception {
        soak(List.of("browserName=htmlunit"), warmUp, logins);

        assertThat(traces.look()).isEmpty();
    }

    private void soakChromium(int warmUp, int logins) throws Exception {
        soak(Chromium.options(), warmUp, logins);

        assertThat(traces.look()).hasSize(logins);
        traces.awaitGone(); // the browser ends after the session is there
    }

    private void soak(List<String> browser, int warmUp, int logins) throws Exception {
        List<String> options = new ArrayList<>(browser);
        options.add("loginUsername=" + LoginSite.USER);
        options.add("loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        routes(route -> route.from("direct:ask").to(uri("support", options.toArray(String[]::new))));

        logIn(warmUp);
        Footprint before = Footprint.now();
        logIn(logins - warmUp);
        assertLike(before, logins + " logins, " + browser, warmUp);

        assertThat(site.logins()).isEqualTo(logins);
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

    /** Runs logins on a page of the corpus, each by a route, a server and a context of its own. */
    private void soak(String page, List<String> browser, int warmUp, int logins) throws Exception {
        LoginPageFile file = LoginPageFile.all(LoginPageCorpusTests.FOLDER).stream()
                .filter(each -> each.name().equals(page))
                .findFirst()
                .orElseThrow();
        run(file, browser, warmUp);
        Footprint before = Footprint.now();
        run(file, browser, logins - warmUp);
        assertLike(before, logins + " logins on " + page + ", " + browser, warmUp);
    }

    private void run(LoginPageFile page, List<String> browser, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            LoginPageRun login = new LoginPageRun(page, page.name() + ", login " + i, browser, null);
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> run(login));
            if (!browser.contains("browserName=htmlunit")) {
                traces.browser(); // before the end of the login, because the browser ends with it
            }
            await(end);
        }
    }

    private static void run(LoginPageRun login) {
        try {
            login.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails logins with one wrong password after the other, because a rejected one is not sent again. */
    private void soakFailures(Path folder, int warmUp, int logins) throws Exception {
        site.page(LoginSite.Page.FORM);
        gate.open();
        Path password = folder.resolve("password");
        Path reports = folder.resolve("reports");
        String uri = uri(
                "support",
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPasswordFile=" + password,
                "loginReportFolder=" + reports,
                "loginMinInterval=0");
        routes(route -> route.from("direct:ask").to(uri));

        List<String> kept = new ArrayList<>();
        fail(password, 0, warmUp, kept);
        BrowserTraces.awaitIdleThreads();
        Footprint before = Footprint.now();
        fail(password, warmUp, logins, kept);
        assertLike(before, logins + " failed logins with reports", warmUp);

        assertThat(reports.toFile().list()).containsExactlyInAnyOrderElementsOf(kept.subList(logins - 20, logins));
        assertThat(site.failedLogins()).isEqualTo(logins);
    }

    private void fail(Path password, int from, int to, List<String> reports) throws Exception {
        for (int i = from; i < to; i++) {
            Files.writeString(password, "wrong-" + i);
            Exception failure = await(ask("direct:ask", "count")).getException();
            assertThat(failure).isInstanceOf(AuraCredentialException.class).hasMessageContaining("rejected");
            reports.add(LoginReportTests.reportOf(failure).getFileName().toString());
            server().forgetRequests();
        }
    }

    private static void assertLike(Footprint before, String what, int warmUp) {
        BrowserTraces.awaitIdleThreads();
        Footprint.awaitLike(before);
        System.out.printf("%s: after %d of them %s, in the end %s%n", what, warmUp, before, Footprint.now());
    }
}
