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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.page.ActionHistory.Entry;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Moment;

/**
 * Decides what a page means after the password was used. If the {@link Rejection} of the form is certain, the login fails. In all
 * other cases it waits.
 */
final class AfterPassword {

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
        if (history.isCodeSentAfterPassword()) {
            return new Wait(describe(page, history, "the login form is there again after the one-time code"));
        }
        List<String> before = samePage ? used.messages() : List.of();
        if (sent != null
                && form.exists()
                && Rejection.isCertain(page, before, form.password().filled(), samePage, moment)) {
            return rejected(page, history);
        }
        String state = samePage ? "the login form is still there" : "the login form is there again";
        return new Wait(describe(page, history, state));
    }

    private static Fail rejected(PageDescription page, ActionHistory history) {
        return history.isCodeSentWithPassword()
                ? new Fail(
                        Reason.CODE_REJECTED,
                        "The page " + page.address()
                                + " rejected the user name, the password or the one-time code, which one form sent"
                                + said(page))
                : new Fail(
                        Reason.REJECTED,
                        "The page " + page.address() + " rejected the user name or the password of the options login*"
                                + said(page));
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
        return page.messages().isEmpty() ? "" : "; it says: " + page.message();
    }
}
