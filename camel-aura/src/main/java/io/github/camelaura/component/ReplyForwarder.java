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

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.URISupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.stream.ChunkEvent;
import io.github.camelaura.unit.UnitSettings;

/** Sends the events of the streams of an endpoint to its {@code streamRepliesTo}. */
final class ReplyForwarder extends ServiceSupport implements ChunkEvent.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ReplyForwarder.class);

    private final CamelContext context;
    private final AuraConfiguration configuration;
    private final UnitSettings units;
    private Endpoint endpoint;
    private ProducerTemplate template;

    private ReplyForwarder(CamelContext context, AuraConfiguration configuration) {
        this.context = context;
        this.configuration = configuration;
        this.units = configuration.unitSettings();
    }

    /** Returns a started forwarder; null if {@code streamRepliesTo} is not set. */
    static ReplyForwarder start(CamelContext context, AuraConfiguration configuration) {
        if (ObjectHelper.isEmpty(configuration.getStreamRepliesTo())) {
            return null;
        }
        ReplyForwarder forwarder = new ReplyForwarder(context, configuration);
        ServiceHelper.startService(forwarder);
        return forwarder;
    }

    @Override
    public boolean accepts(ChunkEvent.Type type) {
        return configuration.wants(type);
    }

    @Override
    public UnitSettings units() {
        return units;
    }

    @Override
    public Exception deliver(ChunkEvent event) {
        Exchange exchange = endpoint.createExchange();
        event.writeTo(exchange);
        try {
            template.send(endpoint, exchange);
        } catch (Throwable e) {
            // also an Error, because Camel does not catch it and it must not end the stream
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            LOG.warn(
                    "streamRepliesTo={} failed to process exchange {}",
                    URISupport.sanitizeUri(endpoint.getEndpointUri()),
                    exchange.getExchangeId(),
                    failure);
        }
        return failure;
    }

    @Override
    protected void doStart() throws Exception {
        String uri = configuration.getStreamRepliesTo();
        try {
            endpoint = CamelContextHelper.getMandatoryEndpoint(context, uri);
        } catch (RuntimeCamelException e) {
            throw new IllegalArgumentException(
                    "Option streamRepliesTo is not a valid endpoint: " + URISupport.sanitizeUri(uri), e);
        }
        template = context.createProducerTemplate(1);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(template);
    }
}
