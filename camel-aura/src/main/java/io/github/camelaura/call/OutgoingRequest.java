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
package io.github.camelaura.call;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.UnitOfWorkHelper;

import io.github.camelaura.http.ChatCall;
import io.github.camelaura.http.ChatResponse;

/** The exchange that a credential processor receives. It represents the HTTP request and is separate from the request exchange. */
public final class OutgoingRequest {

    private static final String SIGNATURE = "CamelAuraRefusalSignature";
    private static final HeaderFilterStrategy FILTER = new HttpHeaderFilterStrategy();

    private final Exchange exchange;

    /**
     * Makes the request.
     *
     * @param earlier the previous attempt, whose exchange properties are copied; null for the first attempt
     */
    OutgoingRequest(ChatCall call, Exchange asking, OutgoingRequest earlier) {
        exchange = new DefaultExchange(asking.getContext(), ExchangePattern.InOnly);
        exchange.getExchangeExtension().setFromRouteId(ExchangeHelper.getRouteId(asking));
        Message message = new DefaultMessage(exchange) {
            @Override
            protected Object createBody() { // created only if a bean reads it
                return new String(call.json(), StandardCharsets.UTF_8);
            }
        };
        exchange.setMessage(message);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(Exchange.HTTP_URI, call.uri().toString());
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        if (earlier != null) {
            exchange.getProperties().putAll(earlier.exchange.getProperties());
        }
    }

    Exchange exchange() {
        return exchange;
    }

    /** Returns the headers to send. */
    Map<String, Collection<String>> headers() {
        Map<String, Collection<String>> headers = new LinkedHashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (value != null && !FILTER.applyFilterToCamelHeaders(name, value, exchange)) {
                Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
                headers.put(name, values.stream().map(String::valueOf).toList());
            }
        });
        return headers;
    }

    /**
     * Replaces the message by the response to the request, without headers of Camel, which the server must not set.
     *
     * @param body the beginning of the body; null for the body of a reply, which only the stream reads
     */
    void answer(ChatResponse response, String body) {
        Message message = new DefaultMessage(exchange);
        message.setBody(body);
        response.headers().forEach((name, values) -> {
            Object value = values.size() == 1 ? values.get(0) : values;
            if (!FILTER.applyFilterToExternalHeaders(name, value, exchange)) {
                message.setHeader(name, value);
            }
        });
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, response.status());
        message.setHeader(Exchange.HTTP_RESPONSE_TEXT, response.reason());
        exchange.setMessage(message);
    }

    /** Completes the exchange, so that the completions run that the credential processor has added to it. */
    void complete() {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    /** Stores the signature of a rejection on the exchange. */
    void refused(String signature) {
        exchange.setProperty(SIGNATURE, signature);
    }

    /** Returns the signature of the rejection of an exchange; for an exchange of another component, the status. */
    public static String signature(Exchange exchange) {
        Object status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE);
        return exchange.getProperty(SIGNATURE, String.valueOf(status), String.class);
    }
}
