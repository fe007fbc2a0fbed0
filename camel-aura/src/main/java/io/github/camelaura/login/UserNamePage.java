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

import io.github.camelaura.login.PageDescription.Control;
import io.github.camelaura.login.PageDescription.Form;
import io.github.camelaura.login.PageDescription.Kind;

/** The first of two pages, which has a field for the user name and none for the password. */
final class UserNamePage {

    private UserNamePage() {}

    /** The field for the user name, if the page looks like a login; otherwise null. */
    static Control find(PageDescription page, LoginRules rules) {
        if (rules.usernameSelector()) {
            return page.controls().stream()
                    .filter(control -> control.username() && control.isShown() && control.kind() == Kind.FIELD)
                    .findFirst()
                    .orElse(null);
        }
        List<Control> found = page.controls().stream()
                .filter(field -> field.isTextField() && field.isShown() && field.editable())
                .filter(field -> looksLikeLogin(field, page, rules))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static boolean looksLikeLogin(Control field, PageDescription page, LoginRules rules) {
        List<Control> group = page.group(field);
        long texts = group.stream()
                .filter(each -> each.kind() == Kind.FIELD || each.kind() == Kind.EDITOR)
                .count();
        if (texts != 1 || !UserNameField.isNamed(field) || UserNameField.isOfAnotherPurpose(field)) {
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
                || LoginWords.OTHER_DEED.isIn(button);
        if (other && !LoginWords.LOGIN.isIn(button)) {
            return false;
        }
        boolean marked = field.isMarked("username") || field.isMarked("webauthn");
        boolean hidesPassword = form != null && form.hasPasswordField();
        return marked || login || hidesPassword || (isStronglyNamed(field) && LoginWords.LOGIN.isIn(page.title()));
    }

    /** An e-mail address is asked for by many forms; a user name by a login. */
    private static boolean isStronglyNamed(Control field) {
        return LoginWords.USERNAME.isIn(field.name(), field.about(), field.label());
    }
}
