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
import java.util.List;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.Origin;
import io.github.camelaura.login.LoginAction.Click;
import io.github.camelaura.login.LoginAction.Fail;
import io.github.camelaura.login.LoginAction.Fill;
import io.github.camelaura.login.LoginAction.Send;
import io.github.camelaura.login.LoginAction.TakeSession;
import io.github.camelaura.login.LoginAction.Wait;
import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Form;
import io.github.camelaura.login.PageDescription.Kind;

/** Decides what to do on a page, from what it shows and what was done so far. No browser, no clock, no state. */
public final class LoginDecision {

    /** A page that is about to change is not touched. */
    private static final Duration SETTLED = Duration.ofMillis(150);

    /** Scripts may take a page over as soon as it has arrived, and empty its fields. */
    private static final Duration FIRST_TOUCH = Duration.ofMillis(400);

    /** Something that belongs to a page may never arrive. */
    private static final Duration FIRST_TOUCH_UNLOADED = Duration.ofSeconds(2);

    /** A click may lead elsewhere before the field of the present page is for us. */
    private static final Duration AFTER_CLICK = Duration.ofSeconds(1);

    /** The parser may still bring more of a form. */
    private static final Duration UNPARSED = Duration.ofSeconds(2);

    /** What a page asks for may be asked for a moment only. */
    private static final Duration STAYS = Duration.ofSeconds(1);

    /** Pages take over what is typed after a while, with the last key. */
    private static final Duration TAKEN_OVER = Duration.ofMillis(700);

    private static final int MOST_FILLS = 3;

    private static final int MOST_PASSWORD_FILLS = 2;

    /** A browser tells of a request when it has been answered. */
    private static final Duration NO_REQUEST = Duration.ofSeconds(5);

    /**
     * The times that matter on a page.
     *
     * @param unchanged for how long it has been in the same state
     * @param onDocument since when it has been the same document
     * @param sinceDeed since when nothing was done
     */
    public record Moment(Duration unchanged, Duration onDocument, Duration sinceDeed) {}

    private final LoginRules rules;

    /** Makes decisions by these rules. */
    public LoginDecision(LoginRules rules) {
        this.rules = rules;
    }

    /** What to do next. */
    public LoginAction next(PageDescription page, Deeds deeds, Moment moment) {
        LoginAction click = click(page, deeds);
        if (click != null) {
            return click;
        }
        LoginForm form = rules.username() == null ? anyForm(page) : LoginForm.find(page, rules, deeds);
        LoginAction onPage = onPage(page, deeds, form, moment);
        return isDone(page, deeds, form) ? new TakeSession(onPage) : onPage;
    }

    private static LoginAction click(PageDescription page, Deeds deeds) {
        return page.clicks().stream()
                .filter(click -> !deeds.has(
                        Deeds.Kind.CLICK,
                        deed -> deed.document() == page.document() && deed.target() == click.selector()))
                .findFirst()
                .<LoginAction>map(click -> click.cover().isEmpty()
                        ? new Click(click.selector())
                        : new Wait("what loginClickSelectors match is covered by " + click.cover()))
                .orElse(null);
    }

    /** Without a user name somebody else logs in, and a field for a password says that this is not done. */
    private static LoginForm anyForm(PageDescription page) {
        return page.controls().stream()
                .filter(control -> control.isPasswordField() && control.isShown())
                .filter(control -> !control.isMarked("new-password")
                        && !LoginWords.API_KEY.isIn(control.name(), control.about(), control.label()))
                .findFirst()
                .map(control -> new LoginForm(control, null, null))
                .orElse(LoginForm.NONE);
    }

    private boolean isDone(PageDescription page, Deeds deeds, LoginForm form) {
        boolean sent = deeds.isPasswordUsed(page);
        boolean login = form.exists() || (rules.username() != null && UserNamePage.find(page, rules) != null);
        boolean entered =
                rules.marks() ? sent || !login : (sent || rules.username() == null) && !login && !isCodeAsked(page);
        return entered && rules.site().equals(page.origin());
    }

    private LoginAction onPage(PageDescription page, Deeds deeds, LoginForm form, Moment moment) {
        if (rules.username() == null) {
            return form.exists()
                    ? needsHelp(page, "a user name and a password, and loginUsername is not set")
                    : moreAsked(page, nothingFound(page), moment);
        }
        if (isPasswordUsed(page, deeds, form)) {
            return moreAsked(page, AfterPassword.next(page, rules, deeds, form, moment), moment);
        }
        if (form.exists()) {
            return form.problem() == null ? fillForm(page, deeds, form, moment) : new Wait(form.problem());
        }
        Control username = UserNamePage.find(page, rules);
        if (username != null) {
            return fillUserName(page, deeds, username, moment);
        }
        return moreAsked(page, nothingFound(page), moment);
    }

