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

import java.util.Map;

import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.chrome.ChromeOptions;

import io.github.camelaura.login.LoginSettings;

/** How Chrome is started, on this machine or on a grid. */
final class ChromeSettings {

    private ChromeSettings() {}

    static ChromeOptions of(LoginSettings settings) {
        ChromeOptions options = new ChromeOptions();
        options.addArguments(
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage"); // 64 MB in most containers
        options.setExperimentalOption(
                "prefs", Map.of("credentials_enable_service", false, "profile.password_manager_enabled", false));
        // a form can be used before the last image, script or frame of its page has come, if it ever does
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.IGNORE); // or a field is filled by half unnoticed
        if (settings.browser().headless()) {
            options.addArguments("--headless=new");
        }
        if (settings.browser().arguments() != null) {
            options.addArguments(settings.browser().arguments().trim().split("\\s+"));
        }
        Proxy proxy = BrowserProxy.of(settings.proxy());
        if (proxy != null) {
            options.setProxy(proxy);
        }
        return options;
    }
}
