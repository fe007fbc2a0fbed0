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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.camelaura.http.Origin;

/** The actions of one login so far, oldest first. Each is recorded before it is done. */
public record ActionHistory(List<Entry> all) {

    /** The kind of an action. */
    public enum Kind {
        /** A step of {@code loginSteps} found the element or the page that it waits for. */
        REACH,
        /** A step of {@code loginSteps} opened an address. */
        OPEN,
        CLICK,
        FILL_FIELD,
        /** A step of {@code loginSteps} filled in its value. */
        FILL_VALUE,
        FILL_USERNAME,
        FILL_PASSWORD,
        FILL_CODE,
        SEND_FIELDS,
        SEND_USERNAME,
        SEND_PASSWORD,
        SEND_CODE;

        /** Returns whether another page may follow the action. */
        boolean isClick() {
            return this == CLICK || isSending();
        }

        /** Returns whether the action sends a form. */
        boolean isSending() {
            return name().startsWith("SEND_");
        }
    }

    /** The step of an action that no step does. */
    public static final int NO_STEP = -1;

    /**
     * One action.
     *
     * @param document the number of the document of the action, see {@link PageDescription#document()}
     * @param origin the origin of the document
     * @param target the number of the control; for a click, the index of its selector, or -1 for a step; for {@code FILL_FIELD} and
     *     {@code SEND_FIELDS}, the number of the (first) option
     * @param messages the messages that the page showed before the action
     * @param step the index of the step in {@link LoginSteps#all()} that did it, or {@link #NO_STEP}
     */
    public record Entry(Kind kind, int document, Origin origin, int target, List<String> messages, int step) {}

    /** Returns the history before the first action. */
    public static ActionHistory none() {
        return new ActionHistory(List.of());
    }

    /** Returns this history with one more action. */
    public ActionHistory with(Kind kind, PageDescription page, int target) {
        return with(kind, page, target, NO_STEP);
    }

    /** Returns this history with one more action, which a step does. */
    public ActionHistory with(Kind kind, PageDescription page, int target, int step) {
        List<Entry> more = new ArrayList<>(all);
        more.add(new Entry(kind, page.document(), page.origin(), target, page.messages(), step));
        return new ActionHistory(List.copyOf(more));
    }

    /** Returns this history without the last action, because the browser did not do it. */
    public ActionHistory withoutLast() {
        return new ActionHistory(all.subList(0, all.size() - 1));
    }

    /** Returns the index of the last step that was done, or {@link #NO_STEP}. */
    int lastStep() {
        return all.stream().mapToInt(Entry::step).max().orElse(NO_STEP);
    }

    long count(Kind kind, Predicate<Entry> where) {
        return all.stream()
                .filter(entry -> entry.kind == kind && where.test(entry))
                .count();
    }

    boolean has(Kind kind, Predicate<Entry> where) {
        return count(kind, where) > 0;
    }

    boolean has(Kind kind) {
        return has(kind, entry -> true);
    }

    /** Returns whether an action of this kind was done on this document. */
    boolean has(Kind kind, PageDescription page) {
        return has(kind, entry -> entry.document() == page.document());
    }

    /** Returns the last action of these kinds, or null. */
    Entry last(Kind... kinds) {
        return all.stream()
                .filter(entry -> List.of(kinds).contains(entry.kind))
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Returns whether the last one-time code and the password were sent by one form. */
    boolean isCodeSentWithPassword() {
        Entry code = last(Kind.FILL_CODE, Kind.SEND_CODE);
        Entry last = last(Kind.FILL_CODE, Kind.SEND_CODE, Kind.SEND_PASSWORD);
        return code != null
                && code.kind == Kind.FILL_CODE
                && last.kind == Kind.SEND_PASSWORD
                && last.document == code.document;
    }

    /** Returns whether a one-time code was filled in after the password was sent, so a page accepted the password. */
    boolean isCodeSentAfterPassword() {
        return has(Kind.SEND_PASSWORD) && last(Kind.SEND_PASSWORD, Kind.FILL_CODE).kind == Kind.FILL_CODE;
    }

    /** Returns whether a page showed a message before the first form was sent, so that the message is not about the account. */
    boolean isSaidBeforeSending(String message) {
        for (Entry entry : all) {
            if (entry.messages.contains(message)) {
                return true;
            }
            if (entry.kind.isSending()) {
                return false;
            }
        }
        return false;
    }

    /** Returns the last action, or null. */
    Entry last() {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns whether the last action was done on this document, so that another one may be about to replace it. */
    public boolean endsOn(PageDescription page) {
        return !all.isEmpty() && last().document() == page.document();
    }

    /** Returns whether a server may have received the password; a page may send a field as soon as it changes. */
    boolean isPasswordUsed(PageDescription page) {
        return has(Kind.SEND_PASSWORD) || has(Kind.FILL_PASSWORD, entry -> entry.document() != page.document());
    }
}
