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

import java.time.Duration;
import java.util.EventObject;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * Notifies Camel's event notifiers that a stream started, completed, was closed by its reader, or failed. The source is the
 * {@link CamelContext}.
 */
public final class AuraStreamEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    /** The kinds of events. */
    public enum Kind {
        /** The exchange reached the producer. */
        STARTED,
        /** The whole reply was read. */
        COMPLETED,
        /** The stream failed; the exchange has the exception. */
        FAILED,
        /** The reader did not read to the end ({@code streaming=true}). */
        CLOSED
    }

    /**
     * A stream.
     *
     * @param id the id, as in {@link AuraConstants#STREAM_ID}
     * @param name the name, such as {@code aura:support}
     * @param model the id of the model
     * @param exchangeId the id of the exchange that made the request
     * @param routeId the id of the route that made the request; null if it was made without a route
     * @param headers a copy of the headers of the request message
     */
    public record Stream(
            String id, String name, String model, String exchangeId, String routeId, Map<String, Object> headers) {}

    /**
     * The state of a stream when the event happened.
     *
     * @param chunks the number of chunks so far
     * @param timeToFirstChunk from the request to the first chunk; null if there was none
     * @param duration from the request to the end; null at the start
     * @param failure the exception of a failed stream; null otherwise
     */
    public record Progress(long chunks, Duration timeToFirstChunk, Duration duration, Throwable failure) {

        /** The state at the start. */
        public static final Progress NONE = new Progress(0, null, null, null);
    }

    private final transient Kind kind;
    private final transient Stream stream;
    private final transient Progress progress;
    private long timestamp;

    /** Made by the component. */
    public AuraStreamEvent(CamelContext source, Kind kind, Stream stream, Progress progress) {
        super(source);
        this.kind = kind;
        this.stream = stream;
        this.progress = progress;
    }

    /** Returns the kind of the event. */
    public Kind getKind() {
        return kind;
    }

    /** Returns the id of the stream, as in {@link AuraConstants#STREAM_ID}. */
    public String getStreamId() {
        return stream.id;
    }

    /** Returns the name of the stream, such as {@code aura:support}. */
    public String getStreamName() {
        return stream.name;
    }

    /** Returns the id of the exchange that made the request. */
    public String getExchangeId() {
        return stream.exchangeId;
    }

    /** Returns the id of the route that made the request; null if it was made without a route. */
    public String getRouteId() {
        return stream.routeId;
    }

    /** Returns a copy of the headers of the request message for {@code STARTED}; empty for all other events. */
    public Map<String, Object> getHeaders() {
        return stream.headers;
    }

    /** Returns the id of the model. */
    public String getModel() {
        return stream.model;
    }

    /** Returns the number of chunks; 0 at the start. */
    public long getChunkCount() {
        return progress.chunks;
    }

    /** Returns the time from the request to the first chunk; null if there was no chunk yet. */
    public Duration getTimeToFirstChunk() {
        return progress.timeToFirstChunk;
    }

    /** Returns the time from the request to the end; null at the start. */
    public Duration getDuration() {
        return progress.duration;
    }

    /** Returns the exception of a failed stream; null otherwise. */
    public Throwable getFailure() {
        return progress.failure;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return stream.name + " " + stream.id + " " + kind;
    }
}
