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
package io.github.camelaura.component;

import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraRequestException;

/** Reads the headers that a message may set. */
final class RequestHeaders {

    private RequestHeaders() {}

    /**
     * Returns a header in this type.
     *
     * @return null if the message has no such header
     * @throws AuraRequestException if the value cannot be converted without a loss
     */
    static <T> T get(Exchange exchange, String name, Class<T> type) throws AuraRequestException {
        Object value = exchange.getMessage().getHeader(name);
        if (value == null) {
            return null;
        }
        try {
            T converted = exchange.getMessage().getHeader(name, type);
            if (converted != null && isSame(value, converted)) {
                return converted;
            }
        } catch (TypeConversionException e) {
            // reported below, with the name of the header
        }
        // text may be the key of a stream, which no exception shows
        Object shown = type == String.class ? "a " + value.getClass().getName() : value;
        throw new AuraRequestException(
                "Header " + name + " must be a " + type.getSimpleName() + ", but is " + shown, exchange);
    }

    /**
     * Returns the key of a stream.
     *
     * @return null if the message has none
     * @throws AuraRequestException if it is empty, so that all streams without a key would share it, or no text
     */
    static String streamKey(Exchange exchange) throws AuraRequestException {
        return identity(exchange, AuraConstants.STREAM_KEY);
    }

    /**
     * Returns the id of a stream.
     *
     * @return null if the message has none
     * @throws AuraRequestException if it is empty or no text
     */
    static String streamId(Exchange exchange) throws AuraRequestException {
        return identity(exchange, AuraConstants.STREAM_ID);
    }

    /**
     * Returns the id of a conversation.
     *
     * @throws AuraRequestException if there is none, or it is empty or no text
     */
    static String conversationId(Exchange exchange) throws AuraRequestException {
        String id = identity(exchange, AuraConstants.CONVERSATION_ID);
        if (id == null) {
            throw new AuraRequestException(
                    "Header " + AuraConstants.CONVERSATION_ID
                            + " is missing: set it to the id of the conversation, or set"
                            + " conversationMemory=false for a request without one",
                    exchange);
        }
        return id;
    }

    private static String identity(Exchange exchange, String name) throws AuraRequestException {
        String value = get(exchange, name, String.class);
        if (value != null && value.isBlank()) {
            throw new AuraRequestException(
                    "Header " + name + " is empty; set it to text, or remove it with removeHeader", exchange);
        }
        return value;
    }

    /** Detects lossy conversions: Camel also truncates numbers, and converts an object to the text {@code Foo@1a2b}. */
    private static boolean isSame(Object value, Object converted) {
        if (converted instanceof Integer whole && value instanceof Number number) {
            return number.doubleValue() == whole;
        }
        return !(converted instanceof String text) || AuraTypeConverters.isTextOf(value, text);
    }
}
