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
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.TypeConverter;

import io.github.camelaura.AuraChatRequest;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.component.RequestRules.Setting;

/** Converts bodies to requests. */
@Converter(generateLoader = true)
public final class AuraTypeConverters implements CamelContextAware {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CamelContext camelContext;

    /**
     * Converts a body to a request. The body may be an {@link AuraMessage}, a list of messages or of maps with {@code role} and
     * {@code content}, or a map with {@code messages} (and {@code model}, {@code temperature}, {@code max_tokens}). Text is JSON
     * of this form if the Content-Type is {@code application/json}; any other text becomes the message of a user. The result is
     * the route's own request: the option {@code bodyMaySet} does not limit it.
     *
     * @param exchange the exchange of the conversion; may be null
     * @throws AuraRequestException if the value cannot be converted; the message gives the reason
     */
    @Converter
    public AuraChatRequest toRequest(Object value, Exchange exchange) throws AuraRequestException {
        return toRequest(value, exchange, camelContext.getTypeConverter(), RequestRules.NONE);
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    static AuraChatRequest toRequest(Object value, Exchange exchange, TypeConverter converter, RequestRules rules)
            throws AuraRequestException {
        if (value instanceof AuraChatRequest request) {
            return request;
        }
        if (value instanceof AuraMessage message) {
            return AuraChatRequest.of(List.of(message));
        }
        if (value instanceof List<?> list) {
            return AuraChatRequest.of(messages(list, exchange, rules));
        }
        if (value instanceof Map<?, ?> map) {
            return fromMap(map, exchange, rules);
        }
        String text = text(value, exchange, converter);
        return isJson(exchange) ? fromJson(text, exchange, rules) : AuraChatRequest.of(text);
    }

    private static boolean isJson(Exchange exchange) {
        String type = exchange == null ? null : exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class);
        return type != null
                && type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private static AuraChatRequest fromJson(String text, Exchange exchange, RequestRules rules)
            throws AuraRequestException {
        Object json;
        try {
            json = JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            // without the message of the exception, which may contain parts of the conversation
            throw new AuraRequestException(
                    "The Content-Type is application/json, but the body is not valid JSON"
                            + (e.getLocation() == null
                                    ? ""
                                    : " at line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr()),
                    exchange);
        }
        if (json instanceof List<?> list) {
            return AuraChatRequest.of(messages(list, exchange, rules));
        }
        if (json instanceof Map<?, ?> map) {
            return fromMap(map, exchange, rules);
        }
        throw new AuraRequestException(
                "The JSON body must be an array of messages or an object with 'messages'; remove the Content-Type"
                        + " application/json to send the body as plain text",
                exchange);
    }

    private static AuraChatRequest fromMap(Map<?, ?> map, Exchange exchange, RequestRules rules)
            throws AuraRequestException {
        if (!(map.get("messages") instanceof List<?> list)) {
            throw new AuraRequestException("The body must have 'messages', a list of messages", exchange);
        }
        Number maxTokens = setting(Setting.MAX_TOKENS, map, "max_tokens", Number.class, exchange, rules);
        if (maxTokens != null && maxTokens.doubleValue() != maxTokens.intValue()) {
            throw new AuraRequestException("'max_tokens' must be a whole number, but is " + maxTokens, exchange);
        }
        Number temperature = setting(Setting.TEMPERATURE, map, "temperature", Number.class, exchange, rules);
        return new AuraChatRequest(
                messages(list, exchange, rules),
                setting(Setting.MODEL, map, "model", String.class, exchange, rules),
                temperature == null ? null : temperature.doubleValue(),
                maxTokens == null ? null : maxTokens.intValue());
    }

    private static <T> T setting(
            Setting setting, Map<?, ?> map, String name, Class<T> type, Exchange exchange, RequestRules rules)
            throws AuraRequestException {
        T value = field("", map, name, type, exchange);
        if (value != null) {
            rules.checkBody(setting, "The body has '" + name + "'", exchange);
        }
        return value;
    }

    private static List<AuraMessage> messages(List<?> list, Exchange exchange, RequestRules rules)
            throws AuraRequestException {
        List<AuraMessage> messages = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof AuraMessage message) {
                messages.add(message);
            } else if (element instanceof Map<?, ?> map) {
                String where = "Message " + messages.size() + ": ";
                AuraMessage message = new AuraMessage(
                        field(where, map, "role", String.class, exchange),
                        field(where, map, "content", String.class, exchange));
                if (RequestBinding.isSystem(message)) {
                    rules.checkBody(
                            Setting.SYSTEM, "Message " + messages.size() + " has the role " + message.role(), exchange);
                }
                messages.add(message);
            } else {
                throw new AuraRequestException(
                        "Message " + messages.size() + " of the list must be an AuraMessage or a map with 'role' and"
                                + " 'content', but is " + typeOf(element),
                        exchange);
            }
        }
        return messages;
    }

    private static <T> T field(String where, Map<?, ?> map, String name, Class<T> type, Exchange exchange)
            throws AuraRequestException {
        Object value = map.get(name);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw new AuraRequestException(
                where + "'" + name + "' must be a " + type.getSimpleName() + ", but is " + typeOf(value), exchange);
    }

    private static String text(Object value, Exchange exchange, TypeConverter converter) throws AuraRequestException {
        if (value == null) {
            throw new AuraRequestException("The body is null: there is no prompt", exchange);
        }
        String text;
        try {
            text = converter.mandatoryConvertTo(String.class, exchange, value);
        } catch (NoTypeConversionAvailableException | TypeConversionException e) {
            throw new AuraRequestException("The body cannot be converted to text", exchange, e);
        }
        if (!isTextOf(value, text)) {
            throw new AuraRequestException(
                    "A body of " + typeOf(value) + " has no text representation; "
                            + (value instanceof Iterator
                                    ? "if it is the reply of another aura: endpoint, set streaming=false there"
                                    : "convert it to a String, an AuraMessage or an AuraChatRequest first"),
                    exchange);
        }
        return text;
    }

    /**
     * Returns whether the text represents the value. It does not if it is the default {@code Foo@1a2b} of {@link Object#toString},
     * or a collection of them. Camel's type converters do not detect this: after the first such conversion of a type they treat it
     * as supported.
     */
    static boolean isTextOf(Object value, String text) {
        if (value instanceof Collection || value instanceof Optional) {
            return false;
        }
        if (value instanceof Iterator) { // a running stream describes itself, but is not read
            return !text.equals(value.toString());
        }
        try {
            return value.getClass().getMethod("toString").getDeclaringClass() != Object.class
                    || !text.equals(value.toString());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String typeOf(Object value) {
        return value == null ? "null" : "type " + value.getClass().getName();
    }
}
