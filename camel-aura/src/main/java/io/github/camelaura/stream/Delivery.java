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

import java.util.Map;

import io.github.camelaura.AuraStreamException;

/**
 * Delivers the events of one stream to the consumers of its name, in the order in which they started, and then to
 * {@code streamRepliesTo}. Called by one thread at a time.
 */
final class Delivery {

    private final StreamManager manager;
    private final StreamRequest request;
    private final StreamFailures failures;
    private final StreamLineage lineage;
    private final ChunkHeaders headers;

    Delivery(StreamManager manager, StreamRequest request, StreamFailures failures, String streamId) {
        this.manager = manager;
        this.request = request;
        this.failures = failures;
        this.lineage = StreamLineage.of(request.exchange(), streamId, request.name());
        this.headers = new ChunkHeaders(
                request.exchange(), streamId, request.settings().copyHeaders());
    }

    /**
     * Delivers a chunk.
     *
     * @param index the index of the chunk, from 0
     * @throws AuraStreamException if a route failed and {@code stopOnException} is set
     */
    void chunk(String text, long index) throws AuraStreamException {
        Exception failure = deliver(ChunkEvent.Type.NEXT, text, headers.next(index));
        if (failure != null && request.settings().stopOnException()) {
            throw failures.route(failure);
        }
    }

    /**
     * Delivers the end of the stream.
     *
     * @param reply the whole reply
     * @param details additional headers
     */
    void completed(String reply, Map<String, Object> details) {
        deliver(ChunkEvent.Type.COMPLETED, reply, headers.last(ChunkEvent.Type.COMPLETED, details));
    }

    /** Delivers the failure of the stream. */
    void failed(Throwable failure) {
        deliver(ChunkEvent.Type.ERROR, failure, headers.last(ChunkEvent.Type.ERROR, Map.of()));
    }

    /** Returns the exception of the first listener that failed; null if none did. */
    private Exception deliver(ChunkEvent.Type type, Object body, Map<String, Object> carried) {
        ChunkEvent event = new ChunkEvent(lineage, type, body, carried);
        Exception first = null;
        for (ChunkEvent.Listener listener : manager.listeners(request.name())) {
            first = deliver(event, listener, first);
        }
        return request.repliesTo() == null ? first : deliver(event, request.repliesTo(), first);
    }

    private static Exception deliver(ChunkEvent event, ChunkEvent.Listener listener, Exception first) {
        Exception failed = listener.accepts(event.type()) ? listener.deliver(event) : null;
        return first == null ? failed : first;
    }
}
