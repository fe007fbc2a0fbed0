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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chromium.HasCdp;

import io.github.camelaura.http.Origin;
import io.github.camelaura.login.OptionalLibrary;

/** Commands of the Chrome DevTools Protocol. */
final class DevTools {

    /** The scheme, and host and port without user information. */
    private static final Pattern ORIGIN = Pattern.compile("^(https?://)(?:[^/?#@]*@)?([^/?#]+)");

    /**
     * A window as the browser describes it, whether or not the driver is connected to it.
     *
     * @param handle the handle of the driver for it
     * @param url the address of its main document; empty if it has none yet
     */
    record Window(String handle, String url) {

        /** Returns the origin of its main document; null for a page without a host, such as {@code about:blank}. */
        Origin origin() {
            String text = serializedOrigin(url);
            return text.isEmpty() ? null : Origin.of(URI.create(text));
        }
    }

    private DevTools() {}

    /** Returns false also if the drivers of Chromium browsers are not on the classpath. */
    static boolean isKnownTo(WebDriver driver) {
        return OptionalLibrary.DEV_TOOLS.isPresent() && driver instanceof HasCdp;
    }

    /** Runs a command in the window that the driver is at. */
    static Map<String, Object> run(WebDriver driver, String command) {
        return ((HasCdp) driver).executeCdpCommand(command, Map.of());
    }

    /** Returns all windows of the browser, the latest last. */
    static List<Window> windows(WebDriver driver) {
        List<Window> windows = new ArrayList<>();
        for (Object each : (List<?>) run(driver, "Target.getTargets").get("targetInfos")) {
            Map<?, ?> target = (Map<?, ?>) each;
            if ("page".equals(target.get("type"))) {
                windows.add(new Window((String) target.get("targetId"), (String) target.get("url")));
            }
        }
        Collections.reverse(windows);
        return windows;
    }

    /** Returns the beginning of an address up to the port, without user information; empty for one that is not HTTP. */
    static String serializedOrigin(String url) {
        Matcher matcher = ORIGIN.matcher(url);
        return matcher.find() ? matcher.group(1) + matcher.group(2) : "";
    }
}
