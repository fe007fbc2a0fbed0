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

/** Which headers of the message that asked its chunks carry: none of HTTP, no credential, none of our own. */
final class ChunkHeaders {

    private static final HeaderFilterStrategy FILTER = filter();

    private ChunkHeaders() {}

    /** In a new map of Camel's own kind; an empty one if nothing is to be copied. */
    static Map<String, Object> of(Exchange exchange, boolean copyHeaders) {
        Map<String, Object> headers = exchange.getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap();
        if (!copyHeaders) {
            return headers;
        }
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (!FILTER.applyFilterToCamelHeaders(name, value, exchange)) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    private static HeaderFilterStrategy filter() {
        DefaultHeaderFilterStrategy filter = new DefaultHeaderFilterStrategy();
        filter.setLowerCase(true);
        filter.setOutFilter(Set.of("authorization", "proxy-authorization", "cookie", "host", "transfer-encoding"));
        filter.setOutFilterStartsWith("content-", "camelhttp", "camelaura");
        return filter;
    }
}
