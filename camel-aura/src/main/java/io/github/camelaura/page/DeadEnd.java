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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Seen;

/** What a page may require that a program cannot do. */
public enum DeadEnd {
    /** The user must approve the login on another device. */
    APPROVAL(
            Reason.APPROVAL_ASKED,
            LoginWords.APPROVAL,
            false,
            "requires an approval on another device (push). Give the account one-time codes as second factor and set"
                    + " loginTotpSecret, or use a service account without a second factor"),
    /** The device must be managed or compliant. */
    DEVICE(
            Reason.DEVICE_ASKED,
            LoginWords.DEVICE,
            false,
            "requires a device that the organization manages. Use a service account without this condition, a Selenium"
                    + " Grid on such a device (browserRemoteUrl), or a webDriver"),
    /** Only a passkey or a security key is accepted. */
    PASSKEY(
            Reason.PASSKEY_ASKED,
            LoginWords.PASSKEY,
            false,
            "requires a passkey or a security key. Give the account a password, with one-time codes as second factor, and"
                    + " set loginClickSelectors if the page offers them"),
    /** The password has expired. */
    NEW_PASSWORD(
            Reason.NEW_PASSWORD_ASKED,
            LoginWords.NEW_PASSWORD,
            true,
            "requires a new password. Set one by hand, then change loginPassword or loginPasswordFile"),
    /** A second factor, or another part of the account, must be set up. */
    SET_UP(
            Reason.SET_UP_ASKED,
            LoginWords.SET_UP,
            true,
            "requires to set up the account, for instance a second factor. Log in by hand once and do this, or set"
                    + " loginClickSelectors if the page lets you skip it"),
    /** An administrator or the user must consent. */
    CONSENT(
            Reason.CONSENT_ASKED,
            LoginWords.CONSENT,
            true,
            "requires a consent. Let an administrator consent for all users, or log in by hand once and consent"),
    /** The account is locked or disabled. */
    LOCKED(
            Reason.ACCOUNT_LOCKED,
            LoginWords.LOCKED,
            true,
            "says that the account is locked or disabled. Unlock it at the identity provider"),
    /** The account may not use the site. */
    DENIED(
            Reason.ACCESS_DENIED,
            LoginWords.DENIED,
            true,
            "says that access is denied. Let an administrator of the identity provider check whether the account is active and"
                    + " may use this site");

    /** The page must stay unchanged this long, because some pages pass through such a state. */
    private static final Duration STAYS = Duration.ofSeconds(2);

    /**
     * The time without a change if the words are only in the text of the page, which may come before its fields; or if the page shows that it
     * loads something.
     */
    private static final Duration MAY_COME = Duration.ofSeconds(10);

    /** The time without a change if both apply. A page that waits for an approval often looks like this. */
    private static final Duration MAY_COME_LATE = Duration.ofSeconds(30);

    /** The time for the response to the last action, for which a page often does not change. */
    private static final Duration ANSWERS = Duration.ofSeconds(10);

    /** A page with a longer text is not about one thing. */
    private static final int MOST_TEXT = 1_500;

    private final Reason reason;
    private final LoginWords words;
    private final boolean hasFields; // whether its pages may have fields that look like those of a login
    private final String what;

    DeadEnd(Reason reason, LoginWords words, boolean hasFields, String what) {
        this.reason = reason;
        this.words = words;
        this.hasFields = hasFields;
        this.what = what;
    }

    /**
     * Returns the action on a page of a known identity provider that a program cannot pass; null for other pages. Such a page may have
     * fields, for instance for a one-time code, to set up another device.
     */
    static LoginAction onKnownPage(Seen seen, LoginRules rules, ActionHistory history) {
        DeadEnd known = seen.page().deadEnd();
        return known != null && (known.hasFields || !hasField(seen.page())) && isPossible(seen.page(), rules, history)
                ? known.on(seen, rules, history, STAYS)
                : null;
    }

    /** Returns the action on a page on which the login found nothing to do; null if a program may be able to pass the page. */
    static LoginAction find(Seen seen, LoginRules rules, ActionHistory history) {
        PageDescription page = seen.page();
        if (!isPossible(page, rules, history)) {
            return null;
        }
        for (DeadEnd each : values()) {
            Duration rest = each.rest(page, history);
            if (rest != null) {
                return each.on(seen, rules, history, rest);
            }
        }
        return null;
    }

    private static boolean isPossible(PageDescription page, LoginRules rules, ActionHistory history) {
        boolean begun = history.has(ActionHistory.Kind.SEND_USERNAME) || history.isPasswordUsed(page);
        return begun && rules.counts(page) && !page.hasEditor();
    }

    /** Returns the failure; a wait if a person or a step may help, or the page may still change. */
    private LoginAction on(Seen seen, LoginRules rules, ActionHistory history, Duration rest) {
        String about =
                "page " + seen.page().address() + " " + what + seen.page().said();
        return rules.assisted() || seen.moment().unchanged().compareTo(rest) < 0 || isAnswerDue(seen, history)
                ? new Wait("the " + about)
                : new Fail(reason, "The " + about);
    }

    /** Returns whether the last action was on this page, and the page has not changed since. */
    private static boolean isAnswerDue(Seen seen, ActionHistory history) {
        Duration since = seen.moment().sinceAction();
        return history.last().document() == seen.page().document()
                && seen.moment().unchanged().compareTo(since) >= 0
                && since.compareTo(ANSWERS) < 0;
    }

    private static boolean hasField(PageDescription page) {
        return page.controls().stream().anyMatch(each -> each.kind() == Kind.FIELD && each.isShown());
    }

    /** Returns whether the page has several fields for a password, none of which is that of the login, as beside a form to sign up. */
    private static boolean hasFieldsForNewPassword(PageDescription page, ActionHistory history) {
        List<Integer> passwords = page.controls().stream()
                .filter(each -> each.isPasswordField() && each.isShown())
                .map(Control::number)
                .toList();
        return passwords.size() > 1
                && !history.has(ActionHistory.Kind.FILL_PASSWORD, entry -> passwords.contains(entry.target()));
    }

    /** Returns how long the page must stay unchanged; null if it does not seem to be such a page. */
    private Duration rest(PageDescription page, ActionHistory history) {
        Duration stays = page.busy() ? MAY_COME : STAYS;
        // a notice, or a message that something is wrong, may warn that the account will be locked
        boolean said = page.messages().stream()
                .anyMatch(message -> words.isIn(message)
                        && !LoginWords.ERROR.isIn(message)
                        && !history.isSaidBeforeSending(message));
        if (this == LOCKED && said) {
            return STAYS; // the page may show the login form again
        }
        if (this == NEW_PASSWORD && hasFieldsForNewPassword(page, history)) {
            return stays;
        }
        if (hasField(page)) {
            return null;
        }
        boolean heading = words.isIn(page.title())
                || page.headings().stream().anyMatch(words::isIn)
                || (this == CONSENT && LoginWords.TERMS.isIn(page.title()));
        if (said || heading) {
            return stays;
        }
        boolean text = page.text().length() <= MOST_TEXT && words.isIn(page.text());
        return !text ? null : page.busy() ? MAY_COME_LATE : MAY_COME;
    }
}
