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
package io.github.camelaura;

import java.nio.charset.CodingErrorAction;

/** How malformed UTF-8 in a reply is handled. The names are those of {@link CodingErrorAction}, which is not an enum. */
public enum MalformedInput {
    /** Malformed bytes are ignored. */
    IGNORE,
    /** Malformed bytes are replaced by U+FFFD. */
    REPLACE,
    /** The stream fails. */
    REPORT;

    /** Returns the corresponding action of the JDK. */
    public CodingErrorAction action() {
        return switch (this) {
            case IGNORE -> CodingErrorAction.IGNORE;
            case REPLACE -> CodingErrorAction.REPLACE;
            case REPORT -> CodingErrorAction.REPORT;
        };
    }
}
