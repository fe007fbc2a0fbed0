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

/**
 * The state of a field that a {@code loginField} option names.
 *
 * @param option the number of the option
 * @param value the value, which for a radio button or a check box does not say whether it is chosen
 * @param checked whether a radio button or a check box is chosen
 * @param choices the enabled choices of a drop-down list, or the only one of a radio button; empty for other fields
 */
public record NamedField(int option, String value, boolean checked, List<Choice> choices) {

    /**
     * A choice of a drop-down list, or a radio button.
     *
     * @param index its index in the list
     * @param text its text or label
     */
    public record Choice(int index, String value, String text) {}
}
