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
package io.github.camelaura.login;

import java.util.List;

import io.github.camelaura.page.LoginText;

/**
 * The options of the browser that logs in.
 *
 * @param name the browser, such as {@code chrome}
 * @param remoteUrl the address of a Selenium Grid; null for a browser on this machine
 * @param binary the executable of the browser; null to search for it
 * @param driver the executable of its driver; null to search for it
 * @param download whether Selenium Manager may download a browser or driver that is not found
 * @param arguments additional arguments for the browser, separated by spaces outside of quotes; null for none
 * @param headless whether the browser shows no window
 */
public record BrowserSettings(
        String name,
        String remoteUrl,
        String binary,
        String driver,
        boolean download,
        String arguments,
        boolean headless) {

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if {@code name} needs a Selenium Grid and {@code remoteUrl} is null, or {@code remoteUrl}
     *     contains a user name, or {@code arguments} cannot be split
     */
    public BrowserSettings {
        LoginSettings.requireNoUser("browserRemoteUrl", remoteUrl);
        List<String> unused = BrowserArguments.split(arguments);
        LoginText.require(
                remoteUrl != null || "chrome".equals(name) || "htmlunit".equals(name),
                "Option browserName=" + name
                        + " needs browserRemoteUrl, the address of a Selenium Grid: on this machine"
                        + " there are chrome and htmlunit");
    }

    /** Returns the additional arguments for the browser. */
    public List<String> argumentList() {
        return BrowserArguments.split(arguments);
    }

    /** Returns whether the browser is Chrome or Chromium. */
    public boolean isChrome() {
        return "chrome".equals(name);
    }
}
