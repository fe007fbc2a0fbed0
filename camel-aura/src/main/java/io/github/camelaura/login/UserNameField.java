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

import java.util.List;
import java.util.stream.Stream;

import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Kind;

/** The field for the user name that belongs to a field for the password. */
final class UserNameField {

    private UserNameField() {}

    /** The editable one, or null. */
    static Control of(Control password, PageDescription page, LoginRules rules) {
        if (rules.usernameSelector()) {
            return page.controls().stream()
                    .filter(control -> control.username() && control.isShown() && control.kind() == Kind.FIELD)
                    .findFirst()
                    .orElse(null);
        }
        List<Control> fields =
                candidates(password, page).filter(Control::editable).toList();
        return chosen(fields, password, page);
    }

    /** A read-only one that holds a value, or null. */
    static Control fixed(Control password, PageDescription page) {
        List<Control> fields = candidates(password, page)
                .filter(field -> !field.editable() && field.filled())
                .toList();
        return chosen(fields, password, page);
    }

    /** Whether a field is one for a user name by what marks or names it. */
    static boolean isNamed(Control field) {
        return isMarked(field) || LoginWords.USERNAME.isIn(field.name(), field.about(), field.label());
    }

    static boolean isMarked(Control field) {
        return field.isMarked("username") || field.isMarked("email") || field.isMarked("webauthn");
    }

    private static Stream<Control> candidates(Control password, PageDescription page) {
        boolean hasForm = password.form() >= 0;
        return page.group(password).stream()
                .filter(field -> field.isTextField() && !field.equals(password))
                // a form has its own fields only; without one, those of a search or a newsletter may be among them
                .filter(field -> hasForm || isMarked(field) || !isOfAnotherPurpose(field));
    }

    static boolean isOfAnotherPurpose(Control field) {
        return Stream.of(LoginWords.SEARCH, LoginWords.NEWSLETTER, LoginWords.API_KEY)
                .anyMatch(words -> words.isIn(field.name(), field.about(), field.label()));
    }

    private static Control chosen(List<Control> fields, Control password, PageDescription page) {
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
                .flatMap(java.util.Optional::stream)
                .findFirst()
                .orElse(null);
    }
}
