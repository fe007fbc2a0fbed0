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

/**
 * A visible element that the selector of a step matches: the first one, or each one of a group of radio buttons.
 *
 * @param step the index of the step in {@link LoginSteps#all()}
 * @param control the element; null for a step that only waits for it
 * @param state its state and its choices; null for a step that only waits for it
 */
public record StepElement(int step, Control control, NamedField state) {}
