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
import java.util.Locale;

import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ShownText;
import io.github.camelaura.page.Control.Kind;

/**
 * The state of a page at one moment, as data. It contains no password.
 *
 * @param place where the browser shows the page
 * @param address the address of the page, without user information, query, fragment and path parameters
 * @param location the same with the values that messages mask, for comparisons only
 * @param origin the origin of the page; null for a page without a host, such as {@code about:blank}
 * @param document the number of the document in its login; the same number means that no other page was loaded
 * @param loaded whether the page and all its resources have been loaded
 * @param scripted whether the page may change or lead on by itself: it has scripts, frames or a refresh, or is not loaded
 * @param title the title and the first heading
 * @param text the visible text, at most 20,000 characters
 * @param headings the visible headings and the texts of dialogues
 * @param busy whether the page has not loaded, or shows that it loads something or waits
 * @param hints the values of hidden fields
 * @param controls the fields and buttons in document order
 * @param forms the forms that the controls belong to, by their index
 * @param messages the texts of elements that look like a message to the user, of at most 500 characters
 * @param clicks the visible elements that {@code loginClickSelectors} match
 * @param steps the elements that the selectors of {@code loginSteps} match
 * @param ready whether {@code loginReadySelector} matches a visible element, or is not set
 * @param closedRoots elements that seem to have a closed shadow root, which no script can look into
 * @param deadEnd what the page requires that a program cannot do, as far as its identity provider is known; null if nothing
 * @param foreignReader another origin whose scripts can read the fields of this page, if the browser has no same-origin policy;
 *     otherwise empty
 * @param statuses the statuses of the requests that scripts sent since the form was sent; 0 if the browser does not report it
 * @param sentItself whether the page has sent the one-time code that was filled in last, by a form or a script
 * @param reportsRequests whether the browser reports all requests that a form may have caused
 * @param quiet whether certainly no request was sent since the password was filled in
 * @param navigationStatus the status of the response that the page is; 0 if the browser does not report it
 */
public record PageDescription(
        Place place,
        String address,
        String location,
        Origin origin,
        int document,
        boolean loaded,
        boolean scripted,
        String title,
        String text,
        List<String> headings,
        boolean busy,
        List<String> hints,
        List<Control> controls,
        List<Form> forms,
        List<String> messages,
        List<Click> clicks,
        List<StepElement> steps,
        boolean ready,
        List<String> closedRoots,
        DeadEnd deadEnd,
        String foreignReader,
        List<Integer> statuses,
        boolean sentItself,
        boolean reportsRequests,
        boolean quiet,
        int navigationStatus) {

    /** Returns the description of a document of which only its address is known, or that has no elements. */
    public static PageDescription withoutElements(
            Place place, String address, String location, Origin origin, int document, boolean ready, int status) {
        return new PageDescription(
                place, address, location, origin, document, true, false, "", "", List.of(), false, List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), ready, List.of(), null, "", List.of(), false, true, false,
                status);
    }

    /** The place of a document in the browser. */
    public enum Place {
        /** The main document of the window of the login. */
        MAIN("the window of the login"),
        /** A frame in the window of the login. */
        FRAME("a frame"),
        /** The main document of another window that the login has opened. */
        WINDOW("another window"),
        /** A frame in another window. */
        FRAME_OF_WINDOW("a frame in another window"),
        /** A frame within a page that does not count. */
        FRAME_OF_UNTRUSTED_PAGE("a frame of a page that is not trusted"),
        /** Another window that the login does not look into. */
        UNREAD_WINDOW("another window, which the login does not look into");

        private final String description;

        Place(String description) {
            this.description = description;
        }

        /** Returns the place of a document in a frame of this one. */
        public Place frame() {
            return isOtherWindow() ? FRAME_OF_WINDOW : FRAME;
        }

        boolean isOtherWindow() {
            return this == WINDOW || this == FRAME_OF_WINDOW || this == UNREAD_WINDOW;
        }

        boolean isFrame() {
            return this == FRAME || this == FRAME_OF_WINDOW || this == FRAME_OF_UNTRUSTED_PAGE;
        }

        @Override
        public String toString() {
            return description;
        }
    }

    /**
     * A form.
     *
     * @param about its id, name, class, role, label and heading
     * @param action the path that it is sent to
     * @param target the origin that it is sent to without a button; null if a script does that
     * @param validated whether the browser validates its fields before it sends the form
     * @param invalidField the first field that the browser calls invalid, or empty
     * @param invalid the browser's message about this field, or empty
     * @param hasPasswordField whether it has a password field, visible or not
     * @param hidden its hidden fields and choices
     */
    public record Form(
            String about,
            String action,
            Origin target,
            boolean validated,
            String invalidField,
            String invalid,
            boolean hasPasswordField,
            List<Hidden> hidden) {}

    /** A hidden field or a choice of a form, with its value. */
    public record Hidden(String name, String value) {

        /** Returns whether the value is a user name; many fields with another purpose have such a name, too. */
        boolean isUser() {
            String plain = name.toLowerCase(Locale.ROOT);
            return LoginWords.USERNAME.isIn(name)
                    && (value.contains("@")
                            || (List.of("user", "username", "login", "j_username")
                                            .contains(plain)
                                    && value.matches("(?!true|false|\\d+$)\\S{2,}")));
        }
    }

    /**
     * An element that is clicked.
     *
     * @param selector the index of its selector: first those of {@code loginClickSelectors}, then those of all
     *     {@link IdentityProvider}s
     * @param option whether {@code loginClickSelectors} match it
     * @param cover the element that covers it, or empty
     * @param button the button that it is or lies in; null if it is none
     */
    public record Click(int selector, boolean option, String cover, Control button) {}

    /** Returns whether this is the same document with the same controls and forms; other changes, such as a clock, do not count. */
    public boolean isSameState(PageDescription other) {
        return other != null
                && document == other.document
                && controls.equals(other.controls)
                && forms.equals(other.forms)
                && clicks.equals(other.clicks);
    }

    /** Returns whether this is the same document with the same visible fields. A page may change its buttons every second. */
    public boolean hasSameFields(PageDescription other) {
        return other != null && document == other.document && shownFields().equals(other.shownFields());
    }

    private List<Integer> shownFields() {
        return controls.stream()
                .filter(control -> control.kind() == Kind.FIELD && control.isShown())
                .map(Control::number)
                .toList();
    }

    /** Returns whether the page has an editor for text, which a chat has and a login does not. */
    boolean hasEditor() {
        return controls.stream().anyMatch(control -> control.kind() == Kind.EDITOR && control.isShown());
    }

    /** Returns the first message of the page, cut for exceptions and logs; fails if it has none. */
    String message() {
        return ShownText.text(messages.get(0), List.of());
    }

    /** Returns the first message of the page in parentheses, as the end of another message; empty if there is none. */
    String said() {
        return messages.isEmpty() ? "" : " (it says: " + message() + ")";
    }

    /** Returns whether a person can see a field that the option with this number names. */
    public boolean hasField(int option) {
        return controls.stream()
                .anyMatch(each ->
                        each.isShown() && each.extra() != null && each.extra().option() == option);
    }

    int index(Control control) {
        return controls.indexOf(control);
    }

    /** Returns the form of a control, or null. */
    Form formOf(Control control) {
        return control.form() < 0 ? null : forms.get(control.form());
    }

    /** Returns the visible controls of the same form; for a control without a form, all that have none. */
    List<Control> group(Control control) {
        return controls.stream()
                .filter(each -> each.form() == control.form() && each.isShown())
                .toList();
    }

    @Override
    public String toString() {
        return "page " + address;
    }
}
