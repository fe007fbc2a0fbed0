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
import io.github.camelaura.page.NamedField.Choice;

/** The next action on a page. */
public sealed interface LoginAction {

    /**
     * Clicks an element.
     *
     * @param selector the index of the selector, see {@link PageDescription.Click}
     */
    record Click(int selector) implements LoginAction {}

    /**
     * Fills in a field.
     *
     * @param password whether the value is the password; otherwise it is the user name
     */
    record Fill(Control field, boolean password) implements LoginAction {}

    /**
     * Fills in the field of a {@code loginField} option.
     *
     * @param choice the choice of a drop-down list; null for all other fields
     */
    record FillField(Control field, Choice choice) implements LoginAction {

        /** Omits the choice, which is the value of a secret option. */
        @Override
        public String toString() {
            return "FillField[field=" + field + "]";
        }
    }

    /**
     * Does a step of {@code loginSteps}.
     *
     * @param index its index in {@link LoginSteps#all()}
     * @param name its name for messages
     * @param action what it does
     */
    record Step(int index, String name, LoginAction action) implements LoginAction {}

    /** Opens the address of a step. */
    record Open(String address) implements LoginAction {

        /** Omits the query, which may hold a secret. */
        @Override
        public String toString() {
            return "Open[address=" + PageAddress.shown(address) + "]";
        }
    }

    /** Clicks the element of a step. */
    record Press(Control button) implements LoginAction {}

    /**
     * Fills in the value of a step.
     *
     * @param choice the choice of a drop-down list; null for all other fields
     */
    record FillValue(PageStep step, Control field, Choice choice) implements LoginAction {

        /** Omits the choice, which may be a secret. */
        @Override
        public String toString() {
            return "FillValue[field=" + field + "]";
        }
    }

    /** Notes that the element or the page is there that a step waits for. */
    record Reach() implements LoginAction {}

    /**
     * Fills in a one-time code as soon as there is one that was not used.
     *
     * @param fields one field for the whole code, or one box for each digit
     */
    record FillCode(List<Control> fields) implements LoginAction {}

    /**
     * Sends the form.
     *
     * @param filled the fields for user name and password, in this order, as far as the form has them. Their values must not have
     *     changed since they were filled in
     * @param code the fields for the one-time code, to which the same applies; empty if the form has none
     * @param button the button to click; null for the Enter key
     * @param kind the most important value that is sent: {@code SEND_FIELDS}, {@code SEND_USERNAME}, {@code SEND_PASSWORD} or
     *     {@code SEND_CODE}
     */
    record Send(List<Control> filled, List<Control> code, Control button, ActionHistory.Kind kind)
            implements LoginAction {

        /** Returns the lowest number of an option that a filled field belongs to, for {@code SEND_FIELDS}. */
        public int firstOption() {
            return ExtraFields.first(filled.stream());
        }
    }

    /**
     * Takes the session if the browser has everything that shows that the login is done.
     *
     * @param otherwise the action if something is missing
     */
    record TakeSession(LoginAction otherwise) implements LoginAction {}

    /**
     * Waits for the page to change.
     *
     * @param obstacle the reason why the login cannot go on, as the end of a message
     */
    record Wait(String obstacle) implements LoginAction {}

    /** Ends the login with a failure. */
    record Fail(Reason reason, String message) implements LoginAction {}
}
