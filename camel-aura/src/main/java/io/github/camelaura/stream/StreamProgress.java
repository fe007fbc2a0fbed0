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
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.call.AuthenticatedCall;
import io.github.camelaura.stream.StreamState.StreamPhase;

/**
 * Records the progress of a stream for its time limits, its headers and its monitoring.
 *
 * <p>Threads: the thread that drives the stream writes; the timer and the console read. {@code lastArrival} belongs to the
 * thread that drives the stream.
 */
final class StreamProgress implements AuthenticatedCall.Progress {

    private final StreamInfo info;
    private final StreamDeadline deadline;
    private final ReplyBuffer reply;
    private final StreamObservers observers;
    private long lastArrival;

    StreamProgress(StreamInfo info, StreamDeadline deadline, ReplyBuffer reply, StreamObservers observers) {
        this.info = info;
        this.deadline = deadline;
        this.reply = reply;
        this.observers = observers;
    }

    @Override
    public void credential() {
        deadline.enter(StreamPhase.CREDENTIAL);
    }

    @Override
    public void connecting() {
        deadline.enter(StreamPhase.CONNECT);
    }

    @Override
    public void sending() {
        deadline.enter(StreamPhase.FIRST_CHUNK);
    }

    /** Records that the first chunk arrived. */
    void begin() {
        reply.begin(deadline.elapsed());
    }

    /** Notifies the observers of a chunk that has arrived, if one of them observes chunks. */
    void arrived() {
        if (observers.wantsChunks()) {
            long now = deadline.elapsed();
            if (reply.chunks() > 0) {
                observers.chunk(info, Duration.ofNanos(now - lastArrival));
            }
            lastArrival = now;
        }
    }

    /** Returns the headers of a stream that becomes a body ({@code streaming=true}). */
    Map<String, Object> begun() {
        return Map.of(
                AuraConstants.STREAM_ID, info.id(), AuraConstants.TIME_TO_FIRST_CHUNK, reply.millisToFirstChunk());
    }

    /** Returns the headers of a complete reply. */
    Map<String, Object> completed() {
        return Map.of(
                AuraConstants.STREAM_ID, info.id(),
                AuraConstants.CHUNK_COUNT, reply.chunks(),
                AuraConstants.TIME_TO_FIRST_CHUNK, reply.millisToFirstChunk(),
                AuraConstants.DURATION, TimeUnit.NANOSECONDS.toMillis(deadline.elapsed()),
                AuraConstants.RESPONSE_MODEL, info.model());
    }

    /** Returns the current state of the stream. */
    StreamState state() {
        return new StreamState(
                info,
                deadline.phase(),
                Duration.ofNanos(deadline.elapsed()),
                Duration.ofNanos(deadline.idle()),
                reply.chunks());
    }

    /**
     * Returns the summary of the stream at its end.
     *
     * @param failure the exception of a failed stream; null otherwise
     * @param sent whether the request may have reached the server
     */
    StreamEnd end(Kind outcome, Throwable failure, boolean sent) {
        Boolean reached = failure instanceof AuraConnectException ? Boolean.FALSE : sent ? Boolean.TRUE : null;
        return new StreamEnd(
                outcome,
                failure,
                reached,
                reply.chunks(),
                reply.chunks() == 0 ? null : Duration.ofMillis(reply.millisToFirstChunk()),
                Duration.ofNanos(deadline.elapsed()));
    }
}
