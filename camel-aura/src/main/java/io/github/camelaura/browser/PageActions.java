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

import java.util.List;
import java.util.Map;

import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.browser.LoginPage.View;
import io.github.camelaura.login.Account;
import io.github.camelaura.login.ActionHistory;
import io.github.camelaura.login.LoginAction.Click;
import io.github.camelaura.login.LoginAction.Fill;
import io.github.camelaura.login.LoginAction.Send;
import io.github.camelaura.login.PageDescription;
import io.github.camelaura.login.PageDescription.Control;

/**
 * Clicks, fills in fields and sends forms on a page, and records these actions in the {@link LoginProgress}.
 *
 * <p>Each value goes to its field by one script call whose argument is the field. The script first compares the origin of its
 * page, so neither the focus nor a page that has just changed can direct the value elsewhere.
 */
final class PageActions {

    /** The result of a script that filled in the field. */
    private static final String FILLED = "filled";

    /** The result of a script that sent the form. */
    private static final String SENT = "sent";

    private final WebDriver driver;
    private final Account account;
    private final Runnable beforePassword;
    private final LoginProgress progress;
    private final boolean typesEnter;
    private boolean passwordReported;

    /**
     * Prepares the actions of one login.
     *
     * @param account the user name and the password; null for a login without them
     * @param beforePassword runs once, before the password is filled in for the first time
     */
    PageActions(WebDriver driver, Account account, Runnable beforePassword, LoginProgress progress) {
        this.driver = driver;
        this.account = account;
        this.beforePassword = beforePassword;
        this.progress = progress;
        // HtmlUnit's keys go to the given element regardless of the focus, and its requestSubmit skips event handlers
        this.typesEnter = HtmlUnitPages.isHtmlUnit(driver);
    }

    /** Clicks an element that {@code loginClickSelectors} match. */
    void click(Click click, View view) {
        progress.record(ActionHistory.Kind.CLICK, view.page(), click.selector());
        int index = view.page().clicks().stream()
                .map(PageDescription.Click::selector)
                .toList()
                .indexOf(click.selector());
        try {
            view.clickable().get(index).click();
        } catch (ElementNotInteractableException e) {
            progress.undo(
                    "the element that loginClickSelectors match could not be clicked: " + WebDriverErrors.firstLine(e));
        }
    }

    /** Fills in the user name or the password. */
    void fill(Fill fill, View view) {
        boolean password = fill.password();
        if (password) {
            reportPassword();
            progress.countRequests(view);
        }
        progress.record(
                password ? ActionHistory.Kind.FILL_PASSWORD : ActionHistory.Kind.FILL_USERNAME,
                view.page(),
                fill.field().number());
        try {
            Object result = PageScript.FILL.run(
                    driver,
                    view.element(fill.field()),
                    password ? account.password() : account.username(),
                    view.page().origin().serialized(),
                    password);
            if (!FILLED.equals(result)) {
                progress.undo("a field could not be filled: " + result);
            }
        } catch (StaleElementReferenceException e) {
            progress.undo("the page was redrawn while it was filled"); // the script did not run without its element
            throw e;
        }
    }

    private void reportPassword() {
        if (!passwordReported) {
            passwordReported = true;
            beforePassword.run();
        }
    }

    /** Sends the form, if its fields still have the values that were filled in. */
    void send(Send send, View view) {
        List<Control> filled = send.filled();
        progress.record(
                send.password() ? ActionHistory.Kind.SEND_PASSWORD : ActionHistory.Kind.SEND_USERNAME,
                view.page(),
                filled.get(0).number());
        progress.countRequests(view);
        Control last = filled.get(filled.size() - 1);
        List<String> values = filled.stream()
                .map(field -> send.password() && field.equals(last) ? account.password() : held(field))
                .toList();
        List<WebElement> fields = filled.stream().map(view::element).toList();
        WebElement button = send.button() == null ? null : view.element(send.button());
        try {
            send(fields, values, button, view);
        } catch (StaleElementReferenceException e) {
            progress.undo("the page was redrawn before its form was sent");
            throw e;
        }
    }

    private void send(List<WebElement> fields, List<String> values, WebElement button, View view) {
        boolean typed = button == null && typesEnter;
        PageScript.Result result = new PageScript.Result((Map<?, ?>) PageScript.SEND.run(
                driver, fields, values, view.page().origin().serialized(), button == null ? "" : button, typed));
        String outcome = result.text("result");
        if (SENT.equals(outcome)) {
            if (typed) {
                fields.get(fields.size() - 1).sendKeys(Keys.ENTER);
            }
            progress.formSent(result.decimal("at"));
        } else {
            progress.undo(
                    "differs".equals(outcome)
                            ? "a field did not keep what was typed, so nothing was sent; a loginStep can log in there"
                            : "the form could not be sent: " + outcome);
        }
    }

    /** Returns the expected value of the field for the user name; a different spelling by the page is accepted. */
    private String held(Control field) {
        return field.value().strip().equalsIgnoreCase(account.username().strip()) ? field.value() : account.username();
    }
}
