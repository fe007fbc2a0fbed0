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
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.service.DriverCommandExecutor;

import io.github.camelaura.component.LoginConfiguration;
import io.github.camelaura.component.Settings;
import io.github.camelaura.support.Chromium;

/**
 * Chromes for tests of pages: a login that quits its browser leaves it, without cookies and other windows, to the next login.
 * To start a Chrome takes as long as to log in on a page.
 */
final class ReusedChrome implements Supplier<WebDriver>, AutoCloseable {

    private final Queue<Window> idle = new ConcurrentLinkedQueue<>();
    private final Collection<Window> all = new ConcurrentLinkedQueue<>();

    @Override
    public WebDriver get() {
        Window next = idle.poll();
        if (next == null) {
            next = new Window();
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

        Window() {
            super(
                    new DriverCommandExecutor(
                            new ChromeDriverService.Builder()
                                    .usingDriverExecutable(Chromium.driver().toFile())
                                    .build(),
                            CdpDriver.COMMANDS,
                            ClientConfig.defaultConfig()),
                    options());
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

        void end() {
            all.remove(this);
            super.quit();
        }
    }
}
