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

import java.time.Duration;
import java.util.List;

import io.github.camelaura.page.Control.Kind;

/**
 * The place for a one-time code on a page.
 *
 * @param fields one field for the whole code, or one box for each digit
 */
record CodeField(List<Control> fields) {

    private static final int FEWEST_BOXES = 6;

    /** The time after which a field for a code counts, because some pages show one for a moment. */
    private static final Duration STAYS = Duration.ofSeconds(1);

    /** Finds the place for a code on a page; returns null if there is none. */
    static CodeField find(PageDescription page, LoginRules rules) {
        return rules.codeSelector()
                ? configured(page.controls())
                : among(page.controls().stream()
                        .filter(field -> rules.codeDigits() > 0 ? mayBeCode(field) : field.digit() && !isCaptcha(field))
                        .toList());
    }

    /** Returns whether a page requires a code, even if it is not certain where to enter it. */
    static boolean isAsked(PageDescription page, LoginRules rules) {
        return find(page, rules) != null
                || page.controls().stream()
                        .anyMatch(field -> field.kind() == Kind.FIELD && field.isShown() && isNamed(field));
    }

    /**
     * Finds the place for a code in the form of a password; returns null if there is none. A field there may be for a captcha,
     * so its label is not enough.
     */
    static CodeField beside(Control password, PageDescription page, LoginRules rules) {
        List<Control> group = page.group(password);
        return rules.codeSelector()
                ? configured(group)
                : among(group.stream()
                        .filter(field -> !field.equals(password) && isCertainlyCode(field))
                        .toList());
    }

    /** Returns whether the fields of a page have been there long enough. */
    static boolean stays(LoginDecision.Moment moment) {
        return moment.fields().compareTo(STAYS) >= 0;
    }

    private static CodeField configured(List<Control> controls) {
        List<Control> matched = controls.stream()
                .filter(control -> control.code() && control.isShown())
                .toList();
        return matched.isEmpty() ? null : new CodeField(matched);
    }

    private static CodeField among(List<Control> candidates) {
        List<Control> shown = candidates.stream()
                .filter(field -> field.kind() == Kind.FIELD && field.isShown())
                .toList();
        if (shown.isEmpty()) {
            return null;
        }
        List<Control> boxes = shown.stream()
                .filter(field -> field.form() == shown.get(0).form())
                .toList();
        if (boxes.size() >= FEWEST_BOXES) {
            return new CodeField(boxes);
        }
        return shown.stream()
                .filter(field -> !field.digit())
                .findFirst()
                .map(field -> new CodeField(List.of(field)))
                .orElse(null);
    }

    /** Returns whether a field may be for a one-time code. Its label counts too, although that of a card may say the same. */
    static boolean mayBeCode(Control field) {
        return isCertainlyCode(field)
                || (!isCaptcha(field)
                        && ("code".equalsIgnoreCase(field.name())
                                || (LoginWords.CODE.isIn(field.label())
                                        && !field.autocomplete().contains("cc-"))));
    }

    static boolean isCertainlyCode(Control field) {
        return !isCaptcha(field)
                && (field.digit()
                        || field.isMarked("one-time-code")
                        || LoginWords.CODE.isIn(field.name(), field.about()));
    }

    private static boolean isNamed(Control field) {
        return !isCaptcha(field)
                && (field.isMarked("one-time-code")
                        || "code".equalsIgnoreCase(field.name())
                        || LoginWords.CODE.isIn(field.name(), field.about()));
    }

    private static boolean isCaptcha(Control field) {
        return LoginWords.CAPTCHA.isIn(field.name(), field.about(), field.label());
    }

    boolean isInBoxes() {
        return fields.size() > 1;
    }

    Control first() {
        return fields.get(0);
    }

    Control last() {
        return fields.get(fields.size() - 1);
    }

    boolean isFilled() {
        return fields.stream().allMatch(Control::filled);
    }

    boolean isEmpty() {
        return fields.stream().noneMatch(Control::filled);
    }
}
