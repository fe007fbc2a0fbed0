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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.PageDescription.Form;

/** Finds the field for the user name: next to a field for the password, or alone on the first of two login pages. */
final class UserNameField {

    private UserNameField() {}

    /** Returns the editable field for the user name that belongs to a field for the password, or null. */
    static Control beside(Control password, PageDescription page, LoginRules rules) {
        if (rules.usernameSelector()) {
            return configured(page);
        }
        List<Control> fields =
                candidates(password, page).filter(Control::editable).toList();
        return best(fields, password, page);
    }

    /** Returns the read-only field with a user name that belongs to a field for the password, or null. */
    static Control readOnlyBeside(Control password, PageDescription page) {
        List<Control> fields = candidates(password, page)
                .filter(field -> !field.editable() && field.filled())
                .toList();
        return best(fields, password, page);
    }

    /** Returns the field for the user name on the first of two login pages; null if the page is not certainly a login. */
    static Control alone(PageDescription page, LoginRules rules) {
        if (rules.usernameSelector()) {
            return configured(page);
        }
        List<Control> found = page.controls().stream()
                .filter(field -> field.isTextField() && field.isShown() && field.editable())
                .filter(field -> isOfLogin(field, page, rules))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    /**
     * Returns the field beside a field for the password that a {@code loginField} option names, although no other field can be the one
     * for the user name; null if there is none, or the user name is known to the page.
     */
    static Control ofOption(PageDescription page, LoginRules rules, ActionHistory history) {
        if (rules.usernameSelector() || history.has(ActionHistory.Kind.SEND_USERNAME) || rules.isUsernameOn(page)) {
            return null;
        }
        return page.controls().stream()
                .filter(each -> each.isPasswordField() && each.isShown())
                .filter(password -> page.group(password).stream().noneMatch(Control::isTextField))
                .flatMap(password -> page.group(password).stream())
                .filter(each -> each.extra() != null && each.kind() == Kind.FIELD && isNamed(each))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the autocomplete attribute, the name or the label says that a field is for a user name. */
    static boolean isNamed(Control field) {
        return isMarked(field) || hasUserNameWord(field);
    }

    /** Returns the field that {@code loginUsernameSelector} matches, or null. */
    private static Control configured(PageDescription page) {
        return page.controls().stream()
                .filter(control -> control.username() && control.isShown() && control.kind() == Kind.FIELD)
                .findFirst()
                .orElse(null);
    }

    /** Returns the text fields that may belong to a field for the password. */
    private static Stream<Control> candidates(Control password, PageDescription page) {
        boolean hasForm = password.form() >= 0;
        return page.group(password).stream()
                .filter(field -> field.isTextField() && !field.equals(password))
                // without a form, the fields of a search or a newsletter may be in the same group
                .filter(field -> hasForm || isMarked(field) || !isOfAnotherPurpose(field));
    }

    /** Returns the most likely field: by its autocomplete attribute, or the last suitable one before the password; or null. */
    private static Control best(List<Control> fields, Control password, PageDescription page) {
        int end = page.index(password);
        List<Control> before =
                fields.stream().filter(field -> page.index(field) < end).toList();
        return Stream.of(
                        fields.stream()
                                .filter(field -> field.isMarked("username"))
                                .findFirst(),
                        fields.stream().filter(UserNameField::isMarked).findFirst(),
                        before.stream().filter(UserNameField::isNamed).reduce((first, last) -> last),
                        before.stream()
                                .filter(field -> !isOfAnotherPurpose(field))
                                .reduce((first, last) -> last))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the only text field of a form belongs to a login. */
    private static boolean isOfLogin(Control field, PageDescription page, LoginRules rules) {
        long texts = page.group(field).stream()
                .filter(each -> each.extra() == null && (each.kind() == Kind.FIELD || each.kind() == Kind.EDITOR))
                .count();
        if (texts != 1 || !isNamed(field) || isOfAnotherPurpose(field)) {
            return false;
        }
        Form form = page.formOf(field);
        String about = form == null ? "" : form.about() + " " + form.action();
        String button = SubmitButton.label(field, page, rules);
        boolean login = LoginWords.LOGIN.isIn(button, about) || LoginWords.NEXT.isIn(button);
        boolean other = LoginWords.SEARCH.isIn(about, button)
                || LoginWords.NEWSLETTER.isIn(about, button)
                || LoginWords.SIGN_UP.isIn(about, button)
                || LoginWords.FORGOT.isIn(about, button)
                || LoginWords.OTHER_ACTION.isIn(button);
        if (other && !LoginWords.LOGIN.isIn(button)) {
            return false;
        }
        boolean marked = field.isMarked("username") || field.isMarked("webauthn");
        boolean hidesPassword = form != null && form.hasPasswordField();
        // the word in the name is needed: many forms that are not a login have a field for an e-mail address
        return marked || login || hidesPassword || (hasUserNameWord(field) && LoginWords.LOGIN.isIn(page.title()));
    }

    /** Returns whether the autocomplete attribute says that a field is for a user name. */
    private static boolean isMarked(Control field) {
        return field.isMarked("username") || field.isMarked("email") || field.isMarked("webauthn");
    }

    private static boolean hasUserNameWord(Control field) {
        return LoginWords.USERNAME.isIn(field.name(), field.about(), field.label());
    }

    static boolean isOfAnotherPurpose(Control field) {
        return Stream.of(LoginWords.SEARCH, LoginWords.NEWSLETTER, LoginWords.API_KEY)
                .anyMatch(words -> words.isIn(field.name(), field.about(), field.label()));
    }
}
