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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelaura.http.ShownText;
import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Form;
import io.github.camelaura.login.PageDescription.Hidden;
import io.github.camelaura.login.PageDescription.Kind;

/**
 * The login form of a page: the one field that may receive the password, and the field for the user name that belongs to it.
 *
 * @param password the field for the password
 * @param username the editable field for the user name, or null
 * @param problem why nothing may be typed although it is a login, or null
 */
record LoginForm(Control password, Control username, String problem) {

    /** A login asks for a user name and perhaps a tenant; more is asked of somebody new. */
    private static final int MOST_FIELDS = 2;

    /** The answer of a page without a login form. */
    static final LoginForm NONE = new LoginForm(null, null, null);

    /** Finds the login form; {@link #NONE} if there is none that surely is one. */
    static LoginForm find(PageDescription page, LoginRules rules, Deeds deeds) {
        return new Search(page, rules, deeds).find();
    }

    boolean exists() {
        return password != null;
    }

    private LoginForm withProblem(String text) {
        return new LoginForm(password, username, text);
    }

    static String aboutAnotherUser(Control user) {
        return "the page is about another user: the read-only " + user.shownName() + " does not hold loginUsername";
    }

    /** One search on one page. */
    private record Search(PageDescription page, LoginRules rules, Deeds deeds) {

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
            List<Control> matched =
                    page.controls().stream().filter(Control::password).toList();
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

        /** A sign-up or a change of the password has more than one field that could be meant. */
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
                    && (!besideNew || UserNameField.of(field, page, rules) != null);
        }

        private LoginForm formAround(Control password) {
            return new LoginForm(password, UserNameField.of(password, page, rules), null);
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
            if (LoginWords.API_KEY.isIn(field.name(), field.about(), field.label())) {
                return false;
            }
            if (named) {
                return true;
            }
            // weaker: the page is the second of two, or shows who logs in; one on which a text is written is neither
            return !page.isWrittenOn()
                    && !LoginWords.CODE.isIn(field.name(), field.about(), field.label())
                    && !"code".equalsIgnoreCase(field.name())
                    && (deeds.has(Deeds.Kind.SEND_USERNAME) || rules.isUsernameOn(page));
        }

        /** A sign-up, a payment, or what is saved or deleted by its button. */
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
                    || LoginWords.OTHER_DEED.isIn(button)
                    || (!field.isMarked("current-password") && LoginWords.SIGN_UP.isIn(about, button));
        }

        /** What speaks for a form, the strongest first. */
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

        /** Pages show the same form twice: in the header and below it. */
        private boolean isCopy(LoginForm one, LoginForm other) {
            Form first = page.formOf(one.password);
            Form second = page.formOf(other.password);
            return first != null
                    && second != null
                    && first.action().equals(second.action())
                    && one.password.name().equals(other.password.name());
        }

        /** Whether it is clear whose password it is. */
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
                        + ShownText.ofText(users.get(0).name(), List.of()) + " does not hold loginUsername");
            }
            Control shown = UserNameField.fixed(form.password, page);
            if (shown != null && !rules.isUsername(shown.value())) {
                return form.withProblem(aboutAnotherUser(shown));
            }
            boolean known = shown != null || deeds.has(Deeds.Kind.SEND_USERNAME) || rules.isUsernameOn(page);
            return known
                    ? form
                    : form.withProblem(
                            "the page has a field for the password, but no field for the user name was found;"
                                    + " set loginUsernameSelector");
        }
    }

    /** The filled fields, as they are compared before the form is sent. */
    List<Control> fields() {
        return Stream.of(username, password).filter(field -> field != null).toList();
    }
}
