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
package io.github.camelaura;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

import io.github.camelaura.http.ChatClient;
import io.github.camelaura.stream.StreamSlots;

/**
 * Ask an Aura chat server (openchat-ui, chatbot-ui), and get every streamed chunk of the reply as an exchange of its own.
 *
 * A producer asks; every consumer of the same name gets the chunks of the reply at the moment they arrive.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "aura",
        title = "Aura",
        syntax = "aura:name",
        category = {Category.AI, Category.CLOUD},
        headersClass = AuraConstants.class)
public class AuraEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    @UriPath(description = "The name of the stream: what a producer asks for reaches every consumer of this name.")
    @Metadata(required = true)
    private final String name;

    @UriParam
    private final AuraConfiguration configuration;

    private final Lock clientLock = new ReentrantLock();
    private final RequestBinding binding;
    private StreamSlots slots;
    private ChatClient client;
    private int clientUsers;

    AuraEndpoint(String uri, AuraComponent component, String name, AuraConfiguration configuration) {
        super(uri, component);
        this.name = name;
        this.configuration = configuration;
        this.binding = new RequestBinding(getStreamName(), configuration);
    }

    @Override
    public Producer createProducer() throws Exception {
        return new AuraProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
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

    /** The name that consumers and producers meet under, as it is written in routes. */
    String getStreamName() {
        return "aura:" + name;
    }

    RequestBinding getBinding() {
        return binding;
    }

    /**
     * Gives the HTTP client that all producers of this endpoint share, and that lives as long as one of them does: not as
     * long as the endpoint, which a cache may evict while its producer is in use.
     */
    ChatClient acquireClient() throws Exception {
        clientLock.lock();
        try {
            if (client == null) {
                client = new ChatClient(getCamelContext(), configuration);
                slots = new StreamSlots(configuration.getMaxConcurrentStreams());
            }
            clientUsers++;
            return client;
        } finally {
            clientLock.unlock();
        }
    }

    void releaseClient() {
        clientLock.lock();
        try {
            if (--clientUsers == 0) {
                // a producer of toD that is evicted from its cache may still have streams that run
                slots.whenIdle(client::close);
                client = null;
            }
        } finally {
            clientLock.unlock();
        }
    }

    StreamSlots getSlots() {
        return slots;
    }

    public String getName() {
        return name;
    }

    public AuraConfiguration getConfiguration() {
        return configuration;
    }
}
