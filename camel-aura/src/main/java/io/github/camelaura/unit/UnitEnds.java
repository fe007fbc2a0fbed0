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
package io.github.camelaura.unit;

/**
 * Finds the ends of units while a text is read. An implementation gets a consumer of ends when it is created. It reports an end as
 * soon as the characters that it has read make the end certain, so the ends do not depend on the pieces in which the text arrives.
 */
interface UnitEnds {

    /**
     * Reads the next character of the text.
     *
     * @param codePoint the character, or one half of a surrogate pair whose other half is missing
     * @param end the number of {@code char} of the text up to and including the character
     */
    void read(int codePoint, long end);
}
