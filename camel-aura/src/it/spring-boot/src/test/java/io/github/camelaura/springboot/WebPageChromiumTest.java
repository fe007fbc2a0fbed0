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
package io.github.camelaura.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.Gate;

/** The documentation's web page in a real browser. */
@Tag("chromium")
class WebPageChromiumTest {

    /** Keeps each EventSource that the page makes. A closed one (readyState 2) never connects again. */
    private static final String KEEP_SOURCES = """
            window.sources = [];
            window.EventSource = class extends EventSource {
              constructor(url) {
                super(url);
                sources.push(this);
              }
            };
            """;

    private static final String STATES = "return sources.map(source => source.readyState).join()";

    private static AuraServer server;
    private static WebPage page;
    private static ChromeDriver browser;

    private int clientsGone;

    @BeforeAll
    static void start() {
        Optional<Path> driver = Stream.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(driver.isPresent(), "No Chromium: install it (Debian: apt-get install chromium chromium-driver)");
        server = AuraServer.start();
        page = WebPage.start(server);
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--disable-dev-shm-usage");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // Chromium's sandbox does not work for root
        }
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.orElseThrow().toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (page != null) {
            page.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        server.forgetRequests();
        clientsGone = server.clientsGone();
        browser.get(page.address() + "/chat.html");
        browser.executeScript(KEEP_SOURCES);
        browser.findElement(By.id("question")).sendKeys("count");
    }

    @AfterEach
    void noStreamIsLeft() {
        await().until(() -> page.runningStreams() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void chunksAppearOneByOne(String button) {
        Gate gate = new Gate();
        server.enqueue(AuraReply.chunks("one ")
                .gate(gate)
                .chunk("<b>two</b>\n")
                .gate(gate)
                .chunk("€"));

        click(button);

        awaitText("reply", "one ");
        gate.let(1);
        awaitText("reply", "one <b>two</b>\n");
        gate.let(1);
        awaitText("status", "done");
        assertThat(text("reply")).isEqualTo("one <b>two</b>\n€");
        assertThat(browser.executeScript(STATES)).isEqualTo(button.equals("listen") ? "2" : "");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void brokenReplyIsShownAsBroken(String button) {
        server.enqueue(AuraReply.chunks("one ").cut());

        click(button);

        awaitText("status", "broken: SERVER_ERROR");
        assertThat(text("reply")).isEqualTo("one ");
        assertThat(browser.executeScript(STATES)).isEqualTo(button.equals("listen") ? "2" : "");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void failureBeforeTheFirstChunkIsShown(String button) {
        server.enqueue(AuraReply.error());

        click(button);

        awaitText("status", "failed");
        assertThat(browser.executeScript(STATES)).isEqualTo(button.equals("listen") ? "2" : "");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void eventSourceThatIsNotClosedSendsNoSecondRequest() {
        server.enqueue(AuraReply.chunks("one "), AuraReply.chunks("one ").cut());

        browser.executeScript("new EventSource('chat/events?question=count')");
        browser.executeScript("new EventSource('chat/events?question=count')");

        // both connect again after three seconds, and are closed by the status 204
        await().until(() -> browser.executeScript(STATES).equals("2,2"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void eventSourceOfAFailedResponseDoesNotConnectAgain() {
        server.enqueue(AuraReply.error());

        browser.executeScript("new EventSource('chat/events?question=count')");

        await().until(() -> browser.executeScript(STATES).equals("2"));
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void closedPageEndsTheStream(String button) {
        String other = browser.getWindowHandle();
        browser.switchTo().newWindow(WindowType.TAB);
        open();

        awaitEndOfStreamAfter(button, browser::close);
        browser.switchTo().window(other);
    }

    /** Chromium keeps a page, with its connections, so that the back button shows it again. */
    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void pageThatIsLeftEndsTheStream(String button) {
        awaitEndOfStreamAfter(button, () -> browser.get("about:blank"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"listen", "fetch"})
    void stopButtonEndsTheStream(String button) {
        awaitEndOfStreamAfter(button, () -> click("stop"));
    }

    private void awaitEndOfStreamAfter(String button, Runnable leave) {
        Gate gate = new Gate();
        AuraReply endless = AuraReply.chunks("one ");
        for (int i = 0; i < 200; i++) {
            endless = endless.gate(gate).chunk("more ");
        }
        server.enqueue(endless);
        click(button);
        awaitText("reply", "one ");

        leave.run();

        await().until(() -> {
            gate.let(button.equals("fetch") ? 1 : 0); // comments end the other stream
            return server.clientsGone() == clientsGone + 1;
        });
    }

    /** {@code localhost} is another site than {@code 127.0.0.1}. */
    @Test
    void otherSiteCannotSendARequest() {
        String foreign = page.address().replace("127.0.0.1", "localhost") + "/chat/events?question=count";

        browser.executeAsyncScript(
                "const [url, done] = arguments; const image = new Image(); image.onerror = () => done(); image.src = url;",
                foreign);
        browser.executeAsyncScript(
                "fetch(arguments[0], {method: 'POST', body: 'count', mode: 'no-cors'}).finally(arguments[1]);",
                foreign.replace("events?question=count", "lines"));
        browser.get(page.address() + "/chat/events?question=count"); // a link in a mail

        assertThat(server.requests()).isEmpty();
    }

    private static void click(String button) {
        browser.findElement(By.id(button)).click();
    }

    private static String text(String id) {
        return browser.findElement(By.id(id)).getDomProperty("textContent");
    }

    private static void awaitText(String id, String text) {
        await().untilAsserted(() -> assertThat(text(id)).isEqualTo(text));
    }
}