    /** A field that is gone after it was filled may have been sent by a script. */
    private static boolean isPasswordUsed(PageDescription page, Deeds deeds, LoginForm form) {
        return deeds.isPasswordUsed(page) || (deeds.has(Deeds.Kind.FILL_PASSWORD) && !form.exists());
    }

    private LoginAction fillForm(PageDescription page, Deeds deeds, LoginForm form, Moment moment) {
        LoginAction obstacle = obstacle(page, form.password(), moment);
        if (obstacle == null && form.username() != null) {
            obstacle = obstacle(page, form.username(), moment);
        }
        if (obstacle != null) {
            return obstacle;
        }
        Origin target = strangeTarget(page, form.password());
        if (target != null) {
            return notTrusted(page, target);
        }
        if (form.username() != null && !rules.isUsername(form.username().value())) {
            return fill(page, deeds, form.username(), moment);
        }
        if (!form.password().filled()) {
            return fillPassword(page, deeds, form.password(), moment);
        }
        if (!deeds.has(Deeds.Kind.FILL_PASSWORD)) {
            return fillPassword(page, deeds, form.password(), moment); // what the browser or the page has put there
        }
        return moment.sinceDeed().compareTo(TAKEN_OVER) < 0
                ? new Wait("the form was filled in, and not sent yet")
                : send(page, form.fields(), form.password(), true);
    }

    /** Fills in the password: again only where a script of the page has emptied the field before anything was sent. */
    private static LoginAction fillPassword(PageDescription page, Deeds deeds, Control field, Moment moment) {
        if (!field.editable()) {
            return new Wait("the " + field.shownName() + " stayed read-only or disabled");
        }
        long fills = deeds.count(Deeds.Kind.FILL_PASSWORD, deed -> true);
        boolean emptied = page.quiet() && moment.sinceDeed().compareTo(NO_REQUEST) >= 0;
        return fills == 0 || (fills < MOST_PASSWORD_FILLS && emptied)
                ? new Fill(field, true)
                : new Wait("the " + field.shownName()
                        + " did not keep the password, which is typed once in a login; a loginStep can log in there");
    }

    private LoginAction fillUserName(PageDescription page, Deeds deeds, Control field, Moment moment) {
        LoginAction obstacle = obstacle(page, field, moment);
        if (obstacle != null) {
            return obstacle;
        }
        Origin target = strangeTarget(page, field);
        if (target != null) {
            return notTrusted(page, target);
        }
        boolean sentHere = deeds.has(Deeds.Kind.SEND_USERNAME, deed -> deed.document() == page.document());
        if (sentHere) {
            return new Wait("the form with the user name is still there" + said(page));
        }
        if (deeds.has(Deeds.Kind.SEND_USERNAME, deed -> deed.origin().equals(page.origin()))) {
            return new Wait("the page asks for the user name again" + said(page));
        }
        Deeds.Deed last = deeds.last();
        if (last != null
                && last.kind() == Deeds.Kind.CLICK
                && moment.sinceDeed().compareTo(AFTER_CLICK) < 0) {
            return new Wait("the page did not change after a click of loginClickSelectors");
        }
        return rules.isUsername(field.value())
                ? send(page, List.of(field), field, false)
                : fill(page, deeds, field, moment);
    }

    /** Fills in a user name: again if a script of the page has emptied the field, but not without end. */
    private static LoginAction fill(PageDescription page, Deeds deeds, Control field, Moment moment) {
        if (!field.editable()) {
            return new Wait("the " + field.shownName() + " stayed read-only or disabled");
        }
        boolean again = deeds.has(Deeds.Kind.FILL_USERNAME, deed -> deed.target() == field.number());
        boolean tooOften =
                deeds.count(Deeds.Kind.FILL_USERNAME, deed -> deed.origin().equals(page.origin())) >= MOST_FILLS;
        boolean tooSoon = again && moment.sinceDeed().compareTo(STAYS) < 0;
        return tooOften || tooSoon
                ? new Wait("the " + field.shownName()
                        + " did not keep the user name, or its page repeats; a loginStep can log in there")
                : new Fill(field, false);
    }

    private LoginAction send(PageDescription page, List<Control> filled, Control last, boolean password) {
        SubmitButton chosen = SubmitButton.choose(last, page, rules);
        if (chosen instanceof SubmitButton.Missing missing) {
            return new Wait(missing.why());
        }
        Control button = ((SubmitButton.Press) chosen).button();
        Form form = page.formOf(last);
        if (form != null
                && form.validated()
                && !form.invalid().isEmpty()
                && (button == null || button.kind() == Kind.SUBMIT)) {
            return new Wait("the browser does not send the form, because it calls the field " + form.invalidField()
                    + " invalid: " + form.invalid());
        }
        return new Send(filled, button, password);
    }

