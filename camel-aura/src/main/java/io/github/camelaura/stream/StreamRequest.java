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

import java.io.IOException;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

import io.github.camelaura.call.AuthenticatedCall;
import io.github.camelaura.stream.ReplyReader.ReplyException;

/**
 * A request for a stream.
 *
 * @param owner the producer that made the request
 * @param name the name of the stream
 * @param exchange the exchange of the request
 * @param callback called when the exchange is answered
 * @param settings the options of the endpoint
 * @param slots the limit of the endpoint
 * @param statistics the counters of the endpoint
 * @param call the HTTP request
 * @param model the id of the model
 * @param key the key by which the request's sender may cancel the stream; null if there is none
 * @param turn the turn of the request in its conversation
 * @param repliesTo receives events after the consumers; null if {@code streamRepliesTo} is not set
 * @param document makes the body of a reply that is one document; null for a chat, whose reply is emitted chunk by chunk
 */
public record StreamRequest(
        Object owner,
        String name,
        Exchange exchange,
        AsyncCallback callback,
        StreamSettings settings,
        StreamSlots slots,
        StreamStatistics statistics,
        AuthenticatedCall call,
        String model,
        String key,
        StreamTurn turn,
        ChunkEvent.Listener repliesTo,
        Document document) {

    /** Makes the body of a reply that is one document. */
    public interface Document {

        /**
         * Converts the whole reply.
         *
         * @throws IOException if the reply is no such document; the message says why and what to do
         */
        Object of(String reply) throws IOException;
    }

    /** Returns whether the reply is emitted chunk by chunk. */
    boolean isChat() {
        return document == null;
    }

    /** Returns the body of the exchange after a complete reply. */
    Object body(String reply) throws ReplyException {
        try {
            return isChat() ? reply : document.of(reply);
        } catch (IOException e) {
            throw new ReplyException(e.getMessage());
        }
    }

    /** Returns the identity of the stream with this id. */
    StreamInfo info(String id) {
        boolean ofEndpoint = model.equals(settings.model());
        return new StreamInfo(
                id, name, model, ofEndpoint, exchange.getExchangeId(), ExchangeHelper.getRouteId(exchange));
    }
}
