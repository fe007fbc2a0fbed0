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
import java.util.stream.Stream;

import io.github.camelaura.page.LoginDecision.Moment;

/**
 * The evidence that a page rejects what a form sent. The consequences are final, so it must be certain: the form appears again
 * and stays, or the response to the form has the status 401 or 422.
 */
final class Rejection {

    /** The page must stay unchanged this long before its status counts. */
    private static final Duration FOR_STATUS = Duration.ofSeconds(1);

    /** A form on a new page must stay this long before it counts as a rejection. */
    private static final Duration FOR_NEW_PAGE = Duration.ofSeconds(3);

    /** A form on the same page must stay this long before it counts as a rejection. */
    private static final Duration FOR_SAME_PAGE = Duration.ofSeconds(5);

    private static final List<Integer> REJECTING = List.of(401, 422);

    private Rejection() {}

    /**
     * Returns whether a page that shows the form again certainly rejects it.
     *
     * @param before the messages that the page showed before the form was sent, which prove nothing
     * @param filled whether the field of the form still has a value
     * @param samePage whether no other page was loaded since the form was sent
     */
    static boolean isCertain(
            PageDescription page, List<String> before, boolean filled, boolean samePage, Moment moment) {
        return isCertain(page, complains(page, before), filled, samePage, moment);
    }

    /** Returns the same about a form that sent a one-time code, for which a code that has expired is a rejected one. */
    static boolean isCertainOfCode(
            PageDescription page, List<String> before, boolean filled, boolean samePage, Moment moment) {
        boolean complains = complains(page, before)
                || page.messages().stream().anyMatch(message -> isExpiredCode(message) && !before.contains(message));
        return isCertain(page, complains, filled, samePage, moment);
    }

    private static boolean isCertain(
            PageDescription page, boolean complains, boolean filled, boolean samePage, Moment moment) {
        if (!complains
                && page.messages().stream()
                        .anyMatch(message -> LoginWords.UNCLEAR.isIn(message)
                                || LoginWords.LOCKED.isIn(message)
                                || LoginWords.EXPIRED.isIn(message)
                                || LoginWords.CAPTCHA.isIn(message))) {
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
        return status < 400 && (!filled || complains) && moment.onDocument().compareTo(FOR_NEW_PAGE) >= 0;
    }

    /** Returns whether the page shows a message about an error that it did not show before. */
    static boolean complains(PageDescription page, List<String> before) {
        return page.messages().stream()
                .anyMatch(message -> LoginWords.ERROR.isIn(message) && !before.contains(message));
    }

    /** Returns whether one part of a sentence says that a code has expired; a session that has expired proves nothing. */
    private static boolean isExpiredCode(String message) {
        return !LoginWords.UNCLEAR.isIn(message)
                && Stream.of(message.split("[.,;:!?。，、；：！？]"))
                        .anyMatch(part -> LoginWords.EXPIRED.isIn(part) && LoginWords.ANY_CODE.isIn(part));
    }

    /** Scripts send requests of many kinds, so only the last response counts, after seconds without another one. */
    private static boolean isAnsweredByScript(PageDescription page, boolean complains) {
        List<Integer> statuses = page.statuses();
        int last = statuses.isEmpty() ? 0 : statuses.get(statuses.size() - 1);
        return REJECTING.contains(last) || (complains && last < 400);
    }
}
