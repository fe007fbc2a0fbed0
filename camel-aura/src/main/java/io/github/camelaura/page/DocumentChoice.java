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
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelaura.page.LoginDecision.Seen;
import io.github.camelaura.page.PageDescription.Place;

/**
 * Chooses the document on which a login goes on. A frame or another window counts only if its origin is that of {@code baseUrl} or
 * in {@code loginHosts}, so an advertisement changes nothing.
 *
 * @param documents the documents that the browser shows, the main document of the login's window first
 */
record DocumentChoice(List<Seen> documents, LoginRules rules, ActionHistory history) {

    /** The time that a window which a click has opened has for its page, before the login goes on elsewhere. */
    private static final Duration TO_OPEN = Duration.ofSeconds(10);

    /** Returns the document with the next step of the login; without one, the main document. */
    Seen choose() {
        List<Seen> inOtherWindows = counted(true);
        List<Seen> inThisWindow = counted(false);
        return Stream.of(
                        first(
                                inOtherWindows,
                                page -> hasForm(page) || hasUserName(page) || hasExtraField(page) || hasCode(page)),
                        first(inThisWindow, this::hasForm),
                        first(inThisWindow, this::hasUserName),
                        first(inThisWindow, this::hasExtraField),
                        first(inThisWindow, this::hasCode))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(main());
    }

    private Seen main() {
        return documents.get(0);
    }

    private List<Seen> counted(boolean otherWindows) {
        return documents.stream()
                .filter(each -> each.page().place().isOtherWindow() == otherWindows)
                .filter(each -> each.page().place() == Place.MAIN || rules.counts(each.page()))
                .toList();
    }

    private static Optional<Seen> first(List<Seen> documents, Predicate<PageDescription> predicate) {
        return documents.stream().filter(each -> predicate.test(each.page())).findFirst();
    }

    private boolean hasForm(PageDescription page) {
        return LoginForm.find(page, rules, history).exists();
    }

    private boolean hasUserName(PageDescription page) {
        return rules.username() != null && UserNameField.alone(page, rules) != null;
    }

    private boolean hasExtraField(PageDescription page) {
        return rules.username() != null && ExtraFields.alone(page, rules) != null;
    }

    private boolean hasCode(PageDescription page) {
        return !page.hasEditor() && CodeField.isAsked(page, rules);
    }

    /**
     * Returns whether a page has a field for the next step of the login, so that nothing else needs to be clicked there. A code that a
     * page requires before the password is not one of the configured seed.
     */
    boolean hasStep(PageDescription page) {
        return hasForm(page)
                || hasUserName(page)
                || hasExtraField(page)
                || (rules.codeDigits() > 0 && history.has(ActionHistory.Kind.FILL_PASSWORD) && hasCode(page));
    }

    /** Returns whether a click has opened a window that may have the next step, and whose page is not there yet. */
    boolean isWindowOpening() {
        return history.has(ActionHistory.Kind.CLICK)
                && documents.stream()
                        .filter(each -> each.page().place().isOtherWindow())
                        .anyMatch(each ->
                                (each.page().origin() == null || !each.page().loaded())
                                        && each.moment().onDocument().compareTo(TO_OPEN) < 0);
    }

    /** Returns a place that may have a login and does not count, as the end of a message; empty if there is none. */
    String uncounted() {
        List<PageDescription> uncounted = documents.stream()
                .map(Seen::page)
                .filter(page -> page.origin() != null && page.place() != Place.MAIN && !rules.counts(page))
                .toList();
        return Stream.concat(
                        uncounted.stream()
                                .filter(page -> page.controls().stream()
                                        .anyMatch(each -> each.isPasswordField() && each.isShown()))
                                .map(page ->
                                        "a field for a password is in " + page.place() + " of " + whyUncounted(page)),
                        uncounted.stream()
                                .filter(page -> page.place() == Place.UNREAD_WINDOW)
                                .map(page -> page.place() + ", shows a page of " + whyUncounted(page)))
                .findFirst()
                .orElse("");
    }

    private String whyUncounted(PageDescription page) {
        return rules.counts(page.origin())
                ? page.origin()
                        + ", but a page around it has another origin. If this is the right place to log in, add the"
                        + " hosts of the pages around it to loginHosts"
                : page.origin() + ", which is not trusted with user name and password: only " + rules.trusted()
                        + " are. If this is the right place to log in, add "
                        + page.origin().host() + ":"
                        + page.origin().port() + " to loginHosts";
    }
}
