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

import java.util.LinkedHashMap;
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
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginAction.Click;
import io.github.camelaura.login.LoginAction.Fill;
import io.github.camelaura.login.LoginAction.FillCode;
import io.github.camelaura.login.LoginAction.FillField;
import io.github.camelaura.login.LoginAction.Send;
import io.github.camelaura.login.LoginFields;
import io.github.camelaura.login.PageDescription;
import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Kind;

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

    /** The result of that script if the page had sent the form itself. */
    private static final String SENT_ITSELF = "sent itself";

    private final WebDriver driver;
    private final Account account;
    private final LoginFields extras;
    private final Login.Observer observer;
    private final LoginProgress progress;
    private final boolean typesEnter;
    private boolean passwordReported;

    /** The codes, or their digits, that fields must still hold when their form is sent, by the numbers of the fields. */
    private final Map<Integer, String> codes = new LinkedHashMap<>();

    /** A code that was taken and of which no page got the end; null if there is none. */
    private String untyped;

    /**
     * Prepares the actions of one login.
     *
     * @param account user name, password and seed; null for a login without them
     * @param extras the values of other fields
     * @param observer is notified before the password is filled in for the first time, and provides one-time codes
     */
    PageActions(
            WebDriver driver, Account account, LoginFields extras, Login.Observer observer, LoginProgress progress) {
        this.driver = driver;
        this.account = account;
        this.extras = extras;
        this.observer = observer;
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
        ActionHistory.Kind kind = password ? ActionHistory.Kind.FILL_PASSWORD : ActionHistory.Kind.FILL_USERNAME;
        progress.record(kind, view.page(), fill.field().number());
        String value = password ? account.password() : account.username();
        type(fill.field(), value, kind, view);
    }

    /** Fills in the field of a {@code loginField} option. */
    void fillField(FillField fill, View view) {
        Control field = fill.field();
        progress.record(
                ActionHistory.Kind.FILL_FIELD, view.page(), field.extra().option());
        String value = extras.value(field.extra().option());
        if (field.kind() == Kind.FIELD) {
            type(field, value, ActionHistory.Kind.FILL_FIELD, view);
        } else {
            boolean checked = "radio".equals(field.type()) || Boolean.parseBoolean(value);
            fill(
                    PageScript.CHOOSE,
                    view.element(field),
                    view,
                    fill.choice() == null ? -1 : fill.choice().index(),
                    fill.choice() == null ? checked : fill.choice().value());
        }
    }

    /** Fills in a one-time code if there is one that was not used. A code of which no page got the end may be used again. */
    void fillCode(FillCode fill, View view) {
        String code = untyped == null ? observer.nextCode(account.totp()) : untyped;
        if (code == null) {
            progress.waitsFor("the login waits for the next one-time code, because each is used once");
            return;
        }
        reportPassword();
        progress.countRequests(view);
        progress.record(
                ActionHistory.Kind.FILL_CODE, view.page(), fill.fields().get(0).number());
        progress.waitsFor("the one-time code was filled in, but the site did not answer");
        untyped = code;
        codes.clear();
        int boxes = fill.fields().size();
        for (int i = 0; i < boxes; i++) {
            Control box = fill.fields().get(i);
            boolean last = i == boxes - 1;
            String value = last ? code.substring(i) : code.substring(i, i + 1);
            untyped = last ? null : untyped;
            codes.put(box.number(), value);
            if (!type(box, value, ActionHistory.Kind.FILL_CODE, view)) {
                return;
            }
        }
    }

    /** Puts a value into a field; takes the action back and returns false if the page did not get the value. */
    private boolean type(Control field, String value, ActionHistory.Kind kind, View view) {
        return fill(PageScript.FILL, view.element(field), view, value, kind.name());
    }

    private boolean fill(PageScript script, WebElement field, View view, Object first, Object second) {
        try {
            Object result =
                    script.run(driver, field, first, view.page().origin().serialized(), second);
            if (!FILLED.equals(result)) {
                progress.undo("a field could not be filled: " + result);
            }
            return FILLED.equals(result);
        } catch (StaleElementReferenceException e) {
            progress.undo("the page was redrawn while it was filled"); // the script did not run without its element
            throw e;
        }
    }

    private void reportPassword() {
        if (!passwordReported) {
            passwordReported = true;
            observer.passwordUsed();
        }
    }

    /** Sends the form, if its fields still have the values that were filled in. */
    void send(Send send, View view) {
        List<Control> filled = send.filled();
        int target = send.kind() == ActionHistory.Kind.SEND_FIELDS
                ? send.firstOption()
                : filled.get(0).number();
        progress.record(send.kind(), view.page(), target);
        progress.countRequests(view);
        List<String> values = values(send);
        List<WebElement> fields = filled.stream().map(view::element).toList();
        WebElement button = send.button() == null ? null : view.element(send.button());
        try {
            send(fields, values, button, view);
        } catch (StaleElementReferenceException e) {
            progress.undo("the page was redrawn before its form was sent");
            throw e;
        }
    }

    /** Returns the values that the fields must hold. A page may replace a field while it keeps the value, so numbers may differ. */
    private List<String> values(Send send) {
        if (send.kind() == ActionHistory.Kind.SEND_CODE) {
            return List.copyOf(codes.values());
        }
        Control password = send.kind() != ActionHistory.Kind.SEND_PASSWORD
                ? null
                : send.filled().stream()
                        .filter(field -> !codes.containsKey(field.number()))
                        .reduce((first, last) -> last)
                        .orElse(null);
        return send.filled().stream()
                .map(field ->
                        codes.getOrDefault(field.number(), field.equals(password) ? account.password() : held(field)))
                .toList();
    }

    private void send(List<WebElement> fields, List<String> values, WebElement button, View view) {
        boolean typed = button == null && typesEnter;
        PageScript.Result result = new PageScript.Result((Map<?, ?>) PageScript.SEND.run(
                driver, fields, values, view.page().origin().serialized(), button == null ? "" : button, typed));
        String outcome = result.text("result");
        if (SENT.equals(outcome) || SENT_ITSELF.equals(outcome)) {
            if (typed && SENT.equals(outcome)) {
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
        if (field.extra() != null) {
            return field.heldState();
        }
        return field.value().strip().equalsIgnoreCase(account.username().strip()) ? field.value() : account.username();
    }
}
