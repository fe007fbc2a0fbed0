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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillValue;
import io.github.camelaura.page.LoginAction.Reach;
import io.github.camelaura.page.LoginAction.Step;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Moment;
import io.github.camelaura.page.LoginDecision.Next;
import io.github.camelaura.page.LoginDecision.Seen;

/**
 * Decides what the steps of {@code loginSteps} do. They are done in their order, each once. Steps for a page that does not appear are
 * skipped when a later one is done, and steps that wait for their element when the condition of a {@code continueWhen} below is met.
 */
record StepDecision(List<Seen> documents, LoginRules rules, ActionHistory history) {

    /** A click may lead to another page, so the next element may be one of the present page for this time. */
    private static final Duration AFTER_CLICK = Duration.ofSeconds(1);

    /** A page may draw its elements one after the other, so steps are skipped after this time only. */
    private static final Duration BEFORE_SKIP = Duration.ofSeconds(1);

    /** A page may replace its elements while it is drawn, so an element that is not a field fails the login after this time only. */
    private static final Duration BEFORE_UNFIT = Duration.ofSeconds(5);

    /**
     * The next step.
     *
     * @param found whether it can be done on one of the pages
     */
    record Result(Next next, boolean found) {}

    /** Returns the next step; null if no step is left for the pages that the browser shows. */
    Result next() {
        List<PageStep> all = rules.steps().all();
        for (int index = history.lastStep() + 1; index < all.size(); index++) {
            PageStep step = all.get(index);
            List<Seen> pages = pages(step);
            if (!pages.isEmpty()) {
                Result result = next(step, index, pages);
                return result.found() ? result : continued(index).orElse(result);
            }
        }
        return null;
    }

    /** Returns the first {@code continueWhen} below a step that waits whose condition is met. */
    private Optional<Result> continued(int index) {
        return conditions(index)
                .mapToObj(below -> next(
                        rules.steps().all().get(below),
                        below,
                        pages(rules.steps().all().get(below))))
                .filter(Result::found)
                .findFirst();
    }

    /** Returns the indexes of the {@code continueWhen} below a step that are for the pages that the browser shows. */
    private IntStream conditions(int index) {
        List<PageStep> all = rules.steps().all();
        return IntStream.range(index + 1, all.size())
                .filter(below -> all.get(below).kind() == PageStep.Kind.CONTINUE_WHEN
                        && !pages(all.get(below)).isEmpty());
    }

    private List<Seen> pages(PageStep step) {
        return documents.stream().filter(seen -> isFor(step, seen.page())).toList();
    }

    private boolean isFor(PageStep step, PageDescription page) {
        boolean main = page.place() == PageDescription.Place.MAIN;
        boolean counts =
                switch (step.kind()) {
                    case CLICK -> page.place() != PageDescription.Place.UNREAD_WINDOW;
                    case OPEN -> main || page.place() == PageDescription.Place.WINDOW;
                    default -> main || rules.counts(page);
                };
        return page.origin() != null && counts && step.isFor(page.location());
    }

    private Result next(PageStep step, int index, List<Seen> pages) {
        for (Seen seen : pages) {
            List<StepElement> elements = seen.page().steps().stream()
                    .filter(each -> each.step() == index)
                    .toList();
            if (step.isPossible(seen.page(), elements)) {
                LoginAction action = new Doing(seen, step, index, elements).next();
                LoginAction whole = action instanceof Wait wait
                        ? waits(step, wait.obstacle())
                        : action instanceof Fail ? action : new Step(index, step.name(), action);
                return new Result(new Next(seen.page(), whole), true);
            }
        }
        PageDescription page = pages.get(0).page();
        return new Result(new Next(page, waits(step, missing(step, index) + page.said())), false);
    }

    private String missing(PageStep step, int index) {
        String conditions = conditions(index)
                .mapToObj(below -> rules.steps().all().get(below))
                .map(below -> ", and the condition of " + below.name() + " is not met")
                .collect(Collectors.joining());
        return (step.selector().isEmpty() ? "no page has this address" : "no visible element matches") + conditions;
    }

    private static Wait waits(PageStep step, String why) {
        return new Wait(step.name() + " waits: " + why);
    }

