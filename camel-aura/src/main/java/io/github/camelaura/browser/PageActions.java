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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.login.Account;
import io.github.camelaura.login.Login;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.page.ActionHistory;
import io.github.camelaura.page.Control;
import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.LoginAction.Click;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.LoginAction.FillValue;
import io.github.camelaura.page.LoginAction.Press;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.NamedField.Choice;
import io.github.camelaura.page.PageDescription;

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

    /** Whether no page got the end of the last code. */
    private boolean partlyTyped;

    /** The code, or its digits, that the fields for it must still hold when their form is sent. */
    private final List<String> codes = new ArrayList<>();

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

    /** Clicks the element of a step. */
    void press(Press press, View view) {
        progress.record(ActionHistory.Kind.CLICK, view.page(), ActionHistory.NO_STEP);
        try {
            view.element(press.button()).click();
        } catch (ElementNotInteractableException e) {
            progress.undo("the element of a step could not be clicked: " + WebDriverErrors.firstLine(e));
        }
    }

    /** Fills in the user name or the password. */
    void fill(Fill fill, View view) throws LoginException {
        boolean password = fill.password();
        if (password) {
            reportPassword();
            progress.countRequests(view);
        }
        ActionHistory.Kind kind = password ? ActionHistory.Kind.FILL_PASSWORD : ActionHistory.Kind.FILL_USERNAME;
        progress.record(kind, view.page(), fill.field().number());
        String value = password ? account.password() : account.username();
        type(fill.field(), value, kind, "", view);
    }

    /** Fills in the field of a {@code loginField} option. */
    void fillField(FillField fill, View view) {
        Control field = fill.field();
        progress.record(
                ActionHistory.Kind.FILL_FIELD, view.page(), field.extra().option());
        put(extras.value(field.extra().option()), field, fill.choice(), view);
    }

    /** Fills in the value of a step. */
    void fillValue(FillValue fill, View view) {
        progress.record(ActionHistory.Kind.FILL_VALUE, view.page(), fill.field().number());
        put(fill.step().value(), fill.field(), fill.choice(), view);
    }

    private void put(String value, Control field, Choice choice, View view) {
        if (field.kind() == Kind.FIELD) {
            type(field, value, ActionHistory.Kind.FILL_FIELD, "", view);
        } else {
            boolean checked = "radio".equals(field.type()) || Boolean.parseBoolean(value);
            run(
                    PageScript.CHOOSE,
                    view.element(field),
                    choice == null ? -1 : choice.index(),
                    view.page().origin().serialized(),
                    choice == null ? checked : choice.value());
        }
    }

    /** Fills in a one-time code if there is one that was not used. */
    void fillCode(FillCode fill, View view) throws LoginException {
        String code = observer.nextCode(account.totp(), partlyTyped);
        if (code == null) {
            progress.waitsFor("the login waits for the next one-time code, because each is used once");
            return;
        }
        reportPassword();
        progress.countRequests(view);
        progress.record(
                ActionHistory.Kind.FILL_CODE, view.page(), fill.fields().get(0).number());
        progress.waitsFor("the one-time code was filled in, but the site did not answer");
        int last = fill.fields().size() - 1;
        codes.clear();
        for (int i = 0; i <= last; i++) {
            codes.add(i == last ? code.substring(i) : code.substring(i, i + 1));
        }
        int typed = 0;
        try {
            while (typed <= last
                    && type(fill.fields().get(typed), codes.get(typed), ActionHistory.Kind.FILL_CODE, code, view)) {
                typed++;
            }
        } finally {
            partlyTyped = typed < last;
        }
    }

    /**
     * Puts a value into a field; takes the action back and returns false if the page did not get the value.
     *
     * @param code the whole code of which the value is a part; empty for another value
     */
    private boolean type(Control field, String value, ActionHistory.Kind kind, String code, View view) {
        return run(
                PageScript.FILL,
                view.element(field),
                value,
                view.page().origin().serialized(),
                kind.name(),
                code);
    }

    private boolean run(PageScript script, Object... arguments) {
        try {
            Object result = script.run(driver, arguments);
            if (!FILLED.equals(result)) {
                progress.undo("a field could not be filled: " + result);
            }
            return FILLED.equals(result);
        } catch (StaleElementReferenceException e) {
            progress.undo("the page was redrawn while it was filled"); // the script did not run without its element
            throw e;
        }
    }

    private void reportPassword() throws LoginException {
        if (!passwordReported) {
            passwordReported = true;
            observer.passwordUsed();
        }
    }

    /** Sends the form, if its fields still have the values that were filled in. */
    void send(Send send, View view) throws LoginException {
        if (passwordReported) {
            observer.sending();
        }
        List<Control> filled =
                Stream.concat(send.filled().stream(), send.code().stream()).toList();
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
        List<String> values = new ArrayList<>();
        List<Control> others = send.filled();
        for (int i = 0; i < others.size(); i++) {
            boolean password = send.kind() == ActionHistory.Kind.SEND_PASSWORD && i == others.size() - 1;
            values.add(password ? account.password() : held(others.get(i)));
        }
        if (!send.code().isEmpty()) {
            values.addAll(codes);
        }
        return values;
    }

    private void send(List<WebElement> fields, List<String> values, WebElement button, View view) {
        boolean typed = button == null && typesEnter;
        String outcome = String.valueOf(PageScript.SEND.run(
                driver, fields, values, view.page().origin().serialized(), button == null ? "" : button, typed));
        if (SENT.equals(outcome) || SENT_ITSELF.equals(outcome)) {
            if (typed && SENT.equals(outcome)) {
                fields.get(fields.size() - 1).sendKeys(Keys.ENTER);
            }
            progress.formSent();
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
