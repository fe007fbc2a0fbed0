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
package io.github.camelaura.stream;

/** Puts chunks into the format of a body. Used by one thread at a time. Each text that it returns may be empty. */
interface Framing {

    /** Only the text of the chunks. A failure fails the read. */
    Framing TEXT = chunk -> chunk;

    /** Returns a chunk in this format. */
    String chunk(String text);

    /** Returns what a client receives while no chunk arrives. */
    default String idle() {
        return "";
    }

    /** Returns what follows the last chunk of a complete reply. */
    default String end() {
        return "";
    }

    /**
     * Returns what follows the last chunk of a reply that broke.
     *
     * @return null if the format has no place for a failure, so that the read must fail
     */
    default String failure(ErrorCategory category) {
        return null;
    }
}
