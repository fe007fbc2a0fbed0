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

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.StringHelper;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraOperation;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.conversation.ConversationKey;
import io.github.camelaura.conversation.Conversations;
import io.github.camelaura.http.BaseUrl;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.stream.StreamStatistics;

/**
 * Send prompts to Aura chat servers (openchat-ui, chatbot-ui) and receive each streamed chunk of the reply as a separate exchange.
 *
 * A producer sends the request. Each consumer of the same name receives the chunks of the reply as they arrive.
 */
@ManagedResource(description = "Managed Aura endpoint")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "aura",
        title = "Aura",
        syntax = "aura:name",
        category = {Category.AI, Category.CLOUD},
        headersClass = AuraConstants.class)
public class AuraEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, MultipleConsumersSupport, EndpointServiceLocation, ManagedStreams {

    @UriPath(
            description =
                    "The name of the stream. Each consumer of this name receives the chunks of the replies to producers of this name.")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            label = "producer",
            defaultValue = "chat",
            enums = "chat,cancel,models,history,forget",
            description =
                    "What a producer does: `chat` sends a prompt, `cancel` ends running streams, `models` lists the models of the server, `history` reads a conversation, and `forget` removes it.")
    private AuraOperation operation = AuraOperation.CHAT;

    @UriParam
    private final AuraConfiguration configuration;

    private final StreamStatistics statistics = new StreamStatistics();
    private final RequestBinding binding;
    private final SharedResources resources;
    private final ModelsCheck models;
    private final UnencryptedCredential unencrypted = new UnencryptedCredential();

    AuraEndpoint(String uri, AuraComponent component, String name, AuraConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
        this.binding = new RequestBinding(getStreamName(), configuration);
        this.models = new ModelsCheck(this, Clock.systemUTC());
        this.resources = new SharedResources(() -> EndpointResources.of(getCamelContext(), configuration, operation));
    }

    @Override
    public Producer createProducer() throws Exception {
        return switch (operation) {
            case CHAT -> new AuraProducer(this, new ChatRequests(this));
            case MODELS -> new AuraProducer(this, new ModelsRequests(this));
            case CANCEL -> new CancelProducer(this);
            case HISTORY, FORGET -> new ConversationProducer(this);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (operation != AuraOperation.CHAT) {
            throw new IllegalArgumentException("Option operation is for producers, but "
                    + PrefixedOptions.sanitized(getEndpointUri())
                    + " is a consumer. Remove the option, or use the endpoint"
                    + " with to");
        }
        AuraConsumer consumer = new AuraConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public AuraComponent getComponent() {
        return (AuraComponent) super.getComponent();
    }

    /**
     * Returns the name that connects producers and consumers, as in a URI without options. It begins with the component's name,
     * because components under different names have streams of their own.
     */
    String getStreamName() {
        return StringHelper.before(getEndpointUri(), ":") + ":" + name;
    }

    RequestBinding getBinding() {
        return binding;
    }

    /** Returns the conversations of the store of this endpoint. */
    Conversations conversations() {
        return getComponent().conversations(configuration.getConversationStore());
    }

    /**
     * Returns the key of the conversation that a message names.
     *
     * @throws AuraRequestException if it names none
     */
    ConversationKey conversationKey(Exchange exchange) throws AuraRequestException {
        return ConversationKey.of(getStreamName(), RequestHeaders.conversationId(exchange));
    }

    SharedResources getResources() {
        return resources;
    }

    void warnOfUnencryptedCredential() {
        unencrypted.warnOnce(configuration);
    }

    @Override
    public StreamStatistics statistics() {
        return statistics;
    }

    @ManagedAttribute(description = "Whether the last connection attempt reached the server; null if there was none")
    public Boolean getServerReachable() {
        StreamStatistics.Server server = statistics.server();
        return server == null ? null : server.reachable();
    }

    @ManagedOperation(
            description = "Drops the credential from the browser and resets the account's login back-off and rejection:"
                    + " the next request logs in, if the server requires it")
    public void forgetCredential() {
        resources.current().ifPresent(current -> current.credentials().forget());
    }

    /** Whether the endpoint has producers or has sent requests; false if it has only consumers. */
    boolean isAsking() {
        return resources.current().isPresent() || statistics.counts().begun() > 0;
    }

    EndpointState state() {
        return new EndpointState(
                PrefixedOptions.sanitized(getEndpointUri()),
                configuration.getBaseUrl(),
                statistics.counts(),
                statistics.server(),
                resources.current().isPresent() ? models.latest() : null);
    }

    /** Requests the models of the server in the background, if a chat uses it and the last request is older than this. */
    void requestModels(Duration interval) {
        if (operation == AuraOperation.CHAT) {
            models.request(interval);
        }
    }

    /**
     * Returns the option {@code baseUrl}, without anything that may be secret; null if it is not set or invalid, because the parts
     * of an invalid address cannot be told apart.
     */
    @Override
    public String getServiceUrl() {
        String baseUrl = configuration.getBaseUrl();
        if (baseUrl == null) {
            return null;
        }
        String url = baseUrl.replaceFirst("//[^/?#]*@", "//").replaceFirst("[?#].*", "");
        try {
            BaseUrl.parse(url);
            return url;
        } catch (IllegalArgumentException e) {
            return null; // the producer fails with the message
        }
    }

    /** Returns {@code http} or {@code https}; null if {@link #getServiceUrl()} is null. */
    @Override
    public String getServiceProtocol() {
        String url = getServiceUrl();
        return url == null ? null : StringHelper.before(url, ":").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the model of a chat, and the operation of another endpoint. The name of the account is not in it, because messages
     * mask it.
     */
    @Override
    public Map<String, String> getServiceMetadata() {
        if (operation != AuraOperation.CHAT) {
            return Map.of("operation", operation.name().toLowerCase(Locale.ROOT));
        }
        return configuration.getModel() == null ? null : Map.of("model", configuration.getModel());
    }

    public String getName() {
        return name;
    }

    public AuraConfiguration getConfiguration() {
        return configuration;
    }

    public AuraOperation getOperation() {
        return operation;
    }

    public void setOperation(AuraOperation operation) {
        this.operation = operation;
    }
}
