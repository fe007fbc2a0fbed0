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
import java.util.ArrayList;
import java.util.List;

import io.github.camelaura.page.LoginAction.FillValue;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.NamedField.Choice;

/**
 * Decides what a step chooses: an entry of a drop-down list, one of several radio buttons, or the state of a check box.
 *
 * @param elements the elements of the step, at least one
 * @param unchanged the time since the state of the page last changed
 * @param secrets the values that messages mask
 */
record StepChoice(
        PageDescription page, PageStep step, List<StepElement> elements, Duration unchanged, List<String> secrets) {

    LoginAction next() {
        Control control = elements.get(0).control();
        return switch (control.type()) {
            case "checkbox" ->
                LoginFields.isSwitch(step.value())
                        ? new FillValue(step, control, null)
                        : step.failed(page, "matches a check box. Its value must be true or false");
            case "radio" -> radio();
            default ->
                control.type().startsWith("select")
                        ? entry(control)
                        : step.failed(page, "matches neither a drop-down list nor a radio button nor a check box");
        };
    }

    private LoginAction entry(Control list) {
        List<Choice> choices = elements.get(0).state().choices();
        Choice choice = ExtraField.named(step.value(), choices);
        return choice == null
                ? missing("a list that does not offer its value", choices)
                : new FillValue(step, list, choice);
    }

    /** Chooses a radio button by its value or label; the value true stands for the first one. */
    private LoginAction radio() {
        List<Choice> choices = new ArrayList<>();
        for (StepElement each : elements) {
            Choice radio = each.state().choices().get(0);
            choices.add(new Choice(choices.size(), radio.value(), radio.text()));
        }
        Choice named = ExtraField.named(step.value(), choices);
        if (named == null && !"true".equals(step.value())) {
            return missing("radio buttons none of which has its value", choices);
        }
        return new FillValue(
                step, elements.get(named == null ? 0 : named.index()).control(), null);
    }

    private LoginAction missing(String matches, List<Choice> choices) {
        return unchanged.compareTo(ExtraField.CHOICES_COME) < 0
                ? new Wait("the page does not have this choice yet")
                : step.failed(page, "matches " + matches + ". It offers: " + ExtraField.offered(choices, secrets));
    }
}
