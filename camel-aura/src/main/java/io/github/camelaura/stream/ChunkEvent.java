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
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;

import io.github.camelaura.AuraConstants;

/**
 * What happens to a stream, as an exchange tells it.
 *
 * @param origin what all events of a stream have in common
 * @param type a chunk, the end, or the failure
 * @param body the chunk, the whole reply, or the exception
 * @param headers all that its exchange carries; of the kind that Camel's messages have, and copied for each exchange
 */
public record ChunkEvent(StreamLineage origin, Type type, Object body, Map<String, Object> headers) {

    /** The kinds of events. */
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

    /** Makes a new exchange tell this event. */
    public void writeTo(Exchange exchange) {
        exchange.setPattern(ExchangePattern.InOnly);
        exchange.setProperty(ExchangePropertyKey.CORRELATION_ID, origin.exchangeId());
        exchange.setProperty(StreamLineage.NAMES_PROPERTY, origin.names());
        // from one sorted map to another of the same order: this copies and compares no names
        Map<String, Object> all = exchange.getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap(headers);
        Message message = exchange.getMessage();
        message.setHeaders(all);
        message.setBody(body);
    }

    /** Names the stream and nothing of what it says. */
    @Override
    public String toString() {
        return type.header + " of stream " + origin.streamId();
    }

    /** Who is told what happens to a stream. */
    public interface Listener {

        /** Whether this listener wants events of this type. */
        boolean accepts(ChunkEvent.Type type);

        /**
         * Processes an event to its end. Called by one thread at a time for each stream, and by several streams at once.
         *
         * @return the exception that the event's exchange ended with, or null; it has been reported
         */
        Exception deliver(ChunkEvent event);
    }
}
