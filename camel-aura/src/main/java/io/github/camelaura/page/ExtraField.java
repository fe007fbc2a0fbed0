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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.ShownText;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.NamedField.Choice;

/**
 * The field of one {@code loginField} option on a page.
 *
 * @param option the number of the option
 * @param found the visible controls that the option names, at least one
 */
record ExtraField(FormFilling filling, int option, List<Control> found) {

    /** The time without a change after which a choice is missing; scripts may load the choices. */
    static final Duration CHOICES_COME = Duration.ofSeconds(5);

    private static final int MOST_FILLS = 3;

    private static final int MOST_SHOWN = 20;

    /** Returns the control that holds the value; null if there is none, or not certainly one. */
    Control control() {
        if (!isRadioGroup()) {
            return found.size() == 1 ? found.get(0) : null;
        }
        return wanted(value())
                .flatMap(wanted -> found.stream()
                        .filter(radio -> radio.extra().choices().stream().anyMatch(wanted)))
                .findFirst()
                .orElse(null);
    }

    /** Returns the next action; null if the field holds the value. */
    LoginAction next() {
        LoginAction problem = refused();
        if (problem == null) {
            problem = filling.obstacleTo(found.get(0));
        }
        if (problem != null) {
            return problem;
        }
        Control control = control();
        if (control == null) {
            return isRadioGroup() ? choiceMissing() : several();
        }
        if (isOfType(control, "checkbox") && !LoginFields.isSwitch(value())) {
            return failed("has a check box for " + name() + ", whose value must be true or false");
        }
        Choice choice = choice(control);
        if (isList(control) && choice == null) {
            return choiceMissing();
        }
        return isHeld(control, choice) ? null : fill(control, choice);
    }

    private boolean isHeld(Control control, Choice choice) {
        if (isList(control)) {
            return choice.value().equals(control.extra().value());
        }
        if (isOfType(control, "radio")) {
            return control.extra().checked();
        }
        return isOfType(control, "checkbox")
                ? control.extra().checked() == Boolean.parseBoolean(value())
                : control.extra().value().strip().equalsIgnoreCase(value().strip());
    }

    /** Fills in the field. Repeats this a few times if a script of the page has emptied it. */
    private LoginAction fill(Control control, Choice choice) {
        if (!control.editable()) {
            return new Wait("the field of " + name() + " stayed read-only or disabled");
        }
        ActionHistory history = filling.history();
        PageDescription page = filling.page();
        boolean again = history.has(
                ActionHistory.Kind.FILL_FIELD,
                entry -> entry.target() == option && entry.document() == page.document());
        boolean changed = again && control.kind() == Control.Kind.FIELD && control.filled();
        boolean tooSoon = again && filling.moment().sinceAction().compareTo(FormFilling.BETWEEN_FILLS) < 0;
        boolean tooOften = history.count(
                        ActionHistory.Kind.FILL_FIELD,
                        entry -> entry.target() == option && entry.origin().equals(page.origin()))
                >= MOST_FILLS;
        return changed || tooSoon || tooOften
                ? new Wait("the field of " + name() + " did not keep its value, or its page repeats; a loginStep can"
                        + " log in there")
                : new FillField(control, choice);
    }

    /** Returns the failure for a field that another option fills in; null for all other fields. */
    private Fail refused() {
        for (Control control : found) {
            if (control.code() || (control.kind() == Control.Kind.FIELD && CodeField.isCertainlyCode(control))) {
                return failed("has a field for a one-time code for " + name()
                        + ". Set loginTotpSecret or loginTotpSecretFile instead");
            }
            if (control.isButton()) {
                return failed(
                        "has a button for " + name()
                                + ". Set loginSubmitSelector for the button that sends the form, or loginClickSelectors for others");
            }
            if (isOfType(control, "password")) {
                return failed(
                        "has a password field for " + name() + ". Set loginPassword or loginPasswordFile instead");
            }
            if (control.username()) {
                return failed("has the field that loginUsernameSelector matches for " + name()
                        + ". Set loginUsername instead");
            }
        }
        return null;
    }

    /** Returns the action for a field that is the one for the user name. */
    LoginAction ofUserName() {
        LoginAction problem = filling.notReady(found.get(0));
        return problem == null
                ? failed("has the field for the user name for " + name()
                        + ". Remove this option, because loginUsername is filled in there; or set loginUsernameSelector if"
                        + " another field is for the user name")
                : problem;
    }

    private boolean isRadioGroup() {
        Control first = found.get(0);
        return found.stream()
                .allMatch(each -> isOfType(each, "radio")
                        && each.form() == first.form()
                        && each.name().equals(first.name()));
    }

    /** Returns the choice of a list that the value names, by its value or by its text; null if there is none. */
    private Choice choice(Control control) {
        return !isList(control) ? null : named(value(), control.extra().choices());
    }

    /** Returns the choice that a value names, by its value or by its text; null if there is none. */
    static Choice named(String value, List<Choice> choices) {
        return wanted(value)
                .flatMap(wanted -> choices.stream().filter(wanted))
                .findFirst()
                .orElse(null);
    }

    /** Returns how a choice can be named, the most certain way first. */
    private static Stream<Predicate<Choice>> wanted(String value) {
        return Stream.of(
                choice -> choice.value().equals(value), choice -> choice.text().equals(value), choice -> choice.text()
                        .equalsIgnoreCase(value));
    }

    private LoginAction choiceMissing() {
        if (filling.moment().unchanged().compareTo(CHOICES_COME) < 0) {
            return new Wait("the field of " + name() + " does not have this choice yet");
        }
        List<Choice> choices = found.stream()
                .flatMap(control -> control.extra().choices().stream())
                .toList();
        return failed("does not offer the value of " + name() + ". It offers: "
                + offered(choices, filling.rules().secrets()));
    }

    /** Returns choices for a message. */
    static String offered(List<Choice> all, List<String> secrets) {
        List<String> choices = all.stream()
                .filter(choice -> !choice.value().isEmpty())
                .map(choice -> choice.text().isEmpty() || choice.text().equals(choice.value())
                        ? choice.value()
                        : choice.text() + " (" + choice.value() + ")")
                .toList();
        String shown = choices.stream()
                .limit(MOST_SHOWN)
                .map(choice -> ShownText.text(choice, secrets))
                .collect(Collectors.joining(", "));
        int more = choices.size() - MOST_SHOWN;
        return shown + (more > 0 ? " and " + more + " more" : "");
    }

    private Fail several() {
        return failed("has " + found.size() + " visible fields for " + name()
                + ", which are not one group of radio buttons. Use the id of one field as the name");
    }

    private Fail failed(String what) {
        return new Fail(Reason.PROCESSOR_FAILED, "The page " + filling.page().address() + " " + what);
    }

    private static boolean isOfType(Control control, String type) {
        return control.type().equals(type);
    }

    private static boolean isList(Control control) {
        return control.type().startsWith("select");
    }

    private String name() {
        return filling.rules().fields().option(option);
    }

    private String value() {
        return filling.rules().fields().value(option);
    }
}
