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

import java.util.concurrent.TimeUnit;

/** The text that a stream has emitted so far. The stream's thread writes it; other threads read it. The lock guards all fields. */
final class ReplyBuffer {

    private final StringBuilder text = new StringBuilder();
    private long chunks;
    private long nanosToFirstChunk;

    /** Records when the first chunk arrived. */
    synchronized void begin(long elapsedNanos) {
        nanosToFirstChunk = elapsedNanos;
    }

    /** Adds a chunk and returns its index. */
    synchronized long add(String chunk) {
        text.append(chunk);
        return chunks++;
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized long chunks() {
        return chunks;
    }

    synchronized long millisToFirstChunk() {
        return TimeUnit.NANOSECONDS.toMillis(nanosToFirstChunk);
    }
}
