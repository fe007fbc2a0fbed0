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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.support.SeleniumGrid;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;
import io.github.camelaura.test.process.FreePort;

/** A login with a browser of a Selenium Grid returns the Grid's only slot. */
@Tag("chromium")
@Timeout(120)
class GridLoginTest extends AuraTestSupport {

    private static final Duration SECONDS = Duration.ofSeconds(30);

    private static SeleniumGrid grid;

    private LoginSite site;

    @BeforeAll
    static void startGrid() {
        grid = SeleniumGrid.start();
    }

    @AfterAll
    static void stopGrid() {
        if (grid != null) {
            grid.close();
        }
    }

    @BeforeEach
    void protect() {
        site = LoginSite.protect(server());
    }

    @Test
    void loginOnAGridReturnsTheSlot() throws Exception {
        site.extraCookie("part=ofIt; Path=/api; HttpOnly");

        Exchange exchange = await(ask(login(), "count"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(AuraServer.replyTo("count"));
        assertThat(site.sessionsSeen().get(1)).contains("session=", "part=ofIt");
        assertNothingComes();
    }

    @Test
    void failedLoginOnAGridLeavesAReportWithConsoleAndPicture(@TempDir Path folder) throws Exception {
        server().answer(request -> request.path().equals("/api/chat")
                ? AuraReply.status(401, "Unauthorized", "no")
                : AuraReply.html("""
                        <!DOCTYPE html><title>Log in</title>%s
                        <form method="post" action="/login"><input name="username"><input type="password" name="password">
                        <button>Log in</button></form><script>console.error('The script of the page failed');</script>
                        """.formatted(
                                request.method().equals("POST") ? "<p role=\"alert\">Invalid password</p>" : "")));

        AuraCredentialException failure = refused(login("loginReportFolder=" + folder));

        Path report = LoginReportTests.reportOf(failure);
        assertThat(failure.getReason()).isEqualTo(Reason.REJECTED);
        assertThat(LoginReportTests.completePage(report)).contains("The script of the page failed");
        assertThat(report.resolve("picture.png")).isNotEmptyFile();
        assertNothingComes();
    }

    @Test
    void fullGridFailsTheLogin() throws Exception {
        WebDriver other = otherSession();
        try {
            AuraCredentialException failure = refused(login("loginTimeout=4000"));

            assertThat(failure.getReason()).isEqualTo(Reason.BROWSER_DOES_NOT_START);
            assertThat(failure).hasMessageContaining(grid.uri().toString()).hasMessageContaining("free slot");
        } finally {
            other.quit();
        }
        assertNothingComes();
    }

    @Test
    void unreachableGridFailsTheLoginImmediately() throws Exception {
        String nobody = "http://127.0.0.1:" + FreePort.find();

        AuraCredentialException failure = refused(loginOn(nobody));

        assertThat(failure.getReason()).isEqualTo(Reason.BROWSER_DOES_NOT_START);
        assertThat(failure).hasMessageContaining("browserRemoteUrl=" + nobody);
    }

    @Test
    void stoppingTheContextEndsALoginOnTheGrid() throws Exception {
        site.page(LoginSite.Page.NEVER);

        CompletableFuture<Exchange> asked = ask(login(), "count");
        Awaitility.await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> site.pagesShown() == 1);
        stopContext(asked);

        assertNothingComes();
    }

    @Test
    void stoppingTheContextEndsTheWaitForASlot() throws Exception {
        WebDriver other = otherSession();
        try {
            CompletableFuture<Exchange> asked = ask(login(), "count");
            Awaitility.await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> grid.waiting() == 1);
            stopContext(asked);
        } finally {
            other.quit();
        }
        assertNothingComes();
    }

    @Test
    void simultaneousLoginsWaitForTheOnlySlot() throws Exception {
        Gate gate = new Gate();
        site.holdLogin(gate);
        try (CamelContext second = new DefaultCamelContext();
                CamelContext third = new DefaultCamelContext()) {
            List<CompletableFuture<Exchange>> asked = new ArrayList<>();
            for (CamelContext node : List.of(context, second, third)) {
                node.start();
                asked.add(node.createProducerTemplate()
                        .asyncSend(login(), exchange -> exchange.getMessage().setBody("count")));
            }

            gate.awaitReached();
            Awaitility.await().atMost(Duration.ofSeconds(PATIENCE)).until(() -> grid.waiting() == 2);
            assertThat(grid.sessions()).isEqualTo(1);
            gate.open();

            for (CompletableFuture<Exchange> one : asked) {
                assertThat(one.get(2 * PATIENCE, TimeUnit.SECONDS).getException())
                        .isNull();
            }
        }
        assertThat(site.logins()).isEqualTo(3);
        assertNothingComes();
    }

    private String login(String... options) {
        return loginOn(grid.uri().toString(), options);
    }

    private String loginOn(String gridUrl, String... options) {
        List<String> login = List.of(
                "browserRemoteUrl=" + gridUrl,
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")");
        return uri(
                "support",
                Stream.of(Chromium.options().stream(), login.stream(), Stream.of(options))
                        .flatMap(all -> all)
                        .toArray(String[]::new));
    }

    private AuraCredentialException refused(String uri) throws Exception {
        long start = System.nanoTime();
        Exchange exchange = await(ask(uri, "count"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
        assertThat(exchange.getException()).isInstanceOf(AuraCredentialException.class);
        return (AuraCredentialException) exchange.getException();
    }

    private void stopContext(CompletableFuture<Exchange> asked) throws Exception {
        context.getShutdownStrategy().setTimeout(1); // for streams of the template, which belong to no route
        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECONDS);
        assertThat(await(asked).getException()).isNotNull();
    }

    private static WebDriver otherSession() throws Exception {
        return new RemoteWebDriver(
                grid.uri().toURL(), new ChromeOptions().addArguments("--headless=new", "--no-sandbox"));
    }

    /** Checks that the Grid has no session and no waiting session request, now and for the next moments. */
    private static void assertNothingComes() {
        Awaitility.await()
                .atMost(SECONDS)
                .during(Duration.ofSeconds(3))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(grid.sessions() + grid.waiting()).isZero());
    }
}