    /** Why this field may not be touched now; null if it may. */
    private LoginAction obstacle(PageDescription page, Control field, Moment moment) {
        if (moment.onDocument().compareTo(page.loaded() ? FIRST_TOUCH : FIRST_TOUCH_UNLOADED) < 0
                || moment.unchanged().compareTo(SETTLED) < 0
                || (!field.parsed() && moment.unchanged().compareTo(UNPARSED) < 0)) {
            return new Wait("the page kept changing, or was not read to the end of the form");
        }
        if (!field.cover().isEmpty()) {
            return new Wait("the " + field.shownName() + " is covered by " + field.cover());
        }
        if (field.kind() != Kind.FIELD) {
            return new Wait("the element that the options name as a field cannot be filled");
        }
        if (!rules.trusted().contains(page.origin())) {
            return new Fail(Reason.HOST_NOT_TRUSTED, notTrusted(page));
        }
        return page.stranger().isEmpty()
                ? null
                : new Wait("HtmlUnit lets " + page.stranger()
                        + ", in a frame or a window, read what is typed there, so nothing"
                        + " was; use Chrome or Chromium");
    }

    private String notTrusted(PageDescription page) {
        return "The page " + page.address() + " is a login"
                + (TrustedOrigins.isEncrypted(page.origin())
                        ? ", but is not trusted with user name and password: " + remedy(page.origin())
                        : " without encryption. User name and password are typed over https only");
    }

    /** Where this form would be sent to if it is not trusted; null if it is, or if a script sends it. */
    private Origin strangeTarget(PageDescription page, Control field) {
        Form form = page.formOf(field);
        if (form == null || !(SubmitButton.choose(field, page, rules) instanceof SubmitButton.Press press)) {
            return null;
        }
        Origin target = press.button() == null ? form.target() : press.button().target();
        return target == null || rules.trusted().contains(target) ? null : target;
    }

    private Fail notTrusted(PageDescription page, Origin target) {
        String form = "The page " + page.address() + " would send its login form to " + target;
        return new Fail(
                Reason.HOST_NOT_TRUSTED,
                TrustedOrigins.isEncrypted(target)
                        ? form + ", which is not trusted with user name and password: " + remedy(target)
                        : form + ", without encryption. User name and password are sent over https only");
    }

    private String remedy(Origin origin) {
        return "only " + rules.trusted() + " are. If this is the right place to log in, add " + origin.host() + ":"
                + origin.port() + " to loginHosts";
    }

    /** A one-time code is asked for in place of whatever is waited for. */
    private LoginAction moreAsked(PageDescription page, LoginAction otherwise, Moment moment) {
        boolean stays = moment.unchanged().compareTo(STAYS) >= 0;
        return stays && otherwise instanceof Wait && isCodeAsked(page)
                ? needsHelp(page, "a second factor (a one-time code)")
                : otherwise;
    }

    private static boolean isCodeAsked(PageDescription page) {
        return page.controls().stream()
                        .anyMatch(control -> control.kind() == Kind.FIELD && control.isShown() && isCode(control))
                && !page.isWrittenOn();
    }

    private static boolean isCode(Control field) {
        return field.isMarked("one-time-code")
                || "code".equalsIgnoreCase(field.name())
                || LoginWords.CODE.isIn(field.name(), field.about());
    }

    private LoginAction needsHelp(PageDescription page, String asked) {
        return rules.attended()
                ? new Wait("the page asks for " + asked)
                : new Fail(
                        Reason.MORE_ASKED,
                        "The page " + page.address() + " asks for " + asked
                                + ". Configure it, a bean as loginStep, or log in by hand with browserHeadless=false");
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
                        ? "no field for a password showed that is surely one of a login" + said(page)
                                + "; check loginUrl, loginPasswordSelector and loginClickSelectors"
                        : "it never came back to " + rules.site().host() + said(page)
                                + "; loginClickSelectors or a loginStep may be needed");
    }

    private Control otherUser(PageDescription page) {
        return page.controls().stream()
                .filter(field -> field.isPasswordField() && field.isShown())
                .map(field -> UserNameField.fixed(field, page))
                .filter(user -> user != null && UserNameField.isNamed(user) && !rules.isUsername(user.value()))
                .findFirst()
                .orElse(null);
    }

    private static String said(PageDescription page) {
        return page.messages().isEmpty() ? "" : " (it says: " + page.messages().get(0) + ")";
    }
}
