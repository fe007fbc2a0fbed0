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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.github.camelaura.http.Origin;

/** The actions of one login on its pages so far, oldest first. Each is recorded before it is done. */
public record Deeds(List<Deed> all) {

    /** The kind of an action. */
    public enum Kind {
        CLICK,
        FILL_USERNAME,
        FILL_PASSWORD,
        SEND_USERNAME,
        SEND_PASSWORD
    }

    /**
     * One action.
     *
     * @param document the number of the document it was done in
     * @param origin the origin of the document
     * @param target the number of the control, or for a click the index of its selector
     * @param messages the messages that the page showed before the action
     */
    public record Deed(Kind kind, int document, Origin origin, int target, List<String> messages) {}

    /** Returns the state before the first action. */
    public static Deeds none() {
        return new Deeds(List.of());
    }

    /** Returns these actions and one more. */
    public Deeds with(Kind kind, PageDescription page, int target) {
        List<Deed> more = new ArrayList<>(all);
        more.add(new Deed(kind, page.document(), page.origin(), target, page.messages()));
        return new Deeds(List.copyOf(more));
    }

    /** Returns these actions without the last one, for an action that the browser did not do. */
    public Deeds withoutLast() {
        return new Deeds(all.subList(0, all.size() - 1));
    }

    long count(Kind kind, Predicate<Deed> where) {
        return all.stream()
                .filter(deed -> deed.kind == kind && where.test(deed))
                .count();
    }

    boolean has(Kind kind, Predicate<Deed> where) {
        return count(kind, where) > 0;
    }

    boolean has(Kind kind) {
        return has(kind, deed -> true);
    }

    /** Returns the last action of this kind, or null. */
    Deed last(Kind kind) {
        return all.stream()
                .filter(deed -> deed.kind == kind)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** Returns the last action, or null. */
    Deed last() {
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Returns whether a server may have received the password; a page may send a field as soon as it changes. */
    boolean isPasswordUsed(PageDescription page) {
        return has(Kind.SEND_PASSWORD) || has(Kind.FILL_PASSWORD, deed -> deed.document() != page.document());
    }
}
