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
package io.github.camelaura.browser;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.camelaura.browser.LoginPage.Sent;
import io.github.camelaura.page.ActionHistory;
import io.github.camelaura.page.LoginDecision.Moment;
import io.github.camelaura.page.LoginDecision.Seen;
import io.github.camelaura.page.LoginFields;
import io.github.camelaura.page.LoginSteps;
import io.github.camelaura.page.PageAddress;
import io.github.camelaura.page.PageDescription;
import io.github.camelaura.page.PageStep;

/**
 * The progress of one login: the documents that the browser shows and since when, the actions done so far, and the obstacle that
 * the login waits for.
 *
 * <p>Only the thread that drives the browser calls the methods of this class, except {@link #pending()}, which any thread may
 * call.
 */
final class LoginProgress {

    /**
     * A document as it was seen last.
     *
     * @param since when it was seen first, as {@link System#nanoTime()}
     * @param unchangedSince when its state changed last
     * @param fieldsSince when a field appeared or went away last
     */
    private record Known(PageDescription page, long since, long unchangedSince, long fieldsSince) {

        static Known of(PageDescription page, Known before, long now) {
            return before == null
                    ? new Known(page, now, now, now)
                    : new Known(
                            page,
                            before.since,
                            page.isSameState(before.page) ? before.unchangedSince : now,
                            page.hasSameFields(before.page) ? before.fieldsSince : now);
        }
    }

    private final String loginUrl;
    private final LoginFields fields;
    private final LoginTrace trace;
    private Map<Integer, Known> documents = Map.of();
    private long lastActionAt = System.nanoTime();
    private ActionHistory history = ActionHistory.none();
    private int step = ActionHistory.NO_STEP;
    private Sent sent;
    private volatile String at;
    private volatile String obstacle;
    private volatile String dialogue = "";
    private volatile List<Integer> missingFields;
    private volatile List<PageStep> missingPages;

    /**
     * Starts before the first page.
     *
     * @param loginUrl the page that the browser opens first
     * @param fields the {@code loginField} options
     * @param steps the steps of {@code loginSteps}
     * @param trace receives what happens
     */
    LoginProgress(String loginUrl, LoginFields fields, LoginSteps steps, LoginTrace trace) {
        this.loginUrl = PageAddress.shown(loginUrl);
        this.fields = fields;
        this.trace = trace;
        this.missingFields = IntStream.range(0, fields.names().size()).boxed().toList();
        this.missingPages =
                steps.all().stream().filter(step -> step.page() != null).toList();
    }

    /** Notes the state of all documents that the browser shows, and returns them with the times that matter for a decision. */
    List<Seen> saw(List<PageDescription> pages) {
        long now = System.nanoTime();
        Map<Integer, Known> present = new HashMap<>();
        pages.forEach(page -> present.put(page.document(), Known.of(page, documents.get(page.document()), now)));
        documents = present;
        missingFields = missingFields.stream()
                .filter(option -> pages.stream().noneMatch(page -> page.hasField(option)))
                .toList();
        missingPages = missingPages.stream()
                .filter(step -> pages.stream().noneMatch(page -> step.isFor(page.location())))
                .toList();
        return pages.stream().map(page -> new Seen(page, moment(page))).toList();
    }

    /** Notes the document that the login goes on with. */
    void isOn(PageDescription page) {
        if (page.origin() != null) {
            at = page.address();
        }
    }

    /** Records an action before it is done, so that it is not repeated if its result is unknown. */
    void record(ActionHistory.Kind kind, PageDescription page, int target) {
        history = history.with(kind, page, target, step);
        lastActionAt = System.nanoTime();
    }

    /** Notes that a step of {@code loginSteps} does the next actions; {@link ActionHistory#NO_STEP} if none does. */
    void inStep(int index) {
        step = index;
    }

    /**
     * Takes back the last record, because the browser reported that it did not do the action.
     *
     * @param why the reason, as the end of a message
     */
    void undo(String why) {
        history = history.withoutLast();
        sent = null;
        obstacle = why;
        trace.noted(why);
    }

    /** Notes that requests of the page may belong to the form from now on. */
    void countRequests(View view) {
        sent = new Sent(view.page().document(), System.nanoTime());
    }

    /** Notes that the form was sent. */
    void formSent() {
        obstacle = "the form was sent, but the site did not answer";
        trace.noted("the form was sent");
    }

    /** Notes why the login cannot go on now. */
    void waitsFor(String why) {
        obstacle = why;
        trace.noted(why);
    }

    /** Notes that the browser failed to read the page; a known obstacle explains more and stays. */
    void couldNotRead(String error) {
        trace.noted("the browser could not read the page: " + error);
        if (obstacle == null) {
            obstacle = "the browser could not read it: " + error;
        }
    }

    /** Notes the text of a dialogue that was dismissed. */
    void dismissed(String text) {
        trace.noted("a dialogue was dismissed: " + text);
        dialogue = "; the page showed a dialogue, which was dismissed: " + text;
    }

    /** Returns the actions done so far. */
    ActionHistory history() {
        return history;
    }

    /** Returns when a form was sent last; null if none was. */
    Sent sent() {
        return sent;
    }

    /** Returns the times that matter for a decision about a document. */
    Moment moment(PageDescription page) {
        long now = System.nanoTime();
        Known known = documents.get(page.document());
        return new Moment(
                Duration.ofNanos(now - known.unchangedSince),
                Duration.ofNanos(now - known.since),
                Duration.ofNanos(now - known.fieldsSince),
                Duration.ofNanos(now - lastActionAt));
    }

    /** Returns whether a document has changed in this time. */
    boolean hasChangedWithin(Duration time) {
        long now = System.nanoTime();
        return documents.isEmpty()
                || documents.values().stream().anyMatch(each -> now - each.unchangedSince < time.toNanos());
    }

    /** Returns the address of the document that the login was on last, for messages. */
    String place() {
        return at == null ? loginUrl : at;
    }

    /** Returns the page that was about to be shown, for messages. */
    String next() {
        return at == null ? loginUrl : "the page that follows " + at;
    }

    /** Returns why the login is not done yet, for the message of a login that timed out. */
    String pending() {
        String page = at;
        String why = obstacle;
        if (page == null) {
            return "the page " + loginUrl + " did not load";
        }
        return "the last page was " + page + (why == null ? "" : ", and " + why) + dialogue + missing();
    }

    private String missing() {
        String noField = missingFields.stream().map(fields::option).collect(Collectors.joining(", "));
        String noPage = missingPages.stream().map(PageStep::page).distinct().collect(Collectors.joining(", "));
        return (noField.isEmpty() ? "" : "; no page had a visible field for " + noField)
                + (noPage.isEmpty() ? "" : "; no page had the address of the steps for " + noPage + " in loginSteps");
    }
}
