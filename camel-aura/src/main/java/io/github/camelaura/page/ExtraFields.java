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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelaura.page.Control.Kind;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Send;
import io.github.camelaura.page.LoginAction.Wait;

/**
 * Decides what to do with the fields of {@code loginField} options: on the page of the user name or the password before that form
 * is sent, or on a page of their own.
 */
record ExtraFields(FormFilling filling) {

    /**
     * Returns the action for the extra fields of a page with a login form, or the usual action with these fields added to those that
     * are compared before the form is sent.
     *
     * @param anchor the field for the user name or the password
     */
    LoginAction before(LoginAction usual, Control anchor) {
        if (usual instanceof Fail || (usual instanceof Wait && isSentHere())) {
            return usual;
        }
        LoginAction obstacle = null;
        List<Control> held = new ArrayList<>();
        for (ExtraField field : fields(anchor.form())) {
            LoginAction next = field.next();
            if (next == null) {
                held.add(field.control());
            } else if (!(next instanceof Wait)) {
                return next;
            } else if (obstacle == null) {
                obstacle = next;
            }
        }
        if (!(usual instanceof Send send)) {
            return usual; // a field may become usable when the others are filled in
        }
        held.sort(Comparator.comparing(page()::index));
        List<Control> all = Stream.concat(held.stream(), send.filled().stream()).toList();
        return obstacle == null ? new Send(all, send.code(), send.button(), send.kind()) : obstacle;
    }

    /** Returns the last field of a page that requires extra fields only; null for another page. */
    static Control alone(PageDescription page, LoginRules rules) {
        List<Control> shown = shown(page).toList();
        if (shown.isEmpty()
                || page.hasEditor()
                || page.controls().stream().anyMatch(each -> each.isPasswordField() && each.isShown())) {
            return null;
        }
        List<Control> group = page.group(shown.get(0));
        boolean others = group.stream()
                .filter(each -> each.extra() == null && each.kind() == Kind.FIELD)
                .anyMatch(each -> each.form() >= 0 || !UserNameField.isOfAnotherPurpose(each));
        Control last = group.stream()
                .filter(each -> each.extra() != null)
                .reduce((first, second) -> second)
                .orElseThrow();
        return others || isForSomethingElse(group, last, page, rules) ? null : last;
    }

    /** Returns whether the button of a form, or one of its buttons if none sends it, is for a search, a newsletter or a sign-up. */
    private static boolean isForSomethingElse(
            List<Control> group, Control last, PageDescription page, LoginRules rules) {
        String chosen = SubmitButton.label(last, page, rules);
        Stream<String> labels =
                chosen.isEmpty() ? group.stream().filter(Control::isButton).map(Control::label) : Stream.of(chosen);
        return labels.filter(label -> !LoginWords.LOGIN.isIn(label))
                .anyMatch(label -> LoginWords.SEARCH.isIn(label)
                        || LoginWords.NEWSLETTER.isIn(label)
                        || LoginWords.SIGN_UP.isIn(label));
    }

    /** Returns the action on a page that requires extra fields only. It is filled in and sent once. */
    LoginAction onPageOfTheirOwn(Control last) {
        int first = first(shown(page()));
        String option = filling.rules().fields().option(first);
        ActionHistory.Entry sent = filling.history().all().stream()
                .filter(entry -> entry.kind() == ActionHistory.Kind.SEND_FIELDS
                        && entry.target() == first
                        && entry.origin().equals(page().origin()))
                .findFirst()
                .orElse(null);
        if (sent != null) {
            return new Wait(
                    sent.document() == page().document()
                            ? "the form with the field of " + option + " is still there" + page().said()
                            : "the page asks for " + option + " again" + page().said());
        }
        LoginAction next = before(new Send(List.of(), List.of(), null, ActionHistory.Kind.SEND_FIELDS), last);
        if (next instanceof Send ready) {
            next = filling.sendWhenTakenOver(ready.filled(), last, null, ActionHistory.Kind.SEND_FIELDS);
        }
        return next instanceof Send send && send.button() == null && last.kind() == Kind.CHOICE
                ? new Wait("no button was found that sends the field of " + option + "; set loginSubmitSelector")
                : next;
    }

    /** Returns the end of a message if the fields that were sent last are likely to be those for the user name; otherwise empty. */
    static String misnamed(LoginRules rules, ActionHistory history) {
        ActionHistory.Entry sent = history.last(ActionHistory.Kind.SEND_FIELDS);
        return sent != null && LoginWords.USERNAME.isIn(rules.fields().names().get(sent.target()))
                ? "; if the field of " + rules.fields().option(sent.target())
                        + " is the one for the user name, remove this option, because loginUsername is filled in there"
                : "";
    }

    /** Returns the lowest number of an option that one of these fields belongs to. */
    static int first(Stream<Control> fields) {
        return fields.mapToInt(field -> field.extra().option()).min().orElseThrow();
    }

    private static Stream<Control> shown(PageDescription page) {
        return page.controls().stream().filter(each -> each.extra() != null && each.isShown());
    }

    /** Returns the extra fields of the page. If an option names several, those of this form count. */
    private List<ExtraField> fields(int form) {
        return IntStream.range(0, filling.rules().fields().names().size())
                .mapToObj(option -> {
                    List<Control> named = shown(page())
                            .filter(each -> each.extra().option() == option)
                            .toList();
                    List<Control> inForm =
                            named.stream().filter(each -> each.form() == form).toList();
                    return new ExtraField(filling, option, inForm.isEmpty() ? named : inForm);
                })
                .filter(field -> !field.found().isEmpty())
                .toList();
    }

    private boolean isSentHere() {
        return Stream.of(ActionHistory.Kind.SEND_USERNAME, ActionHistory.Kind.SEND_FIELDS)
                .anyMatch(kind -> filling.history().has(kind, entry -> entry.document() == page().document()));
    }

    private PageDescription page() {
        return filling.page();
    }
}
