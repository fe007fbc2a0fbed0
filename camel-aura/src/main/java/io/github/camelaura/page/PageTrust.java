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

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.Origin;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.PageDescription.Form;

/** The failures of a login at a page, or at a form, that {@code loginHosts} does not trust. */
record PageTrust(PageDescription page, LoginRules rules) {

    /** Returns the failure for a page whose origin is not trusted with the value of a field. */
    Fail page(Secret secret, Control field) {
        String requires = field.extra() == null
                ? secret.requires
                : "is the place for " + rules.fields().option(field.extra().option());
        String about = "The page " + page.address() + " " + requires;
        return new Fail(
                Reason.HOST_NOT_TRUSTED,
                page.origin().isSecure()
                        ? about + ", but is not trusted with " + secret.name + ": " + remedy(page.origin())
                        : about + " without encryption. " + secret.sentence + " are typed over https only");
    }

    /**
     * Returns the failure for a form that its button would send to an untrusted origin; null if a script sends the form. A button
     * may appear when the field is filled in, so the form itself must have a trusted target too.
     */
    Fail target(Control field, Secret secret) {
        Form form = page.formOf(field);
        if (form == null) {
            return null;
        }
        Control button = SubmitButton.choose(field, page, rules).button();
        return target(button == null ? form.target() : button.target(), secret);
    }

    /** Returns the failure for a form that this button would send to an untrusted origin; null if a script sends the form. */
    Fail target(Control field, Control button, Secret secret) {
        Form form = page.formOf(field);
        return target(button.target() != null || form == null ? button.target() : form.target(), secret);
    }

    /**
     * Returns the failure for a click that would send what was filled in on this page to an untrusted origin; null if it would not.
     *
     * @param button the button that is clicked; null for another element
     */
    Fail click(Control button, ActionHistory history) {
        boolean sends = button != null
                && button.kind() == Control.Kind.SUBMIT
                && page.controls().stream()
                        .anyMatch(field ->
                                field.kind() == Control.Kind.FIELD && field.form() == button.form() && field.filled());
        if (!sends) {
            return null;
        }
        if (history.has(ActionHistory.Kind.FILL_CODE, page)) {
            return target(button.target(), Secret.CODE);
        }
        return history.has(ActionHistory.Kind.FILL_PASSWORD, page)
                        || history.has(ActionHistory.Kind.FILL_USERNAME, page)
                ? target(button.target(), Secret.LOGIN)
                : null;
    }

    private Fail target(Origin target, Secret secret) {
        if (target == null || rules.trusted().contains(target)) {
            return null;
        }
        String sends = "The page " + page.address() + " would send its " + secret.form + " to " + target;
        return new Fail(
                Reason.HOST_NOT_TRUSTED,
                target.isSecure()
                        ? sends + ", which is not trusted with " + secret.name + ": " + remedy(target)
                        : sends + ", without encryption. " + secret.sentence + " are sent over https only");
    }

    private String remedy(Origin origin) {
        return "only " + rules.trusted() + " are. If this is the right place to log in, add " + origin.host() + ":"
                + origin.port() + " to loginHosts";
    }

    /** What a form is for, in the words of messages. */
    enum Secret {
        LOGIN("user name and password", "User name and password", "is a login", "login form"),
        CODE("one-time codes", "One-time codes", "requires a one-time code", "form with the one-time code");

        private final String name;
        private final String sentence;
        private final String requires;
        private final String form;

        Secret(String name, String sentence, String requires, String form) {
            this.name = name;
            this.sentence = sentence;
            this.requires = requires;
            this.form = form;
        }
    }
}
