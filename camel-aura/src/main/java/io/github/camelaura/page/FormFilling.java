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

import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Moment;
import io.github.camelaura.page.PageDescription.Form;

/**
 * Decides how to fill in and send a form. User name, password and one-time codes go only to pages and
 * form targets that {@code loginHosts} lists, and only after the page has stopped changing.
 */
record FormFilling(PageDescription page, LoginRules rules, ActionHistory history, Moment moment) {

    // A page without scripts does not change and does not process what is typed, so only UNPARSED and AFTER_CLICK apply
    // to it.

    /** The time without a change after which a page is used. */
    private static final Duration SETTLED = Duration.ofMillis(150);

    /** Scripts may replace the fields of a page, or empty them, just after it was loaded. */
    private static final Duration FIRST_TOUCH = Duration.ofMillis(400);

    /** Some resources of a page may never arrive, so the page is used after this time without them. */
    private static final Duration FIRST_TOUCH_UNLOADED = Duration.ofSeconds(2);

    /** A click may open another page, so the field of the present page may not be the right one for this time. */
    private static final Duration AFTER_CLICK = Duration.ofSeconds(1);

    /** The time without a change after which a form is used that the parser has not read to the end. */
    private static final Duration UNPARSED = Duration.ofSeconds(2);

    /** The time between two attempts to fill in the same field. */
    static final Duration BETWEEN_FILLS = Duration.ofSeconds(1);

    /** The time after which a form is sent, because pages may process typed text with a delay. */
    private static final Duration TAKEN_OVER = Duration.ofMillis(700);

    /** The time after which a code in boxes is sent, because pages often send it themselves after the last digit. */
    private static final Duration SENT_BY_PAGE = Duration.ofSeconds(2);

    private static final int MOST_FILLS = 3;

    private static final int MOST_PASSWORD_FILLS = 2;

    /** A browser reports a request only after its response has arrived, so a recent request may not be known yet. */
    private static final Duration NO_REQUEST = Duration.ofSeconds(5);

    /** Returns the next action for a form with a field for the password. */
    LoginAction next(LoginForm form) {
        if (form.problem() != null) {
            return new Wait(form.problem());
        }
        LoginAction obstacle = obstacle(form.password(), PageTrust.Secret.LOGIN);
        if (obstacle == null && form.username() != null) {
            obstacle = obstacle(form.username(), PageTrust.Secret.LOGIN);
        }
        if (obstacle == null) {
            obstacle = new PageTrust(page, rules).target(form.password(), PageTrust.Secret.LOGIN);
        }
        if (obstacle != null) {
            return obstacle;
        }
        if (form.username() != null && !rules.isUsername(form.username().value())) {
            return fillUserName(form.username());
        }
        // a value that the browser or the page has put into the field is replaced
        if (!form.password().filled() || !history.has(ActionHistory.Kind.FILL_PASSWORD)) {
            return fillPassword(form.password());
        }
        CodeField code = rules.codeDigits() == 0 ? null : CodeField.beside(form.password(), page, rules);
        if (code != null && !history.has(ActionHistory.Kind.FILL_CODE)) {
            return fillCode(code);
        }
        if (code != null && page.sentItself()) {
            return new Wait("the page has sent the one-time code with the password itself" + page.said());
        }
        return sendWhenTakenOver(form.fields(), form.password(), code, ActionHistory.Kind.SEND_PASSWORD);
    }

    /** Fills in a one-time code. */
    LoginAction fillCode(CodeField code) {
        if (code.isInBoxes() && code.fields().size() != rules.codeDigits()) {
            return new Wait("the page has " + code.fields().size() + " boxes for a one-time code, and the codes of"
                    + " loginTotpSecret have " + rules.codeDigits() + " digits; set loginTotpSelector, or digits in its"
                    + " otpauth URI");
        }
        LoginAction obstacle = obstacle(code);
        if (obstacle != null) {
            return obstacle;
        }
        for (Control field : code.fields()) {
            if (!field.editable()) {
                return notEditable(field);
            }
        }
        return page.scripted() && !CodeField.stays(moment)
                ? new Wait("the field for a one-time code has just appeared")
                : new FillCode(code.fields());
    }

    /** Sends a one-time code that was filled in. */
    LoginAction sendCode(CodeField code) {
        if (!code.isFilled()) {
            return new Wait("the " + code.first().shownName() + " did not keep the one-time code" + page.said());
        }
        // a page may enable the button, which has the target, when the code is there
        LoginAction obstacle = obstacle(code);
        return obstacle == null
                ? sendWhenTakenOver(List.of(), code.last(), code, ActionHistory.Kind.SEND_CODE)
                : obstacle;
    }

    /** Returns the reason why a code must not be filled in or sent now, or null if there is none. */
    private LoginAction obstacle(CodeField code) {
        for (Control field : code.fields()) {
            LoginAction obstacle = obstacle(field, PageTrust.Secret.CODE);
            if (obstacle == null) {
                obstacle = new PageTrust(page, rules)
                        .target(field, PageTrust.Secret.CODE); // loginTotpSelector may match fields of several forms
            }
            if (obstacle != null) {
                return obstacle;
            }
        }
        return null;
    }

