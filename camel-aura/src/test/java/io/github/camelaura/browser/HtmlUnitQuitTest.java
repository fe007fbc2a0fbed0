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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.login.LoginException;

/** Quitting HtmlUnit while a script of its page runs endlessly. */
@Timeout(120)
class HtmlUnitQuitTest {

    private static final String ENDLESS = "<!DOCTYPE html><title>Endless</title><script>"
            + "var request = new XMLHttpRequest(); request.open('GET', '/runs', false); request.send();"
            + "while (true) {}</script>";

    private final CountDownLatch runs = new CountDownLatch(1);
    private final CountDownLatch refreshes = new CountDownLatch(3);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, ENDLESS));
        server.createContext("/runs", exchange -> {
            answer(exchange, "");
            runs.countDown();
        });
        server.createContext("/refresh", exchange -> {
            answer(
                    exchange,
                    "<!DOCTYPE html><title>Refresh</title><meta http-equiv='refresh' content='0;url=/refresh?it%27s'>");
            refreshes.countDown();
        });
        server.createContext(
                "/tomorrow",
                exchange -> answer(
                        exchange, "<!DOCTYPE html><title>Tomorrow</title><meta http-equiv='refresh' content='86400'>"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static HtmlUnitBrowser browser() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setLoginTimeout(600_000);
        configuration.setBaseUrl("http://127.0.0.1");
        return new HtmlUnitBrowser(Settings.login(configuration, URI.create("http://127.0.0.1")));
    }

    private void load(HtmlUnitBrowser browser, String path) {
        Thread loading = new Thread(() -> browser.get(address(path)));
        loading.setUncaughtExceptionHandler((thread, e) -> {}); // its page is taken away
        loading.setDaemon(true);
        loading.start();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void awaitNoThread(Object client) {
        await().atMost(60, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.contains(client.toString())));
    }

    @Test
    void quittingEndsAnEndlessScript() throws InterruptedException {
        HtmlUnitBrowser browser = browser();
        Object client = browser.getWebClient();
        load(browser, "/");
        assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();

        browser.quit();

        awaitNoThread(client);
    }

    @Test
    void closingTheBrowserWorksAfterItsContextHasStopped() throws LoginException {
        OwnedDriver browser = new OwnedDriver(HtmlUnitQuitTest::browser);
        Object client = ((HtmlUnitBrowser) browser.start()).getWebClient();
        Thread.currentThread().interrupt(); // as the threads of a context that has stopped

        browser.close();

        assertThat(Thread.interrupted()).isTrue();
        awaitNoThread(client);
    }

    @Test
    void interruptedLoginDoesNotInterruptTheQuit() throws Exception {
        CountDownLatch quits = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread login = new Thread(() -> TimeLimit.run("quit", () -> {
            quits.countDown();
            try {
                go.await();
                done.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        login.start();
        assertThat(quits.await(60, TimeUnit.SECONDS)).isTrue();

        login.interrupt();
        await().until(() -> !login.isInterrupted()); // the thread has handled the interrupt
        go.countDown();

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void scriptThatDidNotRunIsReportedAsAStalePage() {
        WebDriver leaving = new LeavingDriver();

        assertThatThrownBy(() -> PageScript.LOOK.run(leaving)).isInstanceOf(StaleElementReferenceException.class);

        leaving.quit();
    }

    @Test
    void quitEndsAPageThatRefreshesItselfForEver() throws InterruptedException {
        HtmlUnitBrowser browser = browser();
        Object client = browser.getWebClient();
        load(browser, "/refresh");
        assertThat(refreshes.await(60, TimeUnit.SECONDS)).isTrue();

        browser.quit();

        awaitNoThread(client);
    }

    @Test
    void pageThatRefreshesItselfTomorrowIsLoadedNow() {
        HtmlUnitBrowser browser = browser();

        browser.get(address("/tomorrow"));

        assertThat(browser.getTitle()).isEqualTo("Tomorrow");
        browser.quit();
    }

    @Test
    void pageWithoutARootElementIsLookedAtAgain() {
        PageScript.Result look = new PageScript.Result(Map.of());

        assertThatThrownBy(() -> look.element("document")).isInstanceOf(StaleElementReferenceException.class);
    }

    /** HtmlUnit whose page is replaced just before each script, so that the script returns null. */
    private static final class LeavingDriver extends HtmlUnitDriver implements JavascriptExecutor {

        @Override
        public Object executeScript(String script, Object... arguments) {
            return null;
        }
    }
}
