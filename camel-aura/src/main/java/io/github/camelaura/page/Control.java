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
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;
import io.github.camelaura.http.ShownText;

/**
 * A field or a button.
 *
 * @param number the number of the element in its login; the same number means the same element
 * @param form the index of its form, or -1
 * @param about its id and class
 * @param label its labels, placeholder and title, or the text of a button
 * @param cover the element that covers it, or empty
 * @param editable whether it is a field that is neither disabled nor read-only
 * @param value the value of a field; empty for a password
 * @param filled whether the value of a field is not empty
 * @param toggle whether a button switches something, or lies within a field
 * @param parsed whether the parser has read its form to the end
 * @param target the origin that a submit button sends its form to; null if a script does that
 * @param username whether {@code loginUsernameSelector} matches it
 * @param password whether {@code loginPasswordSelector} matches it
 * @param submit whether {@code loginSubmitSelector} matches it
 * @param code whether {@code loginTotpSelector} matches it
 * @param digit whether a field takes only one character
 * @param extra what a field is that a {@code loginField} option names; null for all others
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
        boolean toggle,
        boolean parsed,
        Origin target,
        boolean username,
        boolean password,
        boolean submit,
        boolean code,
        boolean digit,
        NamedField extra) {

    /** The kind of a control. */
    public enum Kind {
        /** A field for a line of text or a password. */
        FIELD,
        /** A drop-down list, a radio button or a check box that a {@code loginField} option names. */
        CHOICE,
        /** A field for several lines, or another element with editable text. */
        EDITOR,
        /** A button that submits the form that owns it. */
        SUBMIT,
        /** Any other button, or a link that works as one. */
        BUTTON,
        /** An element that an option names as a field and that cannot be filled. */
        OTHER
    }

    /** Whether a person can see and use a control. */
    public enum Visibility {
        /** A person can see and use it. */
        VISIBLE,
        /** Another element lies over it. */
        COVERED,
        /** It is not displayed, has no size, or is clipped or transparent. */
        HIDDEN
    }

    boolean isShown() {
        return visibility != Visibility.HIDDEN;
    }

    boolean isButton() {
        return kind == Kind.SUBMIT || kind == Kind.BUTTON;
    }

    boolean isFillable() {
        return kind == Kind.FIELD || kind == Kind.CHOICE;
    }

    /** Returns the value of a field that a {@code loginField} option names, or whether it is chosen. */
    public String heldState() {
        return List.of("radio", "checkbox").contains(type) ? String.valueOf(extra.checked()) : extra.value();
    }

    boolean isPasswordField() {
        return kind == Kind.FIELD && "password".equals(type) && !isForCode();
    }

    /** Returns whether a field can hold a user name (HTML standard, types of input elements). */
    boolean isTextField() {
        return kind == Kind.FIELD
                && extra == null
                && List.of("text", "email", "tel").contains(type)
                && !isMarked("one-time-code")
                && !isForCode();
    }

    /** Returns whether {@code loginTotpSelector} matches a field, or it is a box for one digit of a code. */
    private boolean isForCode() {
        return code || digit;
    }

    /** Returns whether {@code autocomplete} has this token. */
    boolean isMarked(String token) {
        return List.of(autocomplete.split(" ")).contains(token);
    }

    /** Returns the name of the control for messages. */
    String shownName() {
        String named = Stream.of(name, label, type)
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("without a name");
        String shown = isButton() && !label.isEmpty() ? label : named;
        return (isButton() ? "button " : "field ") + ShownText.text(shown, List.of());
    }

    @Override
    public String toString() {
        return kind + " " + number;
    }
}
