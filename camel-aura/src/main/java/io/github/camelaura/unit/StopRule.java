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

/** How it is decided whether a sentence ends at a stop that a space follows. */
enum StopRule {
    /** It ends. */
    ENDS,
    /** It goes on. */
    GOES_ON,
    /** The end of a quotation or an ellipsis: it goes on if a word in lower case follows. */
    QUOTE,
    /** An abbreviation that may end a sentence: it goes on if a word in lower case or a number follows. */
    ABBREVIATION,
    /** An initial, or an abbreviation before names: it ends if a word follows that often begins sentences. */
    INITIAL,
    /** A number: it goes on if a word in lower case follows. */
    NUMBER,
    /** A short number: as {@link #NUMBER}, and in a language with ordinals it goes on if another number follows. */
    SHORT_NUMBER,
    /** A number in a language with ordinals such as "3.": it ends unless the words around it make it an ordinal. */
    ORDINAL
}
