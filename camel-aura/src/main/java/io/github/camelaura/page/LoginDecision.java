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
package io.github.camelaura.page;

import java.time.Duration;
import java.util.List;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.page.LoginAction.Click;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.TakeSession;
import io.github.camelaura.page.LoginAction.Wait;

/**
 * Decides the next action of a login from the documents that the browser shows and the actions so far. It uses no browser and no clock and
 * has no state.
 *
 * <p>This class recognizes the step of the login that a page belongs to. {@link DocumentChoice} chooses the document, {@link
 * FormFilling} decides how to fill in and send a form, {@link StepDecision} what the steps of {@code loginSteps} do, {@link ExtraFields} what to do about the fields of {@code loginField}, {@link
 * CodeEntry} what to do about a one-time code, and {@link AfterPassword} what a page means after the password was
 * used.
 */
public final class LoginDecision {

    /** The time without a change after which an element is clicked that is known of a provider. */
    private static final Duration KNOWN_CLICK = Duration.ofMillis(500);

    /** The number of clicks on the elements of one selector; a page that a click leads back to would get hundreds. */
    private static final int MOST_CLICKS = 20;

    /**
     * The times that matter on a page.
     *
     * @param unchanged the time since the state of the page last changed
     * @param onDocument the time since the document was loaded
     * @param fields the time since a field last appeared or went away
     * @param sinceAction the time since the last action on a page
     */
    public record Moment(Duration unchanged, Duration onDocument, Duration fields, Duration sinceAction) {}

    /** A document with the times that matter on it. */
    public record Seen(PageDescription page, Moment moment) {}

    /** The next action, and the page that it is about. */
    public record Next(PageDescription page, LoginAction action) {}

    private final LoginRules rules;

    /** Creates the decision for a login with these rules. */
    public LoginDecision(LoginRules rules) {
        this.rules = rules;
    }

    /**
     * Returns the next action.
     *
     * @param documents the documents that the browser shows, the main document of the login's window first
     */
    public Next next(List<Seen> documents, ActionHistory history) {
        StepDecision.Result step = new StepDecision(documents, rules, history).next();
        if (step == null) {
            return withoutSteps(documents, history);
        }
        if (step.found()) {
            return step.next();
        }
        Next otherwise = withoutSteps(documents, history);
        return isOutcome(otherwise.action(), history) ? otherwise : step.next();
    }

    /**
     * Returns whether an action is about the outcome of what was sent, although a step waits for its element: a rejection, a page that
     * a program cannot pass, or the next code after a rejected one.
     */
    private static boolean isOutcome(LoginAction action, ActionHistory history) {
        if (action instanceof Fail fail) {
            return !List.of(Reason.HOST_NOT_TRUSTED, Reason.MORE_ASKED, Reason.PROCESSOR_FAILED)
                    .contains(fail.reason());
        }
        return history.has(ActionHistory.Kind.FILL_CODE)
                && (action instanceof FillCode
                        || (action instanceof Send send && send.kind() == ActionHistory.Kind.SEND_CODE));
    }

    private Next withoutSteps(List<Seen> documents, ActionHistory history) {
        Next click = click(documents, history, true);
        if (click != null) {
            return click;
        }
        DocumentChoice choice = new DocumentChoice(documents, rules, history);
        Seen seen = choice.choose();
        Next knownClick = choice.hasStep(seen.page()) ? null : click(documents, history, false);
        if (knownClick != null) {
            return knownClick;
        }
        PageDescription page = seen.page();
        if (!page.place().isOtherWindow() && choice.isWindowOpening()) {
            return new Next(page, new Wait("another window has not loaded"));
        }
        LoginAction known = DeadEnd.onKnownPage(seen, rules, history);
        if (known != null) {
            return new Next(page, known);
        }
        LoginForm form = LoginForm.find(page, rules, history);
        LoginAction onPage = onPage(choice, seen, form);
        LoginAction deadEnd = onPage instanceof Wait ? DeadEnd.find(seen, rules, history) : null;
        LoginAction next = deadEnd == null ? onPage : deadEnd;
        boolean done = documents.stream().map(Seen::page).anyMatch(rules::isEnd)
                && isDone(page, history, form)
                && (rules.readyOption() || choice.hasStep(page) || !isClickDue(choice));
        return new Next(page, done ? new TakeSession(next) : next);
    }

    private Next click(List<Seen> documents, ActionHistory history, boolean option) {
        for (Seen each : documents) {
            LoginAction click = click(each, history, option);
            if (click != null) {
                return new Next(each.page(), click);
            }
        }
        return null;
    }

