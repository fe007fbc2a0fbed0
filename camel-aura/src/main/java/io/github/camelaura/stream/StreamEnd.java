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
import java.util.Locale;

import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.AuraStreamException;

/**
 * The end of a stream.
 *
 * @param outcome how the stream ended
 * @param failure the exception of a failed stream; null otherwise
 * @param reached whether the server was reached; null if no connection was attempted
 * @param chunks the number of chunks
 * @param timeToFirstChunk the time from the request to the first chunk; null if there was no chunk
 * @param duration the time from the request to the end
 */
public record StreamEnd(
        Kind outcome, Throwable failure, Boolean reached, long chunks, Duration timeToFirstChunk, Duration duration) {

    /** Returns the outcome in lower case; {@code cancelled} for a failed stream whose reply nobody wants any more. */
    public String label() {
        boolean cancelled = failure instanceof AuraStreamException stream
                && stream.getReason() == AuraStreamException.Reason.CANCELLED;
        return cancelled ? "cancelled" : outcome.name().toLowerCase(Locale.ROOT);
    }

    /** Omits the message of the failure, which may quote the conversation. */
    @Override
    public String toString() {
        return outcome + " after " + chunks + " chunks and " + duration.toMillis() + " ms"
                + (failure == null ? "" : ": " + failure.getClass().getName());
    }
}
