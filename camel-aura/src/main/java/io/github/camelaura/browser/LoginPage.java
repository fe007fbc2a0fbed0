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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.openqa.selenium.By;
import org.openqa.selenium.InvalidSelectorException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.credential.LoginException;

/** What shows on the page that the browser is on. */
final class LoginPage {

    private static final String USERNAME = "input[autocomplete~=username], input[type=email], input[name=username],"
            + " input[name=user], input[name=login], input[name=email], input[name=loginfmt], input[name=identifier],"
            + " #username";
    private static final String SUBMIT = "button[type=submit], input[type=submit], button:not([type])";
    private static final String CODE = "input[autocomplete=one-time-code], input[name=otp], input[name=totp],"
            + " input[name=otc], input[name=code]";
    private static final String ERROR = "[role=alert], [aria-invalid=true], .error, .alert-error, .alert-danger,"
            + " .kc-feedback-text, .invalid-feedback";

    private static final Pattern ADDRESS = Pattern.compile("^(https?://[^/?#]+)([^?#]*)");

    private final WebDriver driver;
    private final SiteConfiguration configuration;

    LoginPage(WebDriver driver, SiteConfiguration configuration) {
        this.driver = driver;
        this.configuration = configuration;
    }

    WebElement password() throws LoginException {
        return first("loginPasswordSelector", configuration.getLoginPasswordSelector());
    }

    WebElement username() throws LoginException {
        return first(
                "loginUsernameSelector",
                Objects.requireNonNullElse(configuration.getLoginUsernameSelector(), USERNAME));
    }

    /** A field for a one-time code. */
    WebElement code() {
        return firstVisible(driver.findElements(By.cssSelector(CODE)));
    }

    /** What the options say is to be clicked. */
    List<WebElement> toClick() throws LoginException {
        return configuration.getLoginClickSelectors() == null
                ? List.of()
                : visible(find("loginClickSelectors", configuration.getLoginClickSelectors()));
    }

    /** Whatever looks like a complaint. */
    Set<WebElement> errors() {
        return visible(driver.findElements(By.cssSelector(ERROR))).stream()
                .filter(element -> element.getDomAttribute("aria-invalid") != null
                        || !element.getText().isBlank())
                .collect(Collectors.toSet());
    }

    /** What the options say is there when the login is done; true if they say nothing. */
    boolean showsReady() throws LoginException {
        String selector = configuration.getLoginReadySelector();
        return selector == null || first("loginReadySelector", selector) != null;
    }

    /** The same as long as the page is, and another one on the next page. */
    Object document() {
        return driver.findElement(By.tagName("html"));
    }

    boolean isLoaded() {
        return "complete".equals(script("return document.readyState"));
    }

    /** What the browser itself says in place of a page it can't show, or null. */
    String browserError() {
        boolean error = String.valueOf(script("return window.location.href")).startsWith("chrome-error:");
        return error ? String.valueOf(script("return document.body.innerText.match(/ERR_[A-Z_]+/)")) : null;
    }

    /** Where the page is. */
    URI address() {
        return address(driver.getCurrentUrl());
    }

    /** An address without its query, which may hold a state or a token, and with a path that can be parsed. */
    static URI address(String url) {
        Matcher address = ADDRESS.matcher(url);
        return address.find()
                ? URI.create(address.group(1) + address.group(2).replaceAll("[^\\w.~:/@!$&'()*+,;=-]", "_"))
                : URI.create("about:blank");
    }

    /** Closes what a page opened with {@code alert} or {@code confirm}; false if nothing is open. */
    boolean dismissDialogue() {
        try {
            driver.switchTo().alert().dismiss();
            return true;
        } catch (WebDriverException e) {
            return false;
        }
    }

    void fill(WebElement field, String text) {
        field.clear();
        field.sendKeys(text);
    }

    /** Sends the form that the field is in. */
    void submit(WebElement field) throws LoginException {
        WebElement button = button(field);
        if (button == null) {
            field.sendKeys(Keys.ENTER);
        } else {
            button.click();
        }
    }

    private WebElement button(WebElement field) throws LoginException {
        if (configuration.getLoginSubmitSelector() != null) {
            return first("loginSubmitSelector", configuration.getLoginSubmitSelector());
        }
        List<WebElement> forms = field.findElements(By.xpath("ancestor::form"));
        return forms.isEmpty() ? null : firstVisible(forms.get(0).findElements(By.cssSelector(SUBMIT)));
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(script, arguments);
    }

    private WebElement first(String option, String selector) throws LoginException {
        return firstVisible(find(option, selector));
    }

    private List<WebElement> find(String option, String selector) throws LoginException {
        try {
            return driver.findElements(By.cssSelector(selector));
        } catch (InvalidSelectorException e) {
            throw new LoginException(Reason.PROCESSOR_FAILED, "Option " + option + " is no CSS selector: " + selector);
        }
    }

    private static List<WebElement> visible(List<WebElement> elements) {
        return elements.stream().filter(LoginPage::isVisible).toList();
    }

    private static WebElement firstVisible(List<WebElement> elements) {
        return elements.stream().filter(LoginPage::isVisible).findFirst().orElse(null);
    }

    private static boolean isVisible(WebElement element) {
        return element.isDisplayed() && element.isEnabled();
    }
}
