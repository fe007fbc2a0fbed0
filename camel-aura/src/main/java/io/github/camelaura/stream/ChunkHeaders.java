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
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

import io.github.camelaura.AuraConstants;

/**
 * The headers of the chunk exchanges of one stream: the headers of the request message, except HTTP headers, credentials and
 * the component's own headers, and the headers that describe the stream. All methods return the same map, of the type that
 * Camel's messages use, with the values of the last call. Not thread safe.
 */
final class ChunkHeaders {

    private static final HeaderFilterStrategy FILTER = filter();

    private final Map<String, Object> headers;
    private final Map.Entry<String, Object> index;

    ChunkHeaders(Exchange exchange, String streamId, boolean copyHeaders) {
        headers = exchange.getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap();
        if (copyHeaders) {
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (!FILTER.applyFilterToCamelHeaders(name, value, exchange)) {
                    headers.put(name, value);
                }
            });
        }
        headers.put(AuraConstants.STREAM_ID, streamId);
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

    private static HeaderFilterStrategy filter() {
        DefaultHeaderFilterStrategy filter = new DefaultHeaderFilterStrategy();
        filter.setLowerCase(true);
        filter.setOutFilter(Set.of("authorization", "proxy-authorization", "cookie", "host", "transfer-encoding"));
        filter.setOutFilterStartsWith("content-", "camelhttp", "camelaura", "camelredeliver");
        return filter;
    }
}
