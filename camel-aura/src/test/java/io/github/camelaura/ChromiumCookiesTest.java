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
package io.github.camelaura;

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
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.TestCertificates;

/** The table of cookies, tried with a real Chromium, for which all hosts are servers of this test. */
@Tag("chromium")
class ChromiumCookiesTest {

    @TempDir
    private static Path folder;

    private static AuraServer plain;
    private static AuraServer tls;
    private static ChromeDriver browser;
    private static volatile List<String> setCookies = List.of();

    @BeforeAll
    static void start() {
        File driver = Chromium.driver().toFile();
        plain = AuraServer.start().answer(ChromiumCookiesTest::answer);
        tls = AuraServer.start(TestCertificates.create(folder).serverContext()).answer(ChromiumCookiesTest::answer);
        ChromeOptions options = new ChromeOptions();
        options.setAcceptInsecureCerts(true); // no certificate has all those names
        options.addArguments(
                "--headless=new",
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

    private static AuraReply answer(AuraRequest request) {
        StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n");
        if (request.path().endsWith("favicon.ico")) {
            return AuraReply.status(404, "Not Found", "");
        }
        setCookies.forEach(value -> head.append("Set-Cookie: ").append(value).append("\r\n"));
        return AuraReply.raw(head.append("\r\nok").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @MethodSource("io.github.camelaura.http.CookieCase#all")
    void chromiumSendsWhatTheTableSays(CookieCase row) {
        browser.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        for (CookieCase.Answer answer : row.answers()) {
            setCookies = answer.setCookies();
            visit(answer.request());
        }
        setCookies = List.of();

        String sent = visit(row.asked()).header("Cookie");

        assertThat(sent == null ? null : new String(sent.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .isEqualTo(row.cookie());
    }

    /** Opens an address, and gives the request that the server saw. */
    private static AuraRequest visit(URI address) {
        plain.forgetRequests();
        tls.forgetRequests();
        browser.get(address.toString());
        return ("https".equals(address.getScheme()) ? tls : plain)
                .requests().stream()
                        .filter(request -> !request.path().endsWith("favicon.ico"))
                        .findFirst()
                        .orElseThrow();
    }
}
