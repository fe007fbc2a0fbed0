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

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.RawValue;

import io.github.camelaura.http.ShownText;

/**
 * The options {@code additionalBodyProperty.<name>}: fields in the JSON of a request beside those of the protocol.
 *
 * @param fields the values, as JSON text that is sent unchanged, so that a number keeps all its digits
 */
record AdditionalBody(SortedMap<String, RawValue> fields) {

    /** No fields. */
    static final AdditionalBody NONE = new AdditionalBody(Collections.emptySortedMap());

    private static final String PREFIX = "additionalBodyProperty.";
    private static final List<String> OF_THE_PROTOCOL = List.of("model", "messages", "key", "prompt", "temperature");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader READER = JSON.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    AdditionalBody {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * Reads the options.
     *
     * @param options the values by the name of the field; null for none
     * @throws IllegalArgumentException if a name or a value is not valid; the message names the option
     */
    static AdditionalBody of(Map<String, Object> options) {
        SortedMap<String, RawValue> fields = new TreeMap<>();
        if (options != null) {
            options.forEach((name, value) -> {
                checkName(name);
                fields.put(name, new RawValue(value instanceof String text ? json(name, text) : written(name, value)));
            });
        }
        return new AdditionalBody(fields);
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "Option " + PREFIX + " has no name of a field: write " + PREFIX + "botId=... for the field botId");
        }
        if (OF_THE_PROTOCOL.contains(name)) {
            throw new IllegalArgumentException("Option " + PREFIX + name + " is not allowed, because the component sets"
                    + " this field of the protocol: use " + optionFor(name));
        }
    }

    private static String optionFor(String field) {
        return switch (field) {
            case "model" -> "the options model, modelName, maxLength and maxTokens";
            case "messages" -> "the body of the message";
            case "key" -> "the option apiKey";
            case "prompt" -> "the option systemMessage";
            default -> "the option " + field;
        };
    }

    /** Returns the text if it is JSON, and otherwise a JSON string with the text. */
    private static String json(String name, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw fault(name, "contains half of a surrogate pair, which UTF-8 does not have: remove it");
        }
        try {
            if (READER.readTree(text).isMissingNode()) {
                return written(name, text); // it is blank
            }
        } catch (StreamConstraintsException e) {
            throw fault(name, "is JSON that exceeds a limit: " + ShownText.text(e.getOriginalMessage(), List.of()));
        } catch (JsonProcessingException e) {
            return written(name, text);
        }
        try {
            READER.with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).readTree(text);
        } catch (JsonProcessingException e) {
            throw fault(name, "is a JSON object with the same field twice: remove one of them");
        }
        return text.strip();
    }

    private static String written(String name, Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw fault(name, "cannot be written as JSON: " + ShownText.text(e.getOriginalMessage(), List.of()));
        }
    }

    private static IllegalArgumentException fault(String name, String fault) {
        return new IllegalArgumentException("Option " + PREFIX + name + " " + fault);
    }
}
