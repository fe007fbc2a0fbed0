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

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import io.github.camelaura.page.LoginDecision.Next;
import io.github.camelaura.page.PageDescription;

/**
 * Collects the steps of one login for its report. Looks at an unchanged page are one step. Of many steps, it keeps the first and
 * the last ones.
 *
 * <p>Lock: this object guards all fields that are not final. No other code runs while it is held.
 */
final class LoginTrace {

    private static final int MOST_FIRST = 20;
    private static final int MOST_LAST = 60;
    private static final int MOST_NOTES = 10;

    /**
     * One step.
     *
     * @param first the time of the first look
     * @param last the time of the last look
     * @param looks the number of looks
     * @param found the parts of all documents
     * @param messages the messages of the page
     * @param action the action and its reason
     * @param notes the results of the action
     */
    record Step(
            Instant first,
            Instant last,
            int looks,
            String address,
            String title,
            List<PagePart> found,
            List<String> messages,
            String action,
            List<String> notes) {

        Step again(Instant at) {
            return new Step(first, at, looks + 1, address, title, found, messages, action, notes);
        }

        Step with(String note) {
            if (notes.size() >= MOST_NOTES || notes.contains(note) || action.endsWith(note)) {
                return this;
            }
            List<String> all = new ArrayList<>(notes);
            all.add(note);
            return new Step(first, last, looks, address, title, found, messages, action, List.copyOf(all));
        }
    }

    /**
     * The steps so far.
     *
     * @param first the first steps
     * @param omitted the number of steps between the two lists that were not kept
     * @param last the last steps
     */
    record Steps(List<Step> first, int omitted, List<Step> last) {}

    private final Clock clock;
    private final boolean collects;
    private final List<Step> first = new ArrayList<>();
    private final Deque<Step> last = new ArrayDeque<>();
    private int omitted;
    private Step current;
    private List<PageDescription> pages = List.of();
    private Set<String> held = Set.of();

    /**
     * Prepares the collection.
     *
     * @param collects false if there will be no report
     */
    LoginTrace(Clock clock, boolean collects) {
        this.clock = clock;
        this.collects = collects;
    }

    /** Adds a look at the documents that the browser shows, and the action that follows. */
    synchronized void saw(List<PageDescription> seen, Next next) {
        if (!collects) {
            return;
        }
        Instant now = clock.instant();
        PageDescription page = next.page();
        String what = ActionText.of(next.action());
        if (current != null && what.equals(current.action()) && isSame(seen)) {
            current = current.again(now);
            return;
        }
        keep();
        pages = seen;
        current = new Step(
                now,
                now,
                1,
                page.address(),
                page.title(),
                PagePart.of(seen),
                page.messages().stream().limit(MOST_NOTES).toList(),
                what,
                List.of());
    }

    private boolean isSame(List<PageDescription> seen) {
        return seen.size() == pages.size()
                && IntStream.range(0, pages.size()).allMatch(i -> isSame(seen.get(i), pages.get(i)));
    }

    private static boolean isSame(PageDescription seen, PageDescription before) {
        return seen.isSameState(before)
                && seen.title().equals(before.title())
                && seen.messages().equals(before.messages());
    }

    private void keep() {
        if (current == null) {
            return;
        }
        if (first.size() < MOST_FIRST) {
            first.add(current);
            return;
        }
        last.add(current);
        if (last.size() > MOST_LAST) {
            last.remove();
            omitted++;
        }
    }

    /** Notes the values of cookies and storages that the browser holds, which the report masks. */
    synchronized void holds(Set<String> values) {
        held = Set.copyOf(values);
    }

    synchronized Set<String> held() {
        return held;
    }

    /** Adds what happened in the present step. */
    synchronized void noted(String what) {
        if (current != null) {
            current = current.with(what);
        }
    }

    synchronized Steps steps() {
        List<Step> end = new ArrayList<>(last);
        if (current != null) {
            end.add(current);
        }
        return new Steps(List.copyOf(first), omitted, List.copyOf(end));
    }
}
