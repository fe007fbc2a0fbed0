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

import org.apache.camel.Exchange;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.stream.ChunkEvent.StreamLineage;

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
        this.headers = new ChunkHeaders(request, streamId);
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

    /**
     * The headers of the chunk exchanges of one stream: the {@link CopiedHeaders} of the request message, and the headers that
     * describe the stream. All methods return the same map, of the type that Camel's messages use, with the values of the last
     * call. Not thread safe.
     */
    private static final class ChunkHeaders {

        private final Map<String, Object> headers;
        private final Map.Entry<String, Object> index;

        ChunkHeaders(StreamRequest request, String streamId) {
            Exchange exchange = request.exchange();
            headers = exchange.getContext()
                    .getCamelContextExtension()
                    .getHeadersMapFactory()
                    .newMap();
            if (request.settings().copyHeaders()) {
                exchange.getMessage().getHeaders().forEach((name, value) -> {
                    if (CopiedHeaders.contains(name, value, exchange)) {
                        headers.put(name, value);
                    }
                });
            }
            headers.put(AuraConstants.STREAM_ID, streamId);
            if (request.key() != null) {
                headers.put(AuraConstants.STREAM_KEY, request.key());
            }
            headers.put(AuraConstants.EVENT_TYPE, ChunkEvent.Type.NEXT.header());
            headers.put(AuraConstants.CHUNK_INDEX, 0L);
            // searched once and not for each chunk, because a search in such a map costs as much as copying it
            index = headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equals(AuraConstants.CHUNK_INDEX))
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns the headers of the chunk with this index. */
        Map<String, Object> next(long chunkIndex) {
            index.setValue(chunkIndex);
            return headers;
        }

        /** Returns the headers of the event that ends the stream. */
        Map<String, Object> last(ChunkEvent.Type type, Map<String, Object> details) {
            headers.remove(AuraConstants.CHUNK_INDEX);
            headers.put(AuraConstants.EVENT_TYPE, type.header());
            headers.putAll(details);
            return headers;
        }
    }
}
