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

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.service.DriverCommandExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.support.Chromium;

/**
 * Chromes for tests of pages: a login that quits its browser leaves it, without cookies and other windows, to the next login.
 * To start a Chrome takes as long as to log in on a page.
 */
final class ReusedChrome implements Supplier<WebDriver>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReusedChrome.class);

    private static final Duration LONG_PAGE = Duration.ofSeconds(5);

    private final Queue<Window> idle = new ConcurrentLinkedQueue<>();
    private final Collection<Window> all = new ConcurrentLinkedQueue<>();

    @Override
    public WebDriver get() {
        Window next = idle.poll();
        while (next != null && next.isBusy()) {
            next.end();
            next = idle.poll();
        }
        if (next == null) {
            next = new Window(new ChromeDriverService.Builder()
                    .usingDriverExecutable(Chromium.driver().toFile())
                    .build());
            all.add(next);
        }
        return next;
    }

    @Override
    public void close() {
        all.forEach(Window::end);
    }

    private static ChromeOptions options() {
        LoginConfiguration configuration = new LoginConfiguration();
        configuration.setBaseUrl("https://chat.example.com");
        ChromeOptions options =
                ChromeBrowser.options(Settings.login(configuration, URI.create("https://chat.example.com")));
        for (String option : Chromium.options()) {
            options.addArguments(option.substring(option.indexOf('=') + 1));
        }
        return options;
    }

    private final class Window extends CdpDriver {

        private final ProcessHandle driver;

        Window(ChromeDriverService service) {
            super(new DriverCommandExecutor(service, CdpDriver.COMMANDS, ClientConfig.defaultConfig()), options());
            String port = "--port=" + service.getUrl().getPort();
            driver = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().commandLine().orElse("").contains(port))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void quit() {
            try {
                Set<String> used = getWindowHandles();
                switchTo().newWindow(WindowType.TAB);
                used.forEach(window -> executeCdpCommand("Target.closeTarget", Map.of("targetId", window)));
                executeCdpCommand("Storage.clearCookies", Map.of());
                idle.add(this);
            } catch (WebDriverException e) { // the page hangs
                end();
            }
        }

        /**
         * Returns whether a page that was left still runs a script, perhaps one that never ends. Chrome closes such a page but
         * does not end its process, which would use a whole core until Chrome ends.
         */
        boolean isBusy() {
            return driver.descendants()
                    .map(ProcessHandle::info)
                    .anyMatch(process -> process.commandLine().orElse("").contains("--type=renderer")
                            && process.totalCpuDuration().orElse(Duration.ZERO).compareTo(LONG_PAGE) > 0);
        }

        void end() {
            all.remove(this);
            List<ProcessHandle> processes =
                    Stream.concat(Stream.of(driver), driver.descendants()).toList();
            try {
                super.quit();
            } catch (WebDriverException e) {
                LOG.warn("A Chrome does not end and is killed", e);
            } finally {
                processes.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
