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
package io.github.camelaura.example;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium with the page in it, used as a person does. */
final class ChatBrowser implements AutoCloseable {

    private static final List<String> DRIVERS = List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver");

    private final ChromeDriver driver;

    private ChatBrowser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it; skips the test if there is none. */
    static ChatBrowser start() {
        Optional<Path> driver =
                DRIVERS.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        assumeTrue(
                driver.isPresent(),
                "No Chromium: install it (Debian: apt-get install chromium chromium-driver) to run this test");
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--disable-dev-shm-usage");
        if ("root".equals(System.getProperty("user.name"))) {
            options.addArguments("--no-sandbox"); // Chromium's sandbox does not work for root
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .build();
        return new ChatBrowser(new ChromeDriver(service, options));
    }

    /** Opens the page in a window that the next calls are about. */
    void open(RunningPage page) {
        driver.get(page.address());
        // the script has run when it answers to keys
        await("the focus in the field", () -> find("#question").equals(focused()));
    }

    /** Opens the page in another window; what this gives goes back to the one before. */
    Runnable openAnother(RunningPage page) {
        String before = driver.getWindowHandle();
        driver.switchTo().newWindow(WindowType.WINDOW);
        open(page);
        return () -> driver.switchTo().window(before);
    }

    /** Presses keys, wherever the focus is. */
    void type(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    void click(String selector) {
        find(selector).click();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    boolean shows(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().anyMatch(WebElement::isDisplayed);
    }

    /** The text as it is in the document. */
    String text(String selector) {
        return find(selector).getDomProperty("textContent");
    }

    /** The chunks of the newest reply. */
    List<String> chunks() {
        return driver.findElements(By.cssSelector(".turn:last-child .reply .text span")).stream()
                .map(span -> span.getDomProperty("textContent"))
                .toList();
    }

    void awaitChunks(String... chunks) {
        await("the chunks " + List.of(chunks), () -> chunks().equals(List.of(chunks)));
    }

    void awaitText(String selector, Predicate<String> expected) {
        await("text in " + selector, () -> expected.test(text(selector)));
    }

    /** Waits until no reply is coming. */
    void awaitEnd() {
        await("the end of the reply", () -> shows("#send"));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** How wide the window is, as on a phone, and how high. */
    void resize(int width, int height, boolean phone) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", phone));
    }

    /** What the person prefers, {@code light} or {@code dark}. */
    void prefer(String colours) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        // the chunks have stopped glowing
        run("document.getAnimations().filter(a => a.effect.getTiming().iterations === 1).forEach(a => a.finish())");
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    private void await(String what, Condition condition) {
        new WebDriverWait(driver, Duration.ofSeconds(30), Duration.ofMillis(50))
                .withMessage(what)
                .until(any -> condition.holds());
    }

    @Override
    public void close() {
        driver.quit();
    }

    private interface Condition {
        boolean holds();
    }
}
