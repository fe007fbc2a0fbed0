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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraChatRequest;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraRequestException;

/** Makes the request to the server from an exchange. A header overrides the body, and the body overrides the endpoint. */
final class RequestBinding {

    private static final Logger LOG = LoggerFactory.getLogger(RequestBinding.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The size of the context below which the component warns, because servers reserve up to 1,000 tokens for the reply. */
    private static final int FEW_TOKENS = 1024;

    private final AuraConfiguration configuration;
    private final String name;
    private final AtomicBoolean warned = new AtomicBoolean();

    RequestBinding(String name, AuraConfiguration configuration) {
        this.name = name;
        this.configuration = configuration;
    }

    /**
     * Makes a request from the message of an exchange.
     *
     * @param rules what the message may set
     * @throws AuraRequestException if the message is not a valid request; the exception gives the reason
     */
    WireRequest bind(Exchange exchange, RequestRules rules) throws AuraRequestException {
        AuraChatRequest request = AuraTypeConverters.toRequest(
                exchange.getMessage().getBody(), exchange, exchange.getContext().getTypeConverter(), rules);
        List<AuraMessage> system = new ArrayList<>();
        List<AuraMessage> conversation = new ArrayList<>();
        split(request.messages(), system, conversation, exchange);
        return new WireRequest(
                model(request, exchange, rules),
                conversation,
                configuration.getApiKey() == null ? "" : configuration.getApiKey(),
                prompt(system, exchange),
                temperature(request, exchange));
    }

    /** Returns the JSON body of the request, with the additional fields at its end. */
    static byte[] write(WireRequest request, AdditionalBody additional) {
        try {
            return JSON.writeValueAsBytes(new WireBody(request, additional.fields()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // cannot happen: any text can be written as JSON
        }
    }

    static boolean isSystem(AuraMessage message) {
        return "system".equals(message.role()) || "developer".equals(message.role());
    }

    private static boolean isConversation(AuraMessage message) {
        return "user".equals(message.role()) || "assistant".equals(message.role());
    }

    private void split(
            List<AuraMessage> messages, List<AuraMessage> system, List<AuraMessage> conversation, Exchange exchange)
            throws AuraRequestException {
        for (int i = 0; i < messages.size(); i++) {
            AuraMessage message = messages.get(i);
            if (message == null) {
                throw new AuraRequestException("Message " + i + " is null", exchange);
            }
            if (!isSystem(message) && !isConversation(message)) {
                throw new AuraRequestException(
                        "Message " + i + " has the role '" + message.role()
                                + "', but it must be system, developer, user or assistant",
                        exchange);
            }
            if (configuration.isConversationMemory() && !"user".equals(message.role())) {
                throw new AuraRequestException(
                        "Message " + i + " has the role '" + message.role()
                                + "', but with conversationMemory=true the body has"
                                + " only messages of the user: the past turns come from conversationStore, and the system"
                                + " message from the option systemMessage or the header "
                                + AuraConstants.SYSTEM_MESSAGE,
                        exchange);
            }
            if (message.content() == null || message.content().isEmpty()) {
                throw new AuraRequestException(
                        "Message " + i + " (role " + message.role() + ") has no content", exchange);
            }
            (isSystem(message) ? system : conversation).add(message);
        }
        if (conversation.isEmpty()) {
            throw new AuraRequestException("There is no user message", exchange);
        }
        int newest = conversation.get(conversation.size() - 1).content().length();
        if (newest > configuration.getMaxLength()) {
            throw new AuraRequestException(
                    "The newest message has " + newest + " characters, but maxLength=" + configuration.getMaxLength()
                            + ": the server would drop it without an error. Shorten it, or raise maxLength if the"
                            + " model accepts more",
                    exchange);
        }
    }

    private WireRequest.Model model(AuraChatRequest request, Exchange exchange, RequestRules rules)
            throws AuraRequestException {
        String header = RequestHeaders.get(exchange, AuraConstants.MODEL, String.class);
        String id = header != null ? header : request.model() != null ? request.model() : configuration.getModel();
        if (ObjectHelper.isEmpty(id)) {
            throw new AuraRequestException("No model is configured: set the option model", exchange);
        }
        rules.checkModel(id, exchange);
        boolean configured = id.equals(configuration.getModel()) && configuration.getModelName() != null;
        return new WireRequest.Model(
                id,
                configured ? configuration.getModelName() : id,
                configuration.getMaxLength(),
                maxTokens(request, exchange));
    }

    private int maxTokens(AuraChatRequest request, Exchange exchange) throws AuraRequestException {
        Integer header = RequestHeaders.get(exchange, AuraConstants.MAX_TOKENS, Integer.class);
        int maxTokens = header != null
                ? header
                : request.maxTokens() != null ? request.maxTokens() : configuration.getMaxTokens();
        if (maxTokens <= 0) {
            throw new AuraRequestException("maxTokens must be more than 0, but is " + maxTokens, exchange);
        }
        if (maxTokens < FEW_TOKENS && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "{} sends requests with maxTokens={}: a server reserves a part of them for the reply (openchat-ui 768,"
                            + " chatbot-ui 1,000), and drops all messages without an error if they do not fit into the"
                            + " rest. Raise maxTokens up to the size of the model's context",
                    name,
                    maxTokens);
        }
        return maxTokens;
    }

    private double temperature(AuraChatRequest request, Exchange exchange) throws AuraRequestException {
        Double header = RequestHeaders.get(exchange, AuraConstants.TEMPERATURE, Double.class);
        double temperature = header != null
                ? header
                : request.temperature() != null ? request.temperature() : configuration.getTemperature();
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new AuraRequestException("temperature must be from 0 to 2, but is " + temperature, exchange);
        }
        return temperature;
    }

    private String prompt(List<AuraMessage> system, Exchange exchange) throws AuraRequestException {
        String header = RequestHeaders.get(exchange, AuraConstants.SYSTEM_MESSAGE, String.class);
        if (header != null) {
            return header;
        }
        if (system.isEmpty()) {
            return configuration.getSystemMessage() == null ? "" : configuration.getSystemMessage();
        }
        return system.stream().map(AuraMessage::content).collect(Collectors.joining("\n"));
    }

    private record WireBody(
            @JsonUnwrapped WireRequest request,
            @JsonAnyGetter Map<String, RawValue> additional) {}

    /**
     * The JSON body of a request without additional fields.
     *
     * @param model the model and its limits
     * @param messages the conversation without its system messages
     * @param key the caller's API key of the provider; empty for the key of the server
     * @param prompt the system message; empty for the default of the server
     * @param temperature the temperature, from 0 to 2
     */
    record WireRequest(Model model, List<AuraMessage> messages, String key, String prompt, double temperature) {

        /** Returns the request with earlier messages of its conversation. */
        WireRequest after(List<AuraMessage> history) {
            List<AuraMessage> all = new ArrayList<>(history);
            all.addAll(messages);
            return new WireRequest(model, all, key, prompt, temperature);
        }

        record Model(String id, String name, int maxLength, int tokenLimit) {}

        @Override
        public String toString() {
            return "WireRequest[" + model.id() + ", " + messages.size() + " messages]"; // the key is secret
        }
    }
}
