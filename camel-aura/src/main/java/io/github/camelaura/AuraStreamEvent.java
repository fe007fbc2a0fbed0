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

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;

import io.github.camelaura.stream.StreamEnd;
import io.github.camelaura.stream.StreamInfo;

/** Tells event notifiers that a stream was started, completed, closed by its reader, or failed. */
public final class AuraStreamEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    public enum Kind {
        /** Somebody asked. */
        STARTED,
        /** The whole reply was read. */
        COMPLETED,
        /** It failed. */
        FAILED,
        /** Its reader did not want the rest ({@code streaming=true}). */
        CLOSED
    }

    private final transient StreamInfo stream;
    private final transient StreamEnd end;
    private long timestamp;

    /**
     * For the component.
     *
     * @param asking the exchange that asked
     * @param end null if the stream has just begun
     */
    public AuraStreamEvent(Exchange asking, StreamInfo stream, StreamEnd end) {
        super(asking);
        this.stream = stream;
        this.end = end;
    }

    /** What happened. */
    public Kind getKind() {
        return end == null ? Kind.STARTED : Kind.valueOf(end.outcome().name());
    }

    /** The exchange that asked; it is in use by the stream, and must not be changed. */
    public Exchange getExchange() {
        return (Exchange) getSource();
    }

    /** The id of the stream, as in {@link AuraConstants#STREAM_ID}. */
    public String getStreamId() {
        return stream.id();
    }

    /** The name of the stream, such as {@code aura:support}. */
    public String getStreamName() {
        return stream.name();
    }

    /** The id of the route that asked, or null. */
    public String getRouteId() {
        return stream.routeId();
    }

    /** The id of the model that was asked. */
    public String getModel() {
        return stream.model();
    }

    /** How many chunks there were; 0 at the start. */
    public long getChunkCount() {
        return end == null ? 0 : end.chunks();
    }

    /** From the request to the first chunk; null if there was none yet. */
    public Duration getTimeToFirstChunk() {
        return end == null ? null : end.timeToFirstChunk();
    }

    /** From the request to the end; null at the start. */
    public Duration getDuration() {
        return end == null ? null : end.duration();
    }

    /** Why it failed; null if it did not. */
    public Throwable getFailure() {
        return end == null ? null : end.failure();
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
        return stream.name() + " " + stream.id() + " " + getKind();
    }
}
