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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.PageDescription.Control;

/** What to do next on a page. */
public sealed interface LoginAction {

    /** Clicks what this selector of {@code loginClickSelectors} matches first. */
    record Click(int selector) implements LoginAction {}

    /** Puts user name or password into a field. */
    record Fill(Control field, boolean password) implements LoginAction {}

    /**
     * Sends the form.
     *
     * @param filled the fields that must still hold user name and password
     * @param button the button to click; null for the Enter key
     * @param password whether the password is sent
     */
    record Send(List<Control> filled, Control button, boolean password) implements LoginAction {}

    /**
     * Takes the session, if all that says that the login is done is there.
     *
     * @param otherwise what to do if something is missing
     */
    record TakeSession(LoginAction otherwise) implements LoginAction {}

    /**
     * Waits for the page to change.
     *
     * @param obstacle what is in the way, in words that a message can end with
     */
    record Wait(String obstacle) implements LoginAction {}

    /** Gives up. */
    record Fail(Reason reason, String message) implements LoginAction {}
}
