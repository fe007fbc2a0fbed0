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
package io.github.camelaura.login;

import java.time.Duration;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginAction.Click;
import io.github.camelaura.login.LoginAction.Fail;
import io.github.camelaura.login.LoginAction.TakeSession;
import io.github.camelaura.login.LoginAction.Wait;
import io.github.camelaura.login.PageDescription.Control;

/**
 * Decides the next action of a login from the present page and the actions so far. It uses no browser and no clock and
 * has no state.
 *
 * <p>This class recognizes the step of the login that a page belongs to. {@link FormFilling} decides how to fill in and send a
 * form, {@link ExtraFields} what to do about the fields of {@code loginField}, {@link CodeEntry} what to do about a one-time code, and {@link AfterPassword} what a page means after the password was
 * used.
 */
public final class LoginDecision {

    /** The time after which a field for a one-time code counts, because some pages show one for a moment. */
    private static final Duration CODE_STAYS = Duration.ofSeconds(1);

    /**
     * The times that matter on a page.
     *
     * @param unchanged the time since the state of the page last changed
     * @param onDocument the time since the document was loaded
     * @param sinceAction the time since the last action on a page
     */
    public record Moment(Duration unchanged, Duration onDocument, Duration sinceAction) {}

    private final LoginRules rules;

    /** Creates the decision for a login with these rules. */
    public LoginDecision(LoginRules rules) {
        this.rules = rules;
    }

    /** Returns the next action. */
    public LoginAction next(PageDescription page, ActionHistory history, Moment moment) {
        LoginAction click = click(page, history);
        if (click != null) {
            return click;
        }
        LoginForm form = LoginForm.find(page, rules, history);
        LoginAction onPage = onPage(page, history, form, moment);
        return isDone(page, history, form) ? new TakeSession(onPage) : onPage;
    }

    private static LoginAction click(PageDescription page, ActionHistory history) {
        return page.clicks().stream()
                .filter(click -> !history.has(
                        ActionHistory.Kind.CLICK,
                        entry -> entry.document() == page.document() && entry.target() == click.selector()))
                .findFirst()
                .<LoginAction>map(click -> click.cover().isEmpty()
                        ? new Click(click.selector())
                        : new Wait("the element that loginClickSelectors match is covered by " + click.cover()))
                .orElse(null);
    }

    private boolean isDone(PageDescription page, ActionHistory history, LoginForm form) {
        boolean sent = history.isPasswordUsed(page);
        boolean login = form.exists() || (rules.username() != null && UserNameField.alone(page, rules) != null);
        boolean entered = rules.readyOption()
                ? sent || !login
                : (sent || rules.username() == null) && !login && !isCodeAsked(page);
        return entered && rules.site().equals(page.origin());
    }

    private LoginAction onPage(PageDescription page, ActionHistory history, LoginForm form, Moment moment) {
        if (rules.username() == null) {
            return form.exists()
                    ? needsHelp(page, "a user name and a password, and loginUsername is not set", "Set loginUsername")
                    : unlessCodeAsked(page, history, form, nothingFound(page), moment);
        }
        if (isPasswordUsed(page, history, form)) {
            return unlessCodeAsked(page, history, form, AfterPassword.next(page, rules, history, form, moment), moment);
        }
        FormFilling filling = new FormFilling(page, rules, history, moment);
        ExtraFields extras = new ExtraFields(filling);
        if (form.exists()) {
            LoginAction usual = filling.next(form);
            return form.problem() == null ? extras.before(usual, form.password()) : usual;
        }
        Control username = UserNameField.alone(page, rules);
        if (username != null) {
            return extras.before(filling.nextOfUserName(username), username);
        }
        Control extra = extras.alone();
        return extra == null
                ? unlessCodeAsked(page, history, form, nothingFound(page), moment)
                : extras.onPageOfTheirOwn(extra);
    }

    /** Returns whether the password may have been sent. A script may have sent it if its field is gone. */
    private static boolean isPasswordUsed(PageDescription page, ActionHistory history, LoginForm form) {
        return history.isPasswordUsed(page) || (history.has(ActionHistory.Kind.FILL_PASSWORD) && !form.exists());
    }

    /** Returns the action for a one-time code instead of a wait, if the page has a field for one. */
    private LoginAction unlessCodeAsked(
            PageDescription page, ActionHistory history, LoginForm form, LoginAction action, Moment moment) {
        if (!(action instanceof Wait) || !isCodeAsked(page)) {
            return action;
        }
        if (rules.codeDigits() > 0) {
            CodeField code = CodeField.find(page, rules);
            boolean begun = isPasswordUsed(page, history, form) || history.has(ActionHistory.Kind.SEND_USERNAME);
            return code != null && begun && !form.exists()
                    ? new CodeEntry(page, rules, history, moment).next(code)
                    : action;
        }
        boolean stays = moment.unchanged().compareTo(CODE_STAYS) >= 0;
        return stays
                ? needsHelp(page, "a second factor (a one-time code)", "Set loginTotpSecret or loginTotpSecretFile")
                : action;
    }

    /** Returns whether a page requires a one-time code; a chat does not. */
    private boolean isCodeAsked(PageDescription page) {
        return !page.hasEditor() && CodeField.isAsked(page, rules);
    }

    private LoginAction needsHelp(PageDescription page, String asked, String remedy) {
        return rules.assisted()
                ? new Wait("the page asks for " + asked)
                : new Fail(
                        Reason.MORE_ASKED,
                        "The page " + page.address() + " asks for " + asked
                                + ". " + remedy
                                + ", or a bean as loginStep, or log in by hand with browserHeadless=false");
    }

    private LoginAction nothingFound(PageDescription page) {
        if (!page.elsewhere().isEmpty()) {
            return new Wait("the field for a password is in " + page.elsewhere().get(0)
                    + ", which is not supported; a loginStep can log in there");
        }
        Control other = otherUser(page);
        if (other != null) {
            return new Wait(LoginForm.aboutAnotherUser(other));
        }
        return new Wait(
                rules.site().equals(page.origin())
                        ? "no visible password field was found that certainly belongs to a login" + page.said()
                                + "; check loginUrl, loginPasswordSelector and loginClickSelectors"
                        : "the browser did not return to " + rules.site().host() + page.said()
                                + "; loginClickSelectors or a loginStep may be needed");
    }

    private Control otherUser(PageDescription page) {
        return page.controls().stream()
                .filter(field -> field.isPasswordField() && field.isShown())
                .map(field -> UserNameField.readOnlyBeside(field, page))
                .filter(user -> user != null && UserNameField.isNamed(user) && !rules.isUsername(user.value()))
                .findFirst()
                .orElse(null);
    }
}
