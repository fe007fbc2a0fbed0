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
import io.github.camelaura.login.ActionHistory.Entry;
import io.github.camelaura.login.LoginAction.Fail;
import io.github.camelaura.login.LoginAction.Wait;
import io.github.camelaura.login.LoginDecision.Moment;

/**
 * Decides what a page means after the password was used. A rejection is final, so it needs evidence: the form appears again and
 * stays, or the response to the form has the status 401 or 422. In all other cases the login waits.
 */
final class AfterPassword {

    /** The page must stay unchanged this long before its status counts. */
    private static final Duration FOR_STATUS = Duration.ofSeconds(1);

    /** A form on a new page must stay this long before it counts as a rejection. */
    private static final Duration FOR_NEW_PAGE = Duration.ofSeconds(3);

    /** A form on the same page must stay this long before it counts as a rejection. */
    private static final Duration FOR_SAME_PAGE = Duration.ofSeconds(5);

    private static final List<Integer> REJECTING = List.of(401, 422);

    private AfterPassword() {}

    /** Returns a failure if the page rejects the user name or the password, otherwise a wait. */
    static LoginAction next(
            PageDescription page, LoginRules rules, ActionHistory history, LoginForm form, Moment moment) {
        Entry sent = history.last(ActionHistory.Kind.SEND_PASSWORD);
        Entry used = sent == null ? history.last(ActionHistory.Kind.FILL_PASSWORD) : sent;
        boolean samePage = used.document() == page.document();
        boolean formAgain = form.exists() || UserNameField.alone(page, rules) != null;
        if (!formAgain) {
            return new Wait(describe(page, history, "the page that followed the login form is not the end of a login"));
        }
        if (!used.origin().equals(page.origin())) {
            return new Wait("the page asks for a password again on another host; one login sends the password once");
        }
        if (sent != null && form.exists() && isRejected(page, sent, form, samePage, moment)) {
            return new Fail(
                    Reason.REJECTED,
                    "The page " + page.address() + " rejected the user name or the password of the options login*"
                            + said(page));
        }
        String state = samePage ? "the login form is still there" : "the login form is there again";
        return new Wait(describe(page, history, state));
    }

    private static boolean isRejected(
            PageDescription page, Entry sent, LoginForm form, boolean samePage, Moment moment) {
        boolean complains = page.messages().stream()
                .anyMatch(message -> LoginWords.ERROR.isIn(message)
                        && !(samePage && sent.messages().contains(message)));
        if (!complains && page.messages().stream().anyMatch(LoginWords.UNCLEAR::isIn)) {
            return false; // a captcha, a locked account, too many tries
        }
        if (samePage) {
            return isAnsweredByScript(page, complains) && moment.sinceAction().compareTo(FOR_SAME_PAGE) >= 0;
        }
        int status = page.navigationStatus();
        if (REJECTING.contains(status)) {
            return moment.unchanged().compareTo(FOR_STATUS) >= 0;
        }
        // other error statuses come from a filter, a limit or a failure of the server, so they prove nothing
        return status < 400
                && (!form.password().filled() || complains)
                && moment.onDocument().compareTo(FOR_NEW_PAGE) >= 0;
    }

    /** Scripts send requests of many kinds, so only the last response counts, after seconds without another one. */
    private static boolean isAnsweredByScript(PageDescription page, boolean complains) {
        List<Integer> statuses = page.statuses();
        int last = statuses.isEmpty() ? 0 : statuses.get(statuses.size() - 1);
        return REJECTING.contains(last) || (complains && last < 400);
    }

    /** Describes why the login is not done, with the message that the page shows. */
    private static String describe(PageDescription page, ActionHistory history, String state) {
        boolean newPage = history.last().document() != page.document();
        if (newPage && !history.has(ActionHistory.Kind.SEND_PASSWORD)) {
            return "the page was left after the password was typed and before its form was sent, and " + state
                    + said(page);
        }
        if (newPage || !page.statuses().isEmpty()) {
            return "the password was sent, and " + state + said(page);
        }
        return (page.reportsRequests() ? "the form was never sent: no request left the page, and " : "")
                + state
                + said(page);
    }

    private static String said(PageDescription page) {
        return page.messages().isEmpty() ? "" : "; it says: " + page.messages().get(0);
    }
}
