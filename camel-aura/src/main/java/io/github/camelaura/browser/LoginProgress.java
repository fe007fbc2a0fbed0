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

import io.github.camelaura.browser.LoginPage.Sent;
import io.github.camelaura.browser.LoginPage.View;
import io.github.camelaura.login.ActionHistory;
import io.github.camelaura.login.LoginDecision.Moment;
import io.github.camelaura.login.PageAddress;
import io.github.camelaura.login.PageDescription;

/**
 * The progress of one login: the page it is on and since when, the actions done so far, and the obstacle that it waits for.
 *
 * <p>Only the thread that drives the browser calls the methods of this class, except {@link #pending()}, which any thread may
 * call.
 */
final class LoginProgress {

    private final String loginUrl;
    private final LoginTrace trace;
    private PageDescription last;
    private long unchangedSince = System.nanoTime();
    private long documentSince = unchangedSince;
    private long lastActionAt = unchangedSince;
    private ActionHistory history = ActionHistory.none();
    private Sent sent;
    private volatile String at;
    private volatile String obstacle;
    private volatile String dialogue = "";

    /**
     * Starts before the first page.
     *
     * @param loginUrl the page that the browser opens first
     * @param trace receives what happens
     */
    LoginProgress(String loginUrl, LoginTrace trace) {
        this.loginUrl = PageAddress.shown(loginUrl);
        this.trace = trace;
    }

    /** Notes the state of the page that the browser is on. */
    void saw(PageDescription page) {
        long now = System.nanoTime();
        if (last == null || last.document() != page.document()) {
            documentSince = now;
        }
        if (!page.isSameState(last)) {
            unchangedSince = now;
        }
        last = page;
        if (sent != null && sent.document() != page.document()) {
            sent = null;
        }
        if (page.origin() != null) {
            at = page.address();
        }
    }

    /** Records an action before it is done, so that it is not repeated if its result is unknown. */
    void record(ActionHistory.Kind kind, PageDescription page, int target) {
        history = history.with(kind, page, target);
        lastActionAt = System.nanoTime();
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
        sent = new Sent(view.page().document(), view.now(), System.nanoTime());
    }

    /**
     * Notes that the form was sent.
     *
     * @param time the time in milliseconds of the document's clock
     */
    void formSent(double time) {
        sent = new Sent(sent.document(), time, sent.nanos());
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

    /** Returns when the form of the present document was sent; null if it was not. */
    Sent sent() {
        return sent;
    }

    /** Returns the times that matter for a decision. */
    Moment moment() {
        long now = System.nanoTime();
        return new Moment(
                Duration.ofNanos(now - unchangedSince),
                Duration.ofNanos(now - documentSince),
                Duration.ofNanos(now - lastActionAt));
    }

    /** Returns the address of the last page, for messages. */
    String place() {
        return at == null ? loginUrl : at;
    }

    /** Returns why the login is not done yet, for the message of a login that timed out. */
    String pending() {
        String page = at;
        String why = obstacle;
        if (page == null) {
            return "the page " + loginUrl + " did not load";
        }
        return "the last page was " + page + (why == null ? "" : ", and " + why) + dialogue;
    }
}
