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

import java.util.function.Supplier;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

import io.github.camelaura.AuraException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.stream.StreamRequest;
import io.github.camelaura.stream.StreamTurn;

/** The requests of {@code operation=chat}. */
final class ChatRequests implements Requests {

    private final AuraEndpoint endpoint;
    private final RequestBinding binding;

    ChatRequests(AuraEndpoint endpoint) {
        this.endpoint = endpoint;
        this.binding = endpoint.getBinding();
    }

    @Override
    public String name() {
        return endpoint.getStreamName();
    }

    @Override
    public StreamRequest of(
            AuraProducer producer, EndpointResources resources, Exchange exchange, AsyncCallback callback)
            throws AuraException {
        String name = name();
        if (endpoint.getComponent().getStreams().isChunkOf(exchange, name)) {
            throw new AuraRequestException(
                    "A chunk of " + name + " was sent to " + name
                            + " again, which would cause an endless loop. Send it to a stream with another name",
                    exchange);
        }
        RequestBinding.WireRequest wire = binding.bind(exchange, resources.rules());
        StreamTurn turn = StreamTurn.NONE;
        Supplier<byte[]> json;
        if (resources.conversation() == null) {
            byte[] body = RequestBinding.write(wire, resources.additionalBody());
            json = () -> body;
        } else {
            ConversationTurn conversation = turn(exchange, wire, resources);
            turn = conversation;
            json = () -> RequestBinding.write(wire.after(conversation.history()), resources.additionalBody());
        }
        return new StreamRequest(
                producer,
                name,
                exchange,
                callback,
                resources.settings(),
                resources.slots(),
                endpoint.statistics(),
                resources.call(resources.client().newCall(json), exchange),
                wire.model().id(),
                RequestHeaders.streamKey(exchange),
                turn,
                resources.repliesTo(),
                null);
    }

    private ConversationTurn turn(Exchange exchange, RequestBinding.WireRequest wire, EndpointResources resources)
            throws AuraRequestException {
        return new ConversationTurn(
                endpoint.conversations(),
                endpoint.conversationKey(exchange),
                resources.conversation(),
                wire.messages(),
                exchange);
    }
}
