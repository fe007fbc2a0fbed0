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

import java.time.Duration;
import java.util.List;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginAction.Fail;
import io.github.camelaura.login.LoginAction.Fill;
import io.github.camelaura.login.LoginAction.FillValue;
import io.github.camelaura.login.LoginAction.Reach;
import io.github.camelaura.login.LoginAction.Step;
import io.github.camelaura.login.LoginAction.Wait;
import io.github.camelaura.login.LoginDecision.Next;
import io.github.camelaura.login.LoginDecision.Seen;
import io.github.camelaura.login.NamedField.Choice;

/**
 * Decides what the steps of {@code loginSteps} do. They are done in their order, each once. Steps for a page that does not appear are
 * skipped when a later one is done.
 */
record StepDecision(List<Seen> documents, LoginRules rules, ActionHistory history) {

    /** A click may lead to another page, so the next element may be one of the present page for this time. */
    private static final Duration AFTER_CLICK = Duration.ofSeconds(1);

    /**
     * The next step.
     *
     * @param found whether its element is on the page
     */
    record Result(Next next, boolean found) {}

    /** Returns the next step; null if no step is left for the pages that the browser shows. */
    Result next() {
        List<PageStep> all = rules.steps().all();
        for (int index = history.lastStep() + 1; index < all.size(); index++) {
            PageStep step = all.get(index);
            List<Seen> pages =
                    documents.stream().filter(seen -> isFor(step, seen.page())).toList();
            if (!pages.isEmpty()) {
                return next(step, index, pages);
            }
        }
        return null;
    }

    private boolean isFor(PageStep step, PageDescription page) {
        boolean counts =
                step.kind() == PageStep.Kind.CLICK || page.place() == PageDescription.Place.MAIN || rules.counts(page);
        return page.origin() != null && counts && step.isFor(page.address());
    }

    private Result next(PageStep step, int index, List<Seen> pages) {
        for (Seen seen : pages) {
            for (StepElement element : seen.page().steps()) {
                if (element.step() == index) {
                    LoginAction action = new Doing(seen, step, element).next();
                    LoginAction whole = action instanceof Wait wait
                            ? waits(step, wait.obstacle())
                            : action instanceof Fail ? action : new Step(index, step.name(), action);
                    return new Result(new Next(seen.page(), whole), true);
                }
            }
        }
        PageDescription page = pages.get(0).page();
        return new Result(new Next(page, waits(step, "no visible element matches" + page.said())), false);
    }

    private static Wait waits(PageStep step, String why) {
        return new Wait(step.name() + " waits: " + why);
    }

    /** The action of a step on its element. */
    private final class Doing {

        private final PageDescription page;
        private final PageStep step;
        private final Control control;
        private final NamedField state;
        private final FormFilling filling;

        Doing(Seen seen, PageStep step, StepElement element) {
            this.page = seen.page();
            this.step = step;
            this.control = element.control();
            this.state = element.state();
            this.filling = new FormFilling(seen.page(), rules, history, seen.moment());
        }

        LoginAction next() {
            ActionHistory.Entry last = history.last();
            if (last != null
                    && last.document() == page.document()
                    && last.kind().isClick()
                    && filling.moment().sinceAction().compareTo(AFTER_CLICK) < 0) {
                return new Wait("the page did not change after the last click");
            }
            return switch (step.kind()) {
                case WAIT_FOR -> new Reach();
                case CLICK -> new StepClick(filling, control).next();
                case FILL_CODE -> filling.fillCode(codeField());
                case FILL_PASSWORD ->
                    history.has(ActionHistory.Kind.FILL_PASSWORD)
                            ? new Wait("the password was filled in before, and is typed once in a login")
                            : fill(new Fill(control, true));
                case FILL_USERNAME -> fill(new Fill(control, false));
                case FILL_VALUE -> fillValue();
                case CHOOSE -> choose();
            };
        }

        private CodeField codeField() {
            return new CodeField(
                    control.digit()
                            ? page.group(control).stream()
                                    .filter(Control::digit)
                                    .toList()
                            : List.of(control));
        }

        private LoginAction fill(LoginAction fill) {
            LoginAction obstacle = filling.obstacleTo(control);
            if (obstacle != null) {
                return obstacle;
            }
            return control.editable() ? fill : new Wait("the " + control.shownName() + " stayed read-only or disabled");
        }

        private LoginAction fillValue() {
            boolean code =
                    control.code() || (control.kind() == Control.Kind.FIELD && CodeField.isCertainlyCode(control));
            if (code || "password".equals(control.type())) {
                return failed("matches a field for a " + (code ? "one-time code" : "password")
                        + ", which a value must not be filled into. Write with: " + (code ? "code" : "password"));
            }
            return fill(new FillValue(step, control, null));
        }

        private LoginAction choose() {
            boolean button = List.of("radio", "checkbox").contains(control.type());
            if (button) {
                boolean valid = "true".equals(step.value())
                        || ("false".equals(step.value()) && "checkbox".equals(control.type()));
                return valid
                        ? fill(new FillValue(step, control, null))
                        : failed("matches a radio button or a check box. Its value must be true, or false for a check"
                                + " box");
            }
            if (!control.type().startsWith("select")) {
                return failed("matches neither a drop-down list nor a radio button nor a check box");
            }
            Choice choice = ExtraField.named(step.value(), state.choices());
            if (choice != null) {
                return fill(new FillValue(step, control, choice));
            }
            return filling.moment().unchanged().compareTo(ExtraField.CHOICES_COME) < 0
                    ? new Wait("the list does not have this choice yet")
                    : failed("matches a list that does not offer its value. It offers: "
                            + ExtraField.offered(state.choices(), rules.secrets()));
        }

        private Fail failed(String what) {
            return new Fail(Reason.PROCESSOR_FAILED, "On the page " + page.address() + ", " + step.name() + " " + what);
        }
    }
}
