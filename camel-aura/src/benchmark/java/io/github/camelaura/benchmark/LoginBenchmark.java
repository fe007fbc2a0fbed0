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
package io.github.camelaura.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/**
 * The time of a request that has to log in first, against a script that drives the same browser on the same page with Selenium, and
 * sends the request with the cookie. Both end when the reply is there; the browser quits outside of the measured time.
 */
public final class LoginBenchmark {

    private static final int WARM_UP = 2;
    private static final int LOGINS = 10;
    private static final int SECONDS_TO_QUIT = 2;
    private static final String COOKIE = "session";
    private static final String REQUEST =
            "{\"model\":{\"id\":\"openchat_3.6\",\"name\":\"OpenChat\",\"maxLength\":12000,\"tokenLimit\":4000},"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"count\"}],\"key\":\"\",\"prompt\":\"Be brief.\",\"temperature\":1}";

    private final AuraServer server = AuraServer.start().wordDelay(Duration.ZERO); // the reply takes no time
    private final LoginSite site = LoginSite.protect(server).cookieName(COOKIE);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LoginBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        LoginBenchmark benchmark = new LoginBenchmark();
        System.out.printf(
                "%d cores, JDK %s; median of %d logins, in turns (ms)%n%n%-32s %10s %10s %8s%n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                LOGINS,
                "",
                "script",
                "aura",
                "ratio");
        // otherwise Selenium would look for them on the internet
        System.setProperty("webdriver.chrome.driver", Chromium.driver().toString());
        boolean root = "root".equals(System.getProperty("user.name"));
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new");
        options.setBinary("/usr/bin/chromium");
        if (root) {
            options.addArguments("--no-sandbox");
        }
        Supplier<WebDriver> chromium = () -> new ChromeDriver(options);
        String sandbox = root ? "&browserArguments=--no-sandbox" : "";
        benchmark.site.page(LoginSite.Page.FORM);
        benchmark.compare("page without scripts, Chromium", chromium, sandbox);
        benchmark.compare("page without scripts, HtmlUnit", () -> new HtmlUnitDriver(true), "&browserName=htmlunit");
        benchmark.site.page(LoginSite.Page.SCRIPTED_FORM);
        benchmark.compare("page with scripts, Chromium", chromium, sandbox);
        benchmark.server.close();
    }

    private void compare(String what, Supplier<WebDriver> browser, String options) throws Exception {
        List<Long> script = new ArrayList<>();
        List<Long> aura = new ArrayList<>();
        try (CamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.start();
            String uri = "aura:support?loginMinInterval=0&loginUsername=" + LoginSite.USER + "&loginPassword=RAW("
                    + LoginSite.PASSWORD + ")&baseUrl=" + server.baseUrl() + options;
            for (int i = 0; i < WARM_UP + LOGINS; i++) {
                long one = script(browser);
                site.expireSessions();
                long start = System.nanoTime();
                context.createFluentProducerTemplate().to(uri).withBody("count").request();
                long other = System.nanoTime() - start;
                if (i >= WARM_UP) {
                    script.add(one);
                    aura.add(other);
                }
                TimeUnit.SECONDS.sleep(SECONDS_TO_QUIT);
            }
        }
        double one = median(script);
        double other = median(aura);
        System.out.printf(Locale.ROOT, "%-32s %10.0f %10.0f %8.2f%n", what, one, other, other / one);
    }

    private long script(Supplier<WebDriver> browser) throws Exception {
        long start = System.nanoTime();
        WebDriver driver = browser.get();
        try {
            driver.get(server.baseUrl());
            WebDriverWait wait = new WebDriverWait(driver, Duration.ofSeconds(10), Duration.ofMillis(10));
            wait.until(shown -> !shown.findElements(By.name("password")).isEmpty());
            driver.findElement(By.name("username")).sendKeys(LoginSite.USER);
            driver.findElement(By.name("password")).sendKeys(LoginSite.PASSWORD);
            driver.findElement(By.cssSelector("button")).click();
            Cookie cookie = wait.until(shown -> shown.manage().getCookieNamed(COOKIE));
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/api/chat"))
                    .header("Cookie", cookie.getName() + "=" + cookie.getValue())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(REQUEST))
                    .build();
            HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (reply.statusCode() != 200) {
                throw new IllegalStateException("The script got status " + reply.statusCode());
            }
            return System.nanoTime() - start;
        } finally {
            driver.quit();
        }
    }

    private static double median(List<Long> nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.stream().sorted().toList().get(nanos.size() / 2));
    }
}
