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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

import io.github.camelaura.stream.StreamRequest;
import io.github.camelaura.stream.StreamSlots;
import io.github.camelaura.stream.StreamStatistics;
import io.github.camelaura.stream.StreamTurn;

/** The requests of {@code operation=models}: for the list of models, which costs nothing at the provider. */
final class ModelsRequests implements Requests {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final AuraEndpoint endpoint;

    ModelsRequests(AuraEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public String name() {
        return endpoint.getStreamName() + "?operation=models"; // has no consumers
    }

    @Override
    public StreamRequest of(
            AuraProducer producer, EndpointResources resources, Exchange exchange, AsyncCallback callback) {
        return of(producer, resources, resources.slots(), endpoint.statistics(), exchange, callback);
    }

    /** Makes a request with slots and counters of its own. */
    StreamRequest of(
            Object owner,
            EndpointResources resources,
            StreamSlots slots,
            StreamStatistics statistics,
            Exchange exchange,
            AsyncCallback callback) {
        String key = Objects.requireNonNullElse(endpoint.getConfiguration().getApiKey(), "");
        byte[] body = JSON.createObjectNode().put("key", key).toString().getBytes(StandardCharsets.UTF_8);
        return new StreamRequest(
                owner,
                name(),
                exchange,
                callback,
                resources.settings(),
                slots,
                statistics,
                resources.call(resources.client().newModelsCall(body), exchange),
                Objects.requireNonNullElse(resources.settings().model(), ""),
                null,
                StreamTurn.NONE,
                null,
                ModelsRequests::models);
    }

    /**
     * Reads a list of models.
     *
     * @return an {@code id} and a {@code name} for each, as text; the name is the id if the server gives none
     * @throws IOException if the text is not a list of models; the message gives the reason and the remedy
     */
    static List<Map<String, Object>> models(String reply) throws IOException {
        List<Map<String, Object>> models = new ArrayList<>();
        JsonNode list = list(reply);
        for (JsonNode model : list) {
            String id = model.path("id").asText("");
            if (id.isEmpty()) {
                throw noList("element " + models.size() + " has no id");
            }
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", id);
            entry.put(
                    "name", model.path("name").isTextual() ? model.path("name").asText() : id);
            models.add(entry);
        }
        return models;
    }

    private static JsonNode list(String reply) throws IOException {
        try {
            JsonNode list = JSON.readTree(reply);
            if (list.isArray()) {
                return list;
            }
        } catch (JsonProcessingException e) {
            throw noList("it is not JSON");
        }
        throw noList("it is other JSON");
    }

    private static IOException noList(String why) {
        return new IOException("the reply is not a list of models, [{\"id\": ..., \"name\": ...}]: " + why
                + "; check the option modelsPath");
    }
}
