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

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ShownText;

/**
 * What one look at a page found, as data. No part of it is a password.
 *
 * @param address the page, without user information, query, fragment and path parameters
 * @param origin where the page is; null for a page that has no host, such as {@code about:blank}
 * @param document counts the documents of a login; the same number means that no other page was loaded
 * @param loaded whether all that belongs to it has arrived
 * @param title the title and the first heading
 * @param text the visible text, at most 20,000 characters
 * @param hints the values of hidden fields
 * @param controls fields and buttons in document order
 * @param forms the forms that the controls belong to, by their index
 * @param messages what looks like a message to the user
 * @param clicks what {@code loginClickSelectors} match and a person could see
 * @param ready whether {@code loginReadySelector} matches something visible, or is not set
 * @param elsewhere where else a password field is: frames, shadow roots, other windows
 * @param stranger another origin whose scripts can read the fields of this page, in a browser that does not prevent it; or empty
 * @param statuses the statuses of requests that scripts made since the form was sent; 0 for one that the browser does not tell
 * @param tellsRequests whether the browser tells of all requests that a form may have caused
 * @param quiet whether surely no request left since the password was put in
 * @param navigationStatus the status with which the page was loaded; 0 if the browser does not tell
 */
public record PageDescription(
        String address,
        Origin origin,
        int document,
        boolean loaded,
        String title,
        String text,
        List<String> hints,
        List<Control> controls,
        List<Form> forms,
        List<String> messages,
        List<Click> clicks,
        boolean ready,
        List<String> elsewhere,
        String stranger,
        List<Integer> statuses,
        boolean tellsRequests,
        boolean quiet,
        int navigationStatus) {

    /** What a control is for. */
    public enum Kind {
        /** A field for a line of text, a password included. */
        FIELD,
        /** A field for several lines, or any other text that is edited. */
        EDITOR,
        /** A button that submits the form that owns it. */
        SUBMIT,
        /** Any other button, or a link that works as one. */
        BUTTON,
        /** An element that cannot be filled, named by an option as a field. */
        OTHER
    }

    /** Whether a person could see and use a control. */
    public enum Visibility {
        /** Yes. */
        VISIBLE,
        /** No: another element lies over it at the moment. */
        COVERED,
        /** No: it is not displayed, has no size, is clipped or transparent. */
        HIDDEN
    }

    /**
     * A field or a button.
     *
     * @param number counts the elements of a login; the same number means the same element
     * @param form the index of its form, or -1
     * @param about its id and class
     * @param label all that names it: labels, placeholder, title, the text of a button
     * @param cover the element that covers it, or empty
     * @param editable whether it is a field that is neither disabled nor read-only
     * @param value what a field holds; empty for a password
     * @param filled whether a field holds anything
     * @param invalid why the browser calls its value invalid, or empty
     * @param toggle whether a button switches something, or lies within a field
     * @param parsed whether the parser is past its form
     * @param target where a submit button sends its form to; null if that is left to a script
     * @param username whether {@code loginUsernameSelector} matches it
     * @param password whether {@code loginPasswordSelector} matches it
     * @param submit whether {@code loginSubmitSelector} matches it
     */
    public record Control(
            int number,
            Kind kind,
            int form,
            String type,
            String name,
            String about,
            String autocomplete,
            String label,
            Visibility visibility,
            String cover,
            boolean enabled,
            boolean editable,
            String value,
            boolean filled,
            String invalid,
            boolean toggle,
            boolean parsed,
            Origin target,
            boolean username,
            boolean password,
            boolean submit) {

        boolean isShown() {
            return visibility != Visibility.HIDDEN;
        }

        boolean isButton() {
            return kind == Kind.SUBMIT || kind == Kind.BUTTON;
        }

        boolean isPasswordField() {
            return kind == Kind.FIELD && "password".equals(type);
        }

        /** A field that can hold a user name (HTML standard, types of input elements). */
        boolean isTextField() {
            return kind == Kind.FIELD && List.of("text", "email", "tel").contains(type) && !isMarked("one-time-code");
        }

        /** Whether {@code autocomplete} has this token. */
        boolean isMarked(String token) {
            return List.of(autocomplete.split(" ")).contains(token);
        }

        /** How messages name it. */
        String shownName() {
            String named = Stream.of(name, label, type)
                    .filter(each -> !each.isEmpty())
                    .findFirst()
                    .orElse("without a name");
            String shown = isButton() && !label.isEmpty() ? label : named;
            return (isButton() ? "button " : "field ") + ShownText.ofText(shown, List.of());
        }

        @Override
        public String toString() {
            return kind + " " + number;
        }
    }

    /**
     * A form.
     *
     * @param about its id, name, class, role, label and heading
     * @param action the path that it is sent to
     * @param target where it is sent to without a button; null if that is left to a script
     * @param validated whether the browser checks its fields before it sends it
     * @param invalidField the first field that the browser calls invalid, or empty
     * @param invalid why, or empty
     * @param hasPasswordField whether it has one, visible or not
     * @param hidden what it sends besides its fields: hidden ones and choices
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

    /** A hidden field of a form, or a choice with what is chosen. */
    public record Hidden(String name, String value) {

        /** Whether it says who logs in; many others are named like that, too. */
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
     * Something that {@code loginClickSelectors} matches.
     *
     * @param selector the index of the selector
     * @param cover the element that covers it, or empty
     */
    public record Click(int selector, String cover) {}

    /** Whether this is the same page in the same state; what only moves, such as a clock in its text, does not count. */
    public boolean isSameState(PageDescription other) {
        return other != null
                && document == other.document
                && controls.equals(other.controls)
                && forms.equals(other.forms)
                && clicks.equals(other.clicks);
    }

    /** Whether it has a place to write a text, as a chat has and a login has not. */
    boolean isWrittenOn() {
        return controls.stream().anyMatch(control -> control.kind() == Kind.EDITOR && control.isShown());
    }

    int index(Control control) {
        return controls.indexOf(control);
    }

    /** The form of a control, or null. */
    Form formOf(Control control) {
        return control.form() < 0 ? null : forms.get(control.form());
    }

    /** The shown controls of the same form, or, for one without, all that have none. */
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
