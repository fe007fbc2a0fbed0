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

/**
 * One step of {@code loginSteps}.
 *
 * @param number its number in the list, from 1
 * @param page the pages that it is for, as an address in which * stands for any characters; null for all pages
 * @param selector the CSS selector of its element
 * @param value the value of {@code FILL_VALUE} and {@code CHOOSE}; null for others
 */
public record PageStep(int number, String page, Kind kind, String selector, String value) {

    /** What a step does. */
    public enum Kind {
        WAIT_FOR("waitFor"),
        CLICK("click"),
        FILL_USERNAME("fill"),
        FILL_PASSWORD("fill"),
        FILL_CODE("fill"),
        FILL_VALUE("fill"),
        CHOOSE("choose");

        private final String key;

        Kind(String key) {
            this.key = key;
        }
    }

    /** Returns whether the step is for a page with this address. */
    boolean isFor(String address) {
        return page == null || address.matches("\\Q" + page.replace("*", "\\E.*\\Q") + "\\E");
    }

    /** Returns the step for messages, without its value. */
    public String name() {
        return "step " + number + " (" + kind.key + " " + selector + ") of loginSteps";
    }

    /** Returns a text without the value. */
    @Override
    public String toString() {
        return name();
    }
}
