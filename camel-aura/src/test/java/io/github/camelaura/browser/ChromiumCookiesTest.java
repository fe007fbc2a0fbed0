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

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import io.github.camelaura.http.CookieCase;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.TestCertificates;

/** Runs the table of cookie cases with a real Chromium; the test's servers answer for every host. */
@Tag("chromium")
class ChromiumCookiesTest {

    @TempDir
    private static Path folder;

    private static AuraServer plain;
    private static AuraServer tls;
    private static ChromeDriver browser;
    /** The cookies that the servers set, with the request that they answer. */
    private static volatile CookieCase.Answer answer =
            new CookieCase.Answer(URI.create("https://none.test/"), List.of());

    @BeforeAll
    static void start() {
        File driver = Chromium.driver().toFile();
        plain = AuraServer.start().answer(ChromiumCookiesTest::reply);
        tls = AuraServer.start(TestCertificates.create(folder).serverContext()).answer(ChromiumCookiesTest::reply);
        ChromeOptions options = new ChromeOptions();
        options.setAcceptInsecureCerts(true); // no certificate covers all these names
        options.addArguments(
                "--headless=new",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
                "--user-data-dir=" + folder.resolve("profile"),
                "--host-resolver-rules=MAP *:80 127.0.0.1:" + plain.port() + ",MAP *:443 127.0.0.1:" + tls.port());
        if (!Chromium.options().isEmpty()) {
            options.addArguments("--no-sandbox");
        }
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(driver).build(), options);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (tls != null) {
            tls.close();
            plain.close();
        }
    }

    private static AuraReply reply(AuraRequest request) {
        AuraReply reply = AuraReply.html("ok");
        CookieCase.Answer now = answer;
        if (isTo(now.request(), request)) {
            for (String value : now.setCookies()) {
                reply = reply.header("Set-Cookie", value);
            }
        }
        return reply;
    }

    @ParameterizedTest
    @MethodSource("io.github.camelaura.http.CookieCase#all")
    void chromiumSendsTheCookiesOfTheTable(CookieCase row) {
        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        row.answers().forEach(ChromiumCookiesTest::visit);

        String sent = visit(new CookieCase.Answer(row.asked(), List.of())).header("Cookie");

        assertThat(sent == null ? null : new String(sent.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .isEqualTo(row.cookie());
    }

    /** Opens an address and returns the request that the server received. */
    private static AuraRequest visit(CookieCase.Answer next) {
        URI address = next.request();
        answer = next;
        plain.forgetRequests();
        tls.forgetRequests();
        browser.get(address.toString());
        return ("https".equals(address.getScheme()) ? tls : plain)
                .requests().stream()
                        .filter(request -> isTo(address, request))
                        .findFirst()
                        .orElseThrow();
    }

    /** Whether the request is for this address: Chromium also sends requests of its own. */
    private static boolean isTo(URI address, AuraRequest request) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        return address.getHost().equals(request.header("Host")) && path.equals(request.path());
    }
}
