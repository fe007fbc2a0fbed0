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
import java.util.Map;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.unit.UnitSettings;

/**
 * An event of a stream: the content of one chunk exchange.
 *
 * @param origin the part that is the same in all events of the stream
 * @param type a chunk, the end, or the failure
 * @param body the chunk, the whole reply, or the exception
 * @param headers all headers of the exchange, in a map of the type that Camel's messages use; copied for each exchange
 */
public record ChunkEvent(StreamLineage origin, Type type, Object body, Map<String, Object> headers) {

    /** The types of events. */
    public enum Type {
        /** A chunk. */
        NEXT(AuraConstants.ON_NEXT),
        /** The end of a stream. */
        COMPLETED(AuraConstants.ON_COMPLETED),
        /** The failure of a stream. */
        ERROR(AuraConstants.ON_ERROR);

        private final String header;

        Type(String header) {
            this.header = header;
        }

        String header() {
            return header;
        }
    }

    /** Writes this event to a new exchange. */
    public void writeTo(Exchange exchange) {
        exchange.setPattern(ExchangePattern.InOnly);
        exchange.setProperty(ExchangePropertyKey.CORRELATION_ID, origin.exchangeId());
        exchange.setProperty(StreamLineage.NAMES_PROPERTY, origin.names());
        // both maps are sorted in the same order, so copying compares no names
        Map<String, Object> all = exchange.getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap(headers);
        Message message = exchange.getMessage();
        message.setHeaders(all);
        message.setBody(body);
        if (type == Type.ERROR) {
            FailureProperties.set(exchange, (Throwable) body);
        }
    }

    /** Returns whether the exchange is an event of a stream, or was made from one. */
    public static boolean isChunk(Exchange exchange) {
        return !StreamLineage.namesOf(exchange).isEmpty();
    }

    /** Returns the type and the id of the stream, without its text. */
    @Override
    public String toString() {
        return type.header + " of stream " + origin.streamId();
    }

    /** Receives the events of streams. */
    public interface Listener {

        /** Returns whether this listener receives events of this type. */
        boolean accepts(ChunkEvent.Type type);

        /** Returns how the chunks of this listener are shaped. */
        UnitSettings units();

        /**
         * Processes an event and returns after its exchange has ended. Called by one thread at a time for each stream, and by
         * several streams concurrently.
         *
         * @return the exception of the event's exchange, which has already been reported; null if the exchange succeeded
         */
        Exception deliver(ChunkEvent event);
    }

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
}
