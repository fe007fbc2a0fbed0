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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelaura.http.ShownText;
import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.PageDescription.Form;
import io.github.camelaura.page.PageDescription.Hidden;

/**
 * The login form of a page: the only field that may receive the password, and the field for its user name.
 *
 * @param password the field for the password; null if the page has no login form
 * @param username the editable field for the user name, or null
 * @param problem the reason why nothing may be typed although the form is a login; null if there is none
 */
record LoginForm(Control password, Control username, String problem) {

    /** A login has a field for the user name and perhaps for a tenant; a form with more text fields is a sign-up. */
    private static final int MOST_FIELDS = 2;

    private static final LoginForm NONE = new LoginForm(null, null, null);

    /**
     * Finds the login form of a page.
     *
     * @return a form that does not exist if no form of the page is certainly a login
     */
    static LoginForm find(PageDescription page, LoginRules rules, ActionHistory history) {
        return rules.username() == null ? ofUnknownUser(page) : new Search(page, rules, history).find();
    }

    /** Returns the form for a login by a person or a single sign-on, for which every password field counts as a login. */
    private static LoginForm ofUnknownUser(PageDescription page) {
        return page.controls().stream()
                .filter(control -> control.isPasswordField() && control.isShown())
                .filter(control -> !control.isMarked("new-password") && !isForApiKey(control))
                .findFirst()
                .map(control -> new LoginForm(control, null, null))
                .orElse(NONE);
    }

    private static boolean isForApiKey(Control field) {
        return LoginWords.API_KEY.isIn(field.name(), field.about(), field.label());
    }

    /** Returns whether the page has a login form. */
    boolean exists() {
        return password != null;
    }

    /** Returns the filled fields, whose values are compared before the form is sent. */
    List<Control> fields() {
        return Stream.of(username, password).filter(field -> field != null).toList();
    }

    private LoginForm withProblem(String text) {
        return new LoginForm(password, username, text);
    }

    /** Returns the message for a page that lets only this other user log in. */
    static String aboutAnotherUser(Control user) {
        return "the page is about another user: the read-only " + user.shownName() + " does not hold loginUsername";
    }

    /** The search for the login form of one page. */
    private record Search(PageDescription page, LoginRules rules, ActionHistory history) {

        LoginForm find() {
            if (rules.passwordSelector()) {
                return configured();
            }
            List<LoginForm> forms = page.controls().stream()
                    .filter(control -> control.isPasswordField() && control.isShown())
                    .filter(this::isOnlyOneOfItsForm)
                    .map(this::formAround)
                    .filter(this::qualifies)
                    .sorted(Comparator.comparingInt(this::rank).reversed())
                    .toList();
            if (forms.isEmpty()) {
                return NONE;
            }
            LoginForm best = forms.get(0);
            if (forms.size() > 1 && rank(best) == rank(forms.get(1)) && !isCopy(best, forms.get(1))) {
                return best.withProblem("the page has several forms that look like a login; set loginPasswordSelector");
            }
            return checked(best);
        }

        private LoginForm configured() {
            List<Control> matched = page.controls().stream()
                    .filter(each -> each.password() && !each.code())
                    .toList();
            Control field = matched.stream()
                    .filter(control -> control.kind() == Kind.FIELD && control.isShown())
                    .findFirst()
                    .orElse(null);
            if (field != null) {
                return checked(formAround(field));
            }
            boolean wrong = matched.stream().anyMatch(control -> control.isShown() && control.kind() != Kind.FIELD);
            return wrong
                    ? new LoginForm(
                            matched.get(0), null, "loginPasswordSelector matches an element that is not a field")
                    : NONE;
        }

        /** Returns false for a sign-up or a change of the password, which has several fields for passwords. */
        private boolean isOnlyOneOfItsForm(Control field) {
            List<Control> all =
                    page.group(field).stream().filter(Control::isPasswordField).toList();
            List<Control> left = all.stream()
                    .filter(each -> !each.isMarked("new-password") && !each.isMarked("one-time-code"))
                    .toList();
            if (left.isEmpty()) {
                boolean alone = page.controls().stream()
                                .filter(each -> each.isPasswordField() && each.isShown())
                                .count()
                        == 1;
                return alone && field.isMarked("new-password") && field.form() >= 0;
            }
            boolean besideNew = all.stream().anyMatch(each -> each.isMarked("new-password"));
            return left.size() == 1
                    && left.get(0).equals(field)
                    && (!besideNew || UserNameField.beside(field, page, rules) != null);
        }

