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
 * Decides what to do on a page that requires a one-time code. If the page certainly rejects a code, the next one is tried once,
 * because the first may have expired on its way. A second rejection ends the login.
 */
record CodeEntry(PageDescription page, LoginRules rules, ActionHistory history, Moment moment) {

    private static final int MOST_CODES = 2;

    /** Returns the next action on a page with this place for a code and without a login form. */
    LoginAction next(CodeField code) {
        FormFilling filling = new FormFilling(page, rules, history, moment);
        Entry last = history.last(ActionHistory.Kind.FILL_CODE, ActionHistory.Kind.SEND_CODE);
        if (last == null) {
            return filling.fillCode(code);
        }
        if (!last.origin().equals(page.origin())) {
            return new Wait(
                    "the page requires a one-time code again on another host; one login enters codes on one host");
        }
        boolean samePage = last.document() == page.document();
        boolean onlyFilled = last.kind() == ActionHistory.Kind.FILL_CODE && !history.isCodeSentWithPassword();
        if (samePage && onlyFilled && !isSentByPage(last)) {
            return filling.sendCode(code);
        }
        // a page that empties its field has answered, even if it shows the same message as before
        List<String> before = samePage && !code.isEmpty() ? last.messages() : List.of();
        if (!Rejection.isCertainOfCode(page, before, !code.isEmpty(), samePage, moment)) {
            return new Wait((samePage && onlyFilled
                            ? "the page has sent the one-time code itself, and"
                            : "the one-time code was sent, and the page")
                    + " still requires one" + page.said());
        }
        return history.count(ActionHistory.Kind.FILL_CODE, entry -> true) < MOST_CODES
                ? filling.fillCode(code)
                : new Fail(
                        Reason.CODE_REJECTED,
                        "The page " + page.address() + " rejected two one-time codes" + page.said()
                                + ". Check that loginTotpSecret or loginTotpSecretFile is the seed of this account");
    }

    /** Returns whether the page has sent the code; if its script encrypts the code, only the answer tells. */
    private boolean isSentByPage(Entry filled) {
        return page.sentItself() || (!page.statuses().isEmpty() && Rejection.complains(page, filled.messages()));
    }
}