    LoginAction sendWhenTakenOver(List<Control> filled, Control last, CodeField code, ActionHistory.Kind kind) {
        return whenTakenOver(code != null && code.isInBoxes(), send(filled, last, code, kind));
    }

    /** Returns the next action for the first of two pages, which has this field for the user name and none for the password. */
    LoginAction nextOfUserName(Control field) {
        LoginAction obstacle = obstacleTo(field);
        if (obstacle != null) {
            return obstacle;
        }
        boolean sentHere = history.has(ActionHistory.Kind.SEND_USERNAME, page);
        if (sentHere) {
            return new Wait("the form with the user name is still there" + page.said());
        }
        if (history.has(
                ActionHistory.Kind.SEND_USERNAME, entry -> entry.origin().equals(page.origin()))) {
            return new Wait("the page asks for the user name again" + page.said());
        }
        ActionHistory.Entry last = history.last();
        if (last != null
                && last.kind() == ActionHistory.Kind.CLICK
                && moment.sinceAction().compareTo(AFTER_CLICK) < 0) {
            return new Wait("the page did not change after a click of loginClickSelectors");
        }
        return rules.isUsername(field.value())
                ? send(List.of(field), field, null, ActionHistory.Kind.SEND_USERNAME)
                : fillUserName(field);
    }

    /** Fills in the user name. Repeats this a few times if a script of the page has emptied the field. */
    private LoginAction fillUserName(Control field) {
        if (!field.editable()) {
            return notEditable(field);
        }
        boolean again = history.has(ActionHistory.Kind.FILL_USERNAME, entry -> entry.target() == field.number());
        boolean tooOften = history.count(ActionHistory.Kind.FILL_USERNAME, entry -> entry.origin()
                        .equals(page.origin()))
                >= MOST_FILLS;
        boolean tooSoon = again && moment.sinceAction().compareTo(BETWEEN_FILLS) < 0;
        return tooOften || tooSoon
                ? new Wait("the " + field.shownName()
                        + " did not keep the user name, or its page repeats; a loginStep can log in there")
                : new Fill(field, false);
    }

    /** Fills in the password. Repeats this once if a script of the page has emptied the field and nothing was sent. */
    private LoginAction fillPassword(Control field) {
        if (!field.editable()) {
            return notEditable(field);
        }
        long fills = history.count(ActionHistory.Kind.FILL_PASSWORD, entry -> true);
        boolean emptied = page.quiet() && moment.sinceAction().compareTo(NO_REQUEST) >= 0;
        return fills == 0 || (fills < MOST_PASSWORD_FILLS && emptied)
                ? new Fill(field, true)
                : new Wait("the " + field.shownName()
                        + " did not keep the password, which is typed once in a login; a loginStep can log in there");
    }

    private static Wait notEditable(Control field) {
        return new Wait("the " + field.shownName() + " stayed read-only or disabled");
    }

    private LoginAction send(List<Control> filled, Control last, CodeField code, ActionHistory.Kind kind) {
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
        return new Send(filled, code == null ? List.of() : code.fields(), button, kind);
    }

    /** Returns the reason why this field must not be filled in or sent now, or null if there is none. */
    LoginAction obstacleTo(Control field) {
        LoginAction obstacle = obstacle(field, PageTrust.Secret.LOGIN);
        return obstacle == null ? new PageTrust(page, rules).target(field, PageTrust.Secret.LOGIN) : obstacle;
    }

    /** Returns a form that is ready to be sent, or a wait, because pages may process typed text with a delay. */
    LoginAction whenTakenOver(boolean boxes, LoginAction send) {
        return page.scripted() && moment.sinceAction().compareTo(boxes ? SENT_BY_PAGE : TAKEN_OVER) < 0
                ? new Wait("the form was filled in, and not sent yet")
                : send;
    }

    /** Returns the reason why this element must not be used now, or null if there is none. */
    Wait notReady(Control field) {
        boolean mayChange = page.scripted()
                && (moment.onDocument().compareTo(page.loaded() ? FIRST_TOUCH : FIRST_TOUCH_UNLOADED) < 0
                        || moment.unchanged().compareTo(SETTLED) < 0);
        if (mayChange || (!field.parsed() && moment.unchanged().compareTo(UNPARSED) < 0)) {
            return new Wait("the page kept changing, or was not read to the end of the form");
        }
        if (!field.cover().isEmpty()) {
            return new Wait("the " + field.shownName() + " is covered by " + field.cover());
        }
        return null;
    }

    /** Returns the reason why this field must not be filled in now, or null if there is none. */
    private LoginAction obstacle(Control field, PageTrust.Secret secret) {
        Wait notReady = notReady(field);
        if (notReady != null) {
            return notReady;
        }
        if (!field.isFillable()) {
            return new Wait("the element that the options name as a field cannot be filled");
        }
        if (!rules.trusted().contains(page.origin())) {
            return new PageTrust(page, rules).page(secret, field);
        }
        return page.foreignReader().isEmpty()
                ? null
                : new Wait("HtmlUnit would let " + page.foreignReader()
                        + ", in a frame or a window, read the fields of the page, so"
                        + " nothing was typed; use Chrome or Chromium");
    }
}
