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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.page.LoginAction.Fail;

/**
 * One step of {@code loginSteps}.
 *
 * @param number its number in the list, from 1
 * @param page the pages that it is for, as an address in which * stands for any characters; null for all pages
 * @param target the CSS selector of its element; for {@code OPEN} the address to open, and for {@code CONTINUE_WHEN} possibly the address
 *     of a page, with *
 * @param value the value of {@code FILL_VALUE} and {@code CHOOSE}; null for others
 */
public record PageStep(int number, String page, Kind kind, String target, String value) {

    /** What a step does. */
    public enum Kind {
        OPEN("open"),
        WAIT_FOR("waitFor"),
        CLICK("click"),
        FILL_USERNAME("fill"),
        FILL_PASSWORD("fill"),
        FILL_CODE("fill"),
        FILL_VALUE("fill"),
        CHOOSE("choose"),
        CONTINUE_WHEN("continueWhen");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /** Returns whether the step is for a page with this address. */
    public boolean isFor(String address) {
        return page == null || matches(page, address);
    }

    private static boolean matches(String pattern, String address) {
        return address.matches(
                Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Returns whether a text is the address of a page, and not a CSS selector. */
    static boolean isAddress(String text) {
        return text.matches("(?is)(https?:|\\*/).*");
    }

    /** Returns the CSS selector of its element; empty if it has none. */
    public String selector() {
        return kind == Kind.OPEN || isAddress(target) ? "" : target;
    }

    /** Returns whether it does nothing with its element. */
    public boolean waits() {
        return kind == Kind.WAIT_FOR || kind == Kind.CONTINUE_WHEN;
    }

    /** Returns whether it fills in a field. */
    boolean fills() {
        return "fill".equals(kind.key);
    }

    /**
     * Returns whether it can be done on a page.
     *
     * @param elements its elements on the page
     */
    boolean isPossible(PageDescription page, List<StepElement> elements) {
        return selector().isEmpty() ? kind == Kind.OPEN || matches(target, page.location()) : !elements.isEmpty();
    }

    /** Returns the failure of a step whose element does not fit. */
    Fail failed(PageDescription page, String what) {
        return new Fail(Reason.PROCESSOR_FAILED, "On the page " + page.address() + ", " + name() + " " + what);
    }

    /** Returns the step for messages, without its value and without the query of an address. */
    public String name() {
        String shown = kind == Kind.OPEN ? target.replaceAll("[?#;].*", "") : target;
        return "step " + number + " (" + kind.key + " " + shown + ") of loginSteps";
    }

    /** Returns a text without the value. */
    @Override
    public String toString() {
        return name();
    }
}