    /** The action of a step on its element. */
    private final class Doing {

        private final PageDescription page;
        private final PageStep step;
        private final int index;
        private final Control control;
        private final List<StepElement> elements;
        private final FormFilling filling;

        Doing(Seen seen, PageStep step, int index, List<StepElement> elements) {
            this.page = seen.page();
            this.step = step;
            this.index = index;
            this.control = elements.isEmpty() ? null : elements.get(0).control();
            this.elements = elements;
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
            Fail unfit = step.fills() ? unfit() : null;
            return unfit != null ? unfit : onElement();
        }

        private LoginAction onElement() {
            return switch (step.kind()) {
                case OPEN ->
                    new StepOpen(step, rules.steps().resource(), rules.site(), rules.trusted())
                            .next(page, filling.moment(), isFormSentLast());
                case CONTINUE_WHEN -> continueWhen();
                case WAIT_FOR -> new Reach();
                case CLICK -> new StepClick(filling, control).next();
                case FILL_CODE -> filling.fillCode(codeField());
                case FILL_PASSWORD ->
                    history.has(ActionHistory.Kind.FILL_PASSWORD)
                            ? new Wait("the password was filled in before, and is typed once in a login")
                            : fill(control, new Fill(control, true));
                case FILL_USERNAME -> fill(control, new Fill(control, false));
                case FILL_VALUE -> fillValue();
                case CHOOSE -> choose();
            };
        }

        /** Returns whether the last action sent a form of a document that the browser still shows, also in a frame. */
        private boolean isFormSentLast() {
            ActionHistory.Entry last = history.last();
            return last != null
                    && last.kind().isSending()
                    && documents.stream().anyMatch(each -> each.page().document() == last.document());
        }

        private LoginAction continueWhen() {
            Moment moment = filling.moment();
            boolean skips = index > history.lastStep() + 1;
            boolean mayChange = page.scripted()
                    && (moment.onDocument().compareTo(BEFORE_SKIP) < 0
                            || moment.fields().compareTo(BEFORE_SKIP) < 0);
            return skips && mayChange ? new Wait("the element of a step above it may still appear") : new Reach();
        }

        private CodeField codeField() {
            return new CodeField(
                    control.digit()
                            ? page.group(control).stream()
                                    .filter(Control::digit)
                                    .toList()
                            : List.of(control));
        }

        private LoginAction fill(Control field, LoginAction fill) {
            LoginAction obstacle = filling.obstacleTo(field);
            if (obstacle != null) {
                return obstacle;
            }
            return field.editable() ? fill : new Wait("the " + field.shownName() + " stayed read-only or disabled");
        }

        private LoginAction fillValue() {
            boolean code =
                    control.code() || (control.kind() == Control.Kind.FIELD && CodeField.isCertainlyCode(control));
            if (code || "password".equals(control.type())) {
                return step.failed(
                        page,
                        "matches a field for a " + (code ? "one-time code" : "password")
                                + ", which a value must not be filled into. Write with: "
                                + (code ? "code" : "password"));
            }
            return fill(control, new FillValue(step, control, null));
        }

        /** Returns the failure if the element certainly cannot be filled in; null if it can. */
        private Fail unfit() {
            if (control.kind() == Control.Kind.CHOICE) {
                return step.failed(
                        page,
                        "matches a drop-down list, a radio button or a check box, which cannot be filled in. Write choose"
                                + " instead of fill");
            }
            if (control.kind() != Control.Kind.FIELD) {
                boolean stays = filling.moment().unchanged().compareTo(BEFORE_UNFIT) >= 0;
                return stays ? step.failed(page, "matches an element that is not an input field of one line") : null;
            }
            boolean password = step.kind() != PageStep.Kind.FILL_PASSWORD
                    || List.of("password", "text").contains(control.type());
            return password
                    ? null
                    : step.failed(
                            page,
                            "matches a field of the type " + control.type()
                                    + ". The password is filled only into fields of the types password and text");
        }

        private LoginAction choose() {
            LoginAction choice =
                    new StepChoice(page, step, elements, filling.moment().unchanged(), rules.secrets()).next();
            return choice instanceof FillValue chosen ? fill(chosen.field(), chosen) : choice;
        }
    }
}