        private LoginForm formAround(Control password) {
            return new LoginForm(password, UserNameField.beside(password, page, rules), null);
        }

        private boolean qualifies(LoginForm form) {
            Control field = form.password;
            boolean named = form.username != null && page.index(form.username) < page.index(field);
            if (isForSomethingElse(form)) {
                return false;
            }
            if (field.isMarked("new-password")) {
                return named;
            }
            if (field.isMarked("current-password")) {
                return true;
            }
            if (isForApiKey(field)) {
                return false;
            }
            if (named) {
                return true;
            }
            // weaker evidence: the page is the second of two, or shows the user name; a page with an editor is a chat
            return !page.hasEditor()
                    && !LoginWords.CODE.isIn(field.name(), field.about(), field.label())
                    && !"code".equalsIgnoreCase(field.name())
                    && (history.has(ActionHistory.Kind.SEND_USERNAME) || rules.isUsernameOn(page));
        }

        /** Returns whether the form is a sign-up or a payment, or its button saves or deletes something. */
        private boolean isForSomethingElse(LoginForm form) {
            Control field = form.password;
            if (field.autocomplete().contains("cc-")) {
                return true;
            }
            String button = SubmitButton.label(field, page, rules);
            if (LoginWords.LOGIN.isIn(button)) {
                return false;
            }
            Form around = page.formOf(field);
            String about = around == null ? "" : around.about() + " " + around.action();
            boolean marked = field.isMarked("current-password")
                    || (form.username != null && form.username.isMarked("username"))
                    || LoginWords.LOGIN.isIn(about);
            boolean many =
                    page.group(field).stream().filter(Control::isTextField).count() > MOST_FIELDS && !marked;
            return many
                    || LoginWords.OTHER_ACTION.isIn(button)
                    || (!field.isMarked("current-password") && LoginWords.SIGN_UP.isIn(about, button));
        }

        /** Ranks a form by the evidence that it is a login, the strongest first. */
        private int rank(LoginForm form) {
            Form around = page.formOf(form.password);
            String about = around == null ? "" : around.about() + " " + around.action();
            List<Boolean> signs = new ArrayList<>();
            signs.add(form.password.isMarked("current-password"));
            signs.add(form.username != null && form.username.isMarked("username"));
            signs.add(LoginWords.LOGIN.isIn(SubmitButton.label(form.password, page, rules)));
            signs.add(LoginWords.LOGIN.isIn(about));
            signs.add(page.group(form.password).stream()
                            .filter(Control::isTextField)
                            .count()
                    == 1);
            return signs.stream().reduce(0, (sum, sign) -> 2 * sum + (sign ? 1 : 0), Integer::sum);
        }

        /** Returns whether both are copies of one form; pages show the same form in the header and below it. */
        private boolean isCopy(LoginForm one, LoginForm other) {
            Form first = page.formOf(one.password);
            Form second = page.formOf(other.password);
            return first != null
                    && second != null
                    && first.action().equals(second.action())
                    && one.password.name().equals(other.password.name());
        }

        /** Adds a problem to a form unless it is certain that the form is for the configured user. */
        private LoginForm checked(LoginForm form) {
            if (form.username != null) {
                return form;
            }
            Form around = page.formOf(form.password);
            List<Hidden> users = around == null
                    ? List.of()
                    : around.hidden().stream().filter(Hidden::isUser).toList();
            if (!users.isEmpty() && users.stream().noneMatch(user -> rules.isUsername(user.value()))) {
                return form.withProblem("the page is about another user: the field "
                        + ShownText.text(users.get(0).name(), List.of()) + " does not hold loginUsername");
            }
            Control shown = UserNameField.readOnlyBeside(form.password, page);
            if (shown != null && !rules.isUsername(shown.value())) {
                return form.withProblem(aboutAnotherUser(shown));
            }
            boolean known = shown != null || history.has(ActionHistory.Kind.SEND_USERNAME) || rules.isUsernameOn(page);
            return known
                    ? form
                    : form.withProblem(
                            "the page has a field for the password, but no field for the user name was found;"
                                    + " set loginUsernameSelector" + ExtraFields.misnamed(rules, history));
        }
    }
}
