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

import java.util.HashSet;
import java.util.Set;

import org.apache.camel.Exchange;

/**
 * The origin of the chunks of a stream.
 *
 * @param streamId the id of the stream
 * @param exchangeId the id of the request exchange
 * @param names the name of this stream and of all streams whose chunks led to its request
 */
record StreamLineage(String streamId, String exchangeId, Set<?> names) {

    /** The exchange property that detects a chunk that is sent to its own stream; it is kept by seda and by copies. */
    static final String NAMES_PROPERTY = "CamelAuraStreamNames";

    static StreamLineage of(Exchange exchange, String streamId, String name) {
        Set<Object> names = new HashSet<>(namesOf(exchange));
        names.add(name);
        return new StreamLineage(streamId, exchange.getExchangeId(), Set.copyOf(names));
    }

    /** Returns the names of the streams that this exchange is a chunk of, or was made from a chunk of. */
    static Set<?> namesOf(Exchange exchange) {
        Set<?> names = exchange.getProperty(NAMES_PROPERTY, Set.class);
        return names == null ? Set.of() : names;
    }
}
