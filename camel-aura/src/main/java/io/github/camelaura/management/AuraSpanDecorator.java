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
package io.github.camelaura.management;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.apache.camel.util.StringHelper;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.management.StreamSpans.Observed;
import io.github.camelaura.stream.ChunkEvent;
import io.github.camelaura.stream.StreamEnd;
import io.github.camelaura.stream.StreamInfo;

/**
 * Describes the spans of camel-telemetry that belong to requests, with the names of OpenTelemetry's conventions for generative AI.
 * camel-telemetry finds it by the service loader; nothing else refers to it, so nothing loads it without camel-telemetry.
 *
 * <p>No attribute contains text of a prompt or reply: neither the options of the endpoint, as one of them is the system message, nor
 * the message of an exception, which may quote the server.
 */
public final class AuraSpanDecorator extends AbstractSpanDecorator {

    private static final String CHAT = "chat";

    @Override
    public String getComponent() {
        return "aura";
    }

    @Override
    public String getComponentClassName() {
        return "io.github.camelaura.component.AuraComponent";
    }

    /** Returns the name of the span: the operation and the model for a request to the chat, the component for any other exchange. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        String model = metadata(endpoint, "model");
        return isChat(exchange, endpoint) && model != null ? CHAT + " " + model : getComponent();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + getComponent());
        span.setTag(TagConstants.URL_SCHEME, StringHelper.before(endpoint.getEndpointUri(), ":"));
        span.setTag(TagConstants.URL_PATH, stripSchemeAndOptions(endpoint));
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("camel.uri", StringHelper.before(endpoint.getEndpointUri(), "?", endpoint.getEndpointUri()));
        if (!isChat(exchange, endpoint)) {
            return;
        }
        span.setTag("gen_ai.operation.name", CHAT);
        span.setTag("gen_ai.provider.name", getComponent());
        span.setTag("gen_ai.request.stream", "true");
        set(span, "gen_ai.request.model", metadata(endpoint, "model"));
        setServer(span, endpoint);
        StreamSpans.observe(exchange);
    }

    /** Returns whether the exchange is sent to the chat, and its span has the attributes of one. */
    private static boolean isChat(Exchange exchange, Endpoint endpoint) {
        boolean received = endpoint == exchange.getFromEndpoint() && ChunkEvent.isChunk(exchange);
        return !received && metadata(endpoint, "operation") == null && Telemetry.isEnabled(exchange.getContext());
    }

    private static String metadata(Endpoint endpoint, String name) {
        Map<String, String> metadata =
                endpoint instanceof EndpointServiceLocation location ? location.getServiceMetadata() : null;
        return metadata == null ? null : metadata.get(name);
    }

    private static void setServer(Span span, Endpoint endpoint) {
        String url = endpoint instanceof EndpointServiceLocation location ? location.getServiceUrl() : null;
        if (url == null) {
            return;
        }
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            return; // the producer rejects it with a message
        }
        set(span, TagConstants.SERVER_ADDRESS, uri.getHost());
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        span.setTag("server.port", String.valueOf(uri.getPort() < 0 ? standard : uri.getPort()));
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.isFailed()) {
            span.setError(true);
            if (exchange.getException() != null) {
                span.setTag("error.type", exchange.getException().getClass().getSimpleName());
            }
        }
        Observed observed = StreamSpans.take(exchange);
        if (observed != null) {
            if (exchange.isFailed()) {
                set(
                        span,
                        "camel.aura.error.category",
                        exchange.getProperty(AuraException.ERROR_CATEGORY, String.class));
            }
            describe(span, exchange, observed);
        }
    }

    private static void describe(Span span, Exchange exchange, Observed observed) {
        StreamInfo stream = observed.stream();
        if (stream == null) {
            return; // the message is not a valid request
        }
        span.setTag("camel.aura.stream.id", stream.id());
        span.setTag("gen_ai.request.model", stream.model());
        StreamEnd end = observed.end();
        if (end == null) { // the body is the running stream, or a time limit was quicker
            Long millis = exchange.isFailed()
                    ? null
                    : exchange.getMessage().getHeader(AuraConstants.TIME_TO_FIRST_CHUNK, Long.class);
            setTimeToFirstChunk(span, millis == null ? null : Duration.ofMillis(millis));
            return;
        }
        span.setTag("camel.aura.outcome", end.label());
        span.setTag("camel.aura.chunk.count", String.valueOf(end.chunks()));
        setTimeToFirstChunk(span, end.timeToFirstChunk());
        if (end.outcome() == Kind.COMPLETED) {
            span.setTag("gen_ai.response.model", stream.model());
        }
    }

    private static void setTimeToFirstChunk(Span span, Duration time) {
        if (time != null) { // in seconds
            span.setTag(
                    "gen_ai.response.time_to_first_chunk",
                    BigDecimal.valueOf(time.toMillis(), 3).toString());
        }
    }

    private static void set(Span span, String name, String value) {
        if (value != null) {
            span.setTag(name, value);
        }
    }
}