    private LoginAction click(Seen seen, ActionHistory history, boolean option) {
        PageDescription page = seen.page();
        return page.clicks().stream()
                .filter(click -> click.option() == option
                        && (option || (isKnownClick(click, page) && hasSettled(seen.moment()))))
                .filter(click -> !isDone(click, page, history))
                .findFirst()
                .map(click -> click(click, new PageTrust(page, rules).click(click.button(), history)))
                .orElse(null);
    }

    private static LoginAction click(PageDescription.Click click, Fail untrusted) {
        if (untrusted != null) {
            return untrusted;
        }
        return click.cover().isEmpty()
                ? new Click(click.selector())
                : new Wait("the element that loginClickSelectors match is covered by " + click.cover());
    }

    /** Returns whether a provider needs a click. */
    private boolean isKnownClick(PageDescription.Click click, PageDescription page) {
        boolean byHand = rules.username() == null && rules.assisted();
        return !byHand && rules.counts(page) && click.cover().isEmpty();
    }

    /** Returns whether a page has stopped changing; it may not react to a click before. */
    private static boolean hasSettled(Moment moment) {
        return moment.onDocument().compareTo(KNOWN_CLICK) >= 0
                && moment.unchanged().compareTo(KNOWN_CLICK) >= 0;
    }

    private static boolean isDone(PageDescription.Click click, PageDescription page, ActionHistory history) {
        return history.has(
                        ActionHistory.Kind.CLICK,
                        entry -> entry.document() == page.document() && entry.target() == click.selector())
                || history.count(ActionHistory.Kind.CLICK, entry -> entry.target() == click.selector()) >= MOST_CLICKS;
    }

    /** Returns whether a provider needs a click that will be done soon, so that the login is not at its end. */
    private boolean isClickDue(DocumentChoice choice) {
        return choice.documents().stream().map(Seen::page).anyMatch(page -> page.clicks().stream()
                .anyMatch(click ->
                        !click.option() && isKnownClick(click, page) && !isDone(click, page, choice.history())));
    }

    private boolean isDone(PageDescription page, ActionHistory history, LoginForm form) {
        boolean sent = history.isPasswordUsed(page);
        boolean login = form.exists() || (rules.username() != null && UserNameField.alone(page, rules) != null);
        return rules.readyOption()
                ? sent || !login
                : (sent || rules.username() == null) && !login && !isCodeAsked(page);
    }

    private LoginAction onPage(DocumentChoice choice, Seen seen, LoginForm form) {
        PageDescription page = seen.page();
        Moment moment = seen.moment();
        ActionHistory history = choice.history();
        if (rules.username() == null) {
            return form.exists()
                    ? needsHelp(page, "a user name and a password, and loginUsername is not set", "Set loginUsername")
                    : unlessCodeAsked(page, history, form, nothingFound(page, choice), moment);
        }
        if (isPasswordUsed(page, history, form)) {
            return unlessCodeAsked(page, history, form, AfterPassword.next(page, rules, history, form, moment), moment);
        }
        FormFilling filling = new FormFilling(page, rules, history, moment);
        Control misnamed = UserNameField.ofOption(page, rules, history);
        if (misnamed != null) {
            return new ExtraField(filling, misnamed.extra().option(), List.of(misnamed)).ofUserName();
        }
        ExtraFields extras = new ExtraFields(filling);
        if (form.exists()) {
            LoginAction usual = filling.next(form);
            return form.problem() == null ? extras.before(usual, form.password()) : usual;
        }
        Control username = UserNameField.alone(page, rules);
        if (username != null) {
            return extras.before(filling.nextOfUserName(username), username);
        }
        Control extra = ExtraFields.alone(page, rules);
        return extra == null
                ? unlessCodeAsked(page, history, form, nothingFound(page, choice), moment)
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
        return CodeField.stays(moment)
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

    private LoginAction nothingFound(PageDescription page, DocumentChoice choice) {
        String uncounted = choice.uncounted();
        if (!uncounted.isEmpty()) {
            return new Wait(uncounted);
        }
        Control other = otherUser(page);
        if (other != null) {
            return new Wait(LoginForm.aboutAnotherUser(other));
        }
        if (!page.closedRoots().isEmpty()) {
            return new Wait(
                    "no field for a password was found; " + page.closedRoots().get(0)
                            + " seems to have a closed shadow root, which a login cannot look into");
        }
        return new Wait(
                rules.site().equals(page.origin())
                        ? "no visible password field was found that certainly belongs to a login" + page.said()
                                + "; check loginUrl, loginPasswordSelector and loginClickSelectors"
                                + ExtraFields.misnamed(rules, choice.history())
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
