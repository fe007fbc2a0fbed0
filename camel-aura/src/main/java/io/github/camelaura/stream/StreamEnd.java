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

import java.time.Duration;

import io.github.camelaura.AuraStreamEvent.Kind;

/**
 * The end of a stream.
 *
 * @param outcome how it ended
 * @param failure why it failed, or null
 * @param reached whether the server was reached; null if that was not tried
 * @param chunks how many chunks there were
 * @param timeToFirstChunk from the request to the first chunk, or null if there was none
 * @param duration from the request to the end
 */
public record StreamEnd(
        Kind outcome, Throwable failure, Boolean reached, long chunks, Duration timeToFirstChunk, Duration duration) {

    /** Without the message of the failure, which may quote the conversation. */
    @Override
    public String toString() {
        return outcome + " after " + chunks + " chunks and " + duration.toMillis() + " ms"
                + (failure == null ? "" : ": " + failure.getClass().getName());
    }
}
