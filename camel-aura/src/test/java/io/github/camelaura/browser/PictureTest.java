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

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

import io.github.camelaura.login.Account;
import io.github.camelaura.support.Chromium;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;

/** The picture of a page shows no secret. */
@Tag("chromium")
class PictureTest {

    private static final String FORM = """
            <input value='typed-1'><input type='password' value='typed-2'><textarea>typed-3</textarea>
            <select><option selected>typed-4</option></select><p>Hello</p><p>my s3cret-word</p>
            """;
    private static final String VALUES = """
            function values(root) {
              var found = Array.from(root.querySelectorAll('input, textarea, select')).map(each => each.value).join('');
              root.querySelectorAll('*').forEach(each => { found += each.shadowRoot ? values(each.shadowRoot) : ''; });
              return found;
            }
            return values(document);
            """;

    private final AuraServer site = AuraServer.start();
    private final AuraServer other = AuraServer.start();
    private final ReportMask mask =
            new ReportMask(new Account("jane", "s3cret-word", null), List.of(), List.of("value-of-a-cookie"));
    private WebDriver driver;

    @BeforeEach
    void start() {
        ChromeOptions options = new ChromeOptions();
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
        options.setBinary("/usr/bin/chromium");
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Chromium.driver().toFile())
                        .build(),
                options);
    }

    @AfterEach
    void close() {
        if (driver != null) {
            driver.quit();
        }
        site.close();
        other.close();
    }

    private void open(String body) {
        site.answer(request -> AuraReply.html(request.path().equals("/") ? body : FORM));
        other.answer(request -> AuraReply.html(FORM));
        driver.get(site.baseUrl() + "/");
    }

    private String run(String script) {
        return (String) ((JavascriptExecutor) driver).executeScript(script);
    }

    @Test
    void fieldsAreEmptyAndSecretsAreDots() {
        open(FORM + "<button>Go on</button><p>Your code: 123 456</p>"
                + "<p><span>6</span><span>5</span><span>4</span><span>3</span><span>2</span><span>1</span></p>"
                + "<p>value-of-a-cookie</p><p>eyJhbGciOiJub25lIn0.eyJzdWIiOiJqYW5lIn0</p>");

        assertThat(Picture.take(driver, mask)).isNotEmpty();

        assertThat(run(VALUES)).isEmpty();
        assertThat(run("return document.body.innerText"))
                .contains("Hello", "Go on")
                .doesNotContain("s3cret", "123", "456", "6", "value-of-a-cookie", "eyJ");
    }

    @Test
    void shadowRootsAndFramesOfAnyOriginAreClearedToo() {
        open("<div id='host'></div><iframe src='/frame'></iframe><iframe src='" + other.baseUrl()
                + "/'></iframe><script>"
                + "document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = `" + FORM
                + "<div id='inner'></div>`;"
                + "document.getElementById('host').shadowRoot.getElementById('inner').attachShadow({mode: 'open'})"
                + ".innerHTML = `" + FORM + "`;</script>");

        assertThat(Picture.take(driver, mask)).isNotEmpty();

        assertThat(run(VALUES)).isEmpty();
        for (int frame = 0; frame < 2; frame++) {
            driver.switchTo().frame(frame);
            assertThat(run(VALUES)).isEmpty();
            assertThat(run("return document.body.innerText")).contains("Hello").doesNotContain("s3cret");
            driver.switchTo().defaultContent();
        }
    }

    @Test
    void textsOfButtonsThatAreFieldsAreDotsToo() {
        open("<input type='submit' value='Go on as s3cret-word'><input type='button' value='Code 123456'>"
                + "<input type='reset' value='Clear'>");

        assertThat(Picture.take(driver, mask)).isNotEmpty();

        assertThat(run(VALUES)).endsWith("Clear").doesNotContain("s3cret", "123");
    }

    @Test
    void fieldsThatCannotBeEmptyAreHidden() {
        open("<input type='range' value='7'><input type='color' value='#123456'><p>Hello</p>");

        assertThat(Picture.take(driver, mask)).isNotEmpty();

        assertThat(run("return Array.from(document.querySelectorAll('input'))"
                        + ".map(each => getComputedStyle(each).visibility).join()"))
                .isEqualTo("hidden,hidden");
    }

    @Test
    void pageThatShowsASecretAgainAndAgainHasNoPicture() {
        open("<p id='code'></p><script>setInterval(function () {"
                + " document.getElementById('code').textContent = '123456'; }, 1);</script>");

        assertThat(Picture.take(driver, mask)).isNull();
    }

    @Test
    void secretsAreNotGivenToThePage() {
        open("<p>Hello</p><script>window.seen = '';"
                + "var indexOf = Array.prototype.indexOf;"
                + "Array.prototype.indexOf = function (each) { window.seen += this.join(); return indexOf.call(this, each); };"
                + "</script>");

        Picture.take(driver, mask);

        assertThat(run("return window.seen")).doesNotContain("s3cret-word", "value-of-a-cookie");
    }
}
