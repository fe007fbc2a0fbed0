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
import java.util.List;

import io.github.camelaura.page.ActionHistory.Kind;
import io.github.camelaura.page.LoginAction.Press;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.Wait;

/**
 * Decides about the click of a step. After user name, password or a code was filled in, the next click on the page counts as sending
 * them, with the same checks as without steps.
 */
record StepClick(FormFilling filling, Control button) {

    LoginAction next() {
        LoginAction obstacle = filling.notReady(button);
        if (obstacle != null) {
            return obstacle;
        }
        if (!button.enabled()) {
            return new Wait("the " + button.shownName() + " stayed disabled");
        }
        Control password = password();
        Control username = filled(Kind.FILL_USERNAME);
        Control code = filled(Kind.FILL_CODE);
        for (Kind kind : List.of(Kind.FILL_PASSWORD, Kind.FILL_USERNAME, Kind.FILL_CODE)) {
            Control field = held(kind); // a form sends hidden fields, too
            LoginAction target = field == null
                    ? null
                    : new PageTrust(filling.page(), filling.rules())
                            .target(
                                    field,
                                    button,
                                    kind == Kind.FILL_CODE ? PageTrust.Secret.CODE : PageTrust.Secret.LOGIN);
            if (target != null) {
                return target;
            }
        }
        if (password != null && history().has(Kind.SEND_PASSWORD, filling.page())) {
            return new Wait("the password was sent from this page by an earlier click, and is sent once in a login."
                    + " Fill in the password last, just before the click that sends it");
        }
        if (code != null && history().last(Kind.FILL_CODE, Kind.SEND_CODE).kind() == Kind.SEND_CODE) {
            return new Wait("the one-time code was sent from this page by an earlier click");
        }
        return password == null && username == null && code == null
                ? new Press(button)
                : send(username, password, code);
    }

    private LoginAction send(Control username, Control password, Control code) {
        List<Control> filled = new ArrayList<>();
        if (username != null && (password != null || code == null)) {
            filled.add(username);
        }
        if (password != null) {
            filled.add(password);
        }
        List<Control> codes = code == null
                ? List.of()
                : code.digit()
                        ? filling.page().group(code).stream()
                                .filter(Control::digit)
                                .toList()
                        : List.of(code);
        Kind kind = password != null ? Kind.SEND_PASSWORD : code != null ? Kind.SEND_CODE : Kind.SEND_USERNAME;
        return filling.whenTakenOver(codes.size() > 1, new Send(filled, codes, button, kind));
    }

    /** Returns the visible field with the password; the page may have replaced the field. */
    private Control password() {
        Control field = filled(Kind.FILL_PASSWORD);
        return field != null || !history().has(Kind.FILL_PASSWORD, filling.page())
                ? field
                : filling.page().controls().stream()
                        .filter(each -> each.isPasswordField() && each.isShown() && each.filled())
                        .findFirst()
                        .orElse(null);
    }

    /** Returns the visible field of this page that the last action of this kind has filled in; null if there is none. */
    private Control filled(Kind kind) {
        Control field = held(kind);
        return field != null && field.isShown() ? field : null;
    }

    /** Returns the field of this page, visible or not, that the last action of this kind has filled in; null if there is none. */
    private Control held(Kind kind) {
        ActionHistory.Entry last = history().last(kind);
        return last == null || last.document() != filling.page().document()
                ? null
                : filling.page().controls().stream()
                        .filter(each -> each.number() == last.target() && each.filled())
                        .findFirst()
                        .orElse(null);
    }

    private ActionHistory history() {
        return filling.history();
    }
}
