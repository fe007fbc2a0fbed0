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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chromium.HasCdp;

import io.github.camelaura.http.BrowserCookie;

/** The cookies of a browser that speaks the Chrome DevTools Protocol. */
final class DevToolsCookies {

    private DevToolsCookies() {}

    static boolean isKnownTo(WebDriver driver) {
        try {
            return driver instanceof HasCdp;
        } catch (NoClassDefFoundError e) {
            return false; // the drivers of Chrome and the like have been left out
        }
    }

    /** All cookies of the browser (Chrome DevTools Protocol, {@code Storage.getCookies}). */
    static Stream<BrowserCookie> of(WebDriver driver) {
        List<?> cookies = (List<?>) ((HasCdp) driver)
                .executeCdpCommand("Storage.getCookies", Map.of())
                .get("cookies");
        return cookies.stream().map(each -> cookie((Map<?, ?>) each));
    }

    private static BrowserCookie cookie(Map<?, ?> cookie) {
        String domain = (String) cookie.get("domain");
        double expires = ((Number) cookie.get("expires")).doubleValue();
        return new BrowserCookie(
                bytes((String) cookie.get("name")),
                bytes((String) cookie.get("value")),
                BrowserSession.withoutDot(domain),
                !domain.startsWith("."),
                (String) cookie.get("path"),
                expires < 0 ? null : Instant.ofEpochMilli((long) (expires * 1000)),
                (Boolean) cookie.get("secure"),
                (Boolean) cookie.get("httpOnly"));
    }

    /** The protocol gives text where the server wrote bytes in UTF-8; a request carries those bytes. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
