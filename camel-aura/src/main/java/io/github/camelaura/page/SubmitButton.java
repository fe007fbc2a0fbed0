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
import java.util.stream.Stream;

import io.github.camelaura.page.Control.Kind;

/** The choice of the button that sends the login form. */
sealed interface SubmitButton {

    /**
     * The button to press.
     *
     * @param button null for the Enter key
     */
    record Press(Control button) implements SubmitButton {}

    /**
     * No button can be pressed now.
     *
     * @param why the reason, as the end of a message
     * @param button the button that cannot be pressed yet; null if there is none
     */
    record Missing(String why, Control button) implements SubmitButton {}

    /** Returns the chosen button, even if it cannot be pressed yet; null if there is none. */
    Control button();

    /** No button of the page certainly belongs to the login. */
    SubmitButton NONE = new Missing("no button was found that certainly sends the form; set loginSubmitSelector", null);

    /** Chooses the button for the form in which this is the last field to fill. */
    static SubmitButton choose(Control field, PageDescription page, LoginRules rules) {
        List<Control> buttons = page.controls().stream()
                .filter(control -> control.isButton() && control.isShown())
                .toList();
        if (rules.submitSelector()) {
            return buttons.stream()
                    .filter(Control::submit)
                    .findFirst()
                    .map(SubmitButton::usable)
                    .orElseGet(() -> new Missing("no visible button matches loginSubmitSelector", null));
        }
        List<Control> ofForm =
                buttons.stream().filter(button -> button.form() == field.form()).toList();
        List<Control> submits = ofForm.stream()
                .filter(button -> button.kind() == Kind.SUBMIT && !isToggle(button))
                .toList();
        return submits.isEmpty() ? amongOtherButtons(field, page, ofForm, buttons) : amongSubmits(field, page, submits);
    }

    /** Returns the label of the button that sends the form of this field; empty if there is none. */
    static String label(Control field, PageDescription page, LoginRules rules) {
        Control button = choose(field, page, rules).button();
        return button == null ? "" : button.label();
    }

    /** Chooses one of a form's submit buttons: the first after the field, or the only one. */
    private static SubmitButton amongSubmits(Control field, PageDescription page, List<Control> submits) {
        List<Control> after = submits.stream()
                .filter(button -> page.index(button) > page.index(field) && !isOfAnotherPurpose(button))
                .toList();
        if (!after.isEmpty()) {
            return usable(after.stream()
                    .filter(button -> !LoginWords.PROVIDER.isIn(button.label()))
                    .findFirst()
                    .orElse(after.get(0)));
        }
        Control only = submits.get(0);
        return submits.size() == 1 && !isOfAnotherPurpose(only) && !belongsToAnotherField(only, field, page)
                ? usable(only)
                : NONE;
    }

    /** Returns whether a button before the field belongs to another text field, such as a search. */
    private static boolean belongsToAnotherField(Control button, Control field, PageDescription page) {
        if (page.index(button) > page.index(field)) {
            return false;
        }
        return page.controls().stream()
                .filter(each -> each.form() == button.form() && each.isShown() && each.kind() == Kind.FIELD)
                .filter(each -> page.index(each) < page.index(button))
                .reduce((first, last) -> last)
                .filter(last -> !UserNameField.isNamed(last))
                .isPresent();
    }

    /**
     * Chooses the button of a form without submit buttons.
     *
     * @param ofForm the buttons of the form
     * @param all the buttons of the page
     */
    private static SubmitButton amongOtherButtons(
            Control field, PageDescription page, List<Control> ofForm, List<Control> all) {
        List<Control> after = candidatesAfter(field, page, ofForm);
        if (after.isEmpty() && ofForm.stream().allMatch(SubmitButton::isToggle)) {
            after = candidatesAfter(
                    field,
                    page,
                    all.stream().filter(button -> button.form() < 0).toList());
        }
        if (after.size() == 1 && !LoginWords.PROVIDER.isIn(after.get(0).label())) {
            return usable(after.get(0));
        }
        List<Control> named = after.stream()
                .filter(button -> LoginWords.LOGIN.isIn(button.label(), button.name(), button.about())
                        || LoginWords.NEXT.isIn(button.label())
                        || (CodeField.mayBeCode(field) && LoginWords.VERIFY.isIn(button.label())))
                .filter(button -> !LoginWords.PROVIDER.isIn(button.label()))
                .toList();
        if (named.size() == 1) {
            return usable(named.get(0));
        }
        boolean noCandidate = ofForm.stream().allMatch(SubmitButton::isOfAnotherPurpose) && after.isEmpty();
        boolean onlyLinks = ofForm.stream().allMatch(button -> "".equals(button.type()));
        return noCandidate && onlyLinks ? new Press(null) : NONE;
    }

    private static List<Control> candidatesAfter(Control field, PageDescription page, List<Control> buttons) {
        return buttons.stream()
                .filter(button -> page.index(button) > page.index(field))
                .filter(button -> !isToggle(button) && !isOfAnotherPurpose(button))
                .toList();
    }

    private static boolean isToggle(Control button) {
        return button.toggle() || LoginWords.TOGGLE.isIn(button.label(), button.about());
    }

    private static boolean isOfAnotherPurpose(Control button) {
        return !LoginWords.LOGIN.isIn(button.label())
                && Stream.of(LoginWords.FORGOT, LoginWords.SEARCH, LoginWords.NEWSLETTER, LoginWords.CANCEL)
                        .anyMatch(words -> words.isIn(button.label(), button.name(), button.about()));
    }

    private static SubmitButton usable(Control button) {
        if (!button.cover().isEmpty()) {
            return new Missing("the " + button.shownName() + " is covered by " + button.cover(), button);
        }
        return button.enabled()
                ? new Press(button)
                : new Missing("the " + button.shownName() + " stayed disabled", button);
    }
}
