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

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

import io.github.camelaura.AuraConstants;

/**
 * The headers of the chunk exchanges of one stream: the {@link CopiedHeaders} of the request message, and the headers that
 * describe the stream. All methods return the same map, of the type that Camel's messages use, with the values of the last
 * call. Not thread safe.
 */
final class ChunkHeaders {

    private final Map<String, Object> headers;
    private final Map.Entry<String, Object> index;

    /** Reads the request message, which is another one's after its exchange has been answered. */
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
        Object conversation = exchange.getMessage().getHeader(AuraConstants.CONVERSATION_ID);
        if (conversation != null) {
            headers.put(AuraConstants.CONVERSATION_ID, conversation);
        }
        headers.put(AuraConstants.EVENT_TYPE, ChunkEvent.Type.NEXT.header());
        headers.put(AuraConstants.CHUNK_INDEX, 0L);
        index = index(headers);
    }

    /** Copies headers with which no stream has ended, to a map of their type. */
    ChunkHeaders(ChunkHeaders other, CamelContext context) {
        headers = context.getCamelContextExtension().getHeadersMapFactory().newMap(other.headers);
        index = index(headers);
    }

    /** Searched once and not for each chunk, because a search in such a map costs as much as copying it. */
    private static Map.Entry<String, Object> index(Map<String, Object> headers) {
        return headers.entrySet().stream()
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
