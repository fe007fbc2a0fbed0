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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

import io.github.camelaura.AuraConversationException;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraOperation;
import io.github.camelaura.conversation.ConversationException;
import io.github.camelaura.conversation.ConversationKey;
import io.github.camelaura.conversation.ConversationMessage;
import io.github.camelaura.conversation.ConversationSettings;
import io.github.camelaura.conversation.Conversations;
import io.github.camelaura.stream.FailureProperties;

/** Returns or removes a conversation, with {@code operation=history} and {@code operation=forget}. It needs no server. */
final class ConversationProducer extends DefaultProducer {

    private final AuraEndpoint endpoint;
    private ConversationSettings settings;

    ConversationProducer(AuraEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        settings = endpoint.getConfiguration().conversationSettings();
    }

    @Override
    public void process(Exchange exchange) {
        FailureProperties.remove(exchange);
        try {
            ConversationKey key = endpoint.conversationKey(exchange);
            exchange.getMessage().setBody(result(key, exchange));
        } catch (AuraException e) {
            FailureProperties.fail(exchange, e);
        }
    }

    private Object result(ConversationKey key, Exchange exchange) throws AuraConversationException {
        Conversations conversations = endpoint.conversations();
        try {
            return endpoint.getOperation() == AuraOperation.FORGET
                    ? conversations.forget(key)
                    : body(conversations.history(key, settings));
        } catch (ConversationException e) {
            throw new AuraConversationException(
                    "The conversation was not " + (endpoint.getOperation() == AuraOperation.FORGET ? "removed" : "read")
                            + ": " + e.getMessage(),
                    exchange,
                    e);
        }
    }

    /** Returns maps, as a request body may have them. */
    private static List<Map<String, Object>> body(List<ConversationMessage> history) {
        return history.stream().map(ConversationProducer::map).toList();
    }

    private static Map<String, Object> map(ConversationMessage message) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("role", message.role());
        map.put("content", message.content());
        if (message.partial()) {
            map.put("partial", true);
        }
        return map;
    }
}
