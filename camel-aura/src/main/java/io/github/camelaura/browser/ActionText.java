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

import io.github.camelaura.page.Control;
import io.github.camelaura.page.LoginAction;
import io.github.camelaura.page.LoginAction.Click;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Fill;
import io.github.camelaura.page.LoginAction.FillCode;
import io.github.camelaura.page.LoginAction.FillField;
import io.github.camelaura.page.LoginAction.FillValue;
import io.github.camelaura.page.LoginAction.Open;
import io.github.camelaura.page.LoginAction.Press;
import io.github.camelaura.page.LoginAction.Reach;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.Step;
import io.github.camelaura.page.LoginAction.TakeSession;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.PageAddress;

/** Describes actions for a person, without values. */
final class ActionText {

    private ActionText() {}

    static String of(LoginAction action) {
        if (action instanceof Wait wait) {
            return "Wait: " + wait.obstacle();
        } else if (action instanceof Fail fail) {
            return "Fail with " + fail.reason() + ": " + fail.message();
        } else if (action instanceof Click click) {
            return "Click the element of selector " + (click.selector() + 1);
        } else if (action instanceof Fill fill) {
            return "Fill " + (fill.password() ? "the password" : "the user name") + " into the field "
                    + name(fill.field());
        } else if (action instanceof FillField fill) {
            return "Fill the value of the option into the field " + name(fill.field());
        } else if (action instanceof Step step) {
            return "Do " + step.name() + ": " + of(step.action());
        } else if (action instanceof Open open) {
            return "Open " + PageAddress.shown(open.address());
        } else if (action instanceof Press press) {
            return "Click the element " + name(press.button());
        } else if (action instanceof FillValue fill) {
            return "Fill the value of the step into the field " + name(fill.field());
        } else if (action instanceof Reach) {
            return "Go on, because what it waits for is there";
        } else if (action instanceof FillCode fill) {
            return "Fill a one-time code into the field " + name(fill.fields().get(0))
                    + (fill.fields().size() > 1 ? " and the " + (fill.fields().size() - 1) + " boxes after it" : "");
        } else if (action instanceof Send send) {
            return "Send the form "
                    + (send.button() == null ? "with the Enter key" : "with the button " + name(send.button()));
        } else if (action instanceof TakeSession take) {
            return "Take the session if no sign of a completed login is missing. Otherwise: " + of(take.otherwise());
        }
        return action.getClass().getSimpleName(); // its text may contain a value
    }

    private static String name(Control control) {
        String about = (control.name() + " " + control.about()).strip();
        return about.isEmpty() ? control.label() : about;
    }
}
