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
package io.github.camelaura.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** How a real Aura server answers, with its quirks. */
final class AuraProtocol {

    static final String CHAT = "/api/chat";
    static final String MODELS = "/api/models";

    private static final String DEFAULT_PROMPT =
            "You are OpenChat, a helpful assistant. Follow the user's instructions carefully. Answer in Markdown.";
    private static final int TOKENS_FOR_THE_ANSWER = 768;
    private static final String PAGE = "<!DOCTYPE html><html><head><title>Aura</title></head>"
            + "<body><h1>Aura</h1><p>The chat is at <code>POST /api/chat</code>.</p></body></html>";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private AuraProtocol() {}

    static AuraRequest toAuraRequest(RawRequest request, int connection) {
        String target = request.target();
        // A client that takes the server for a proxy sends the whole URL.
        String local = target.startsWith("http") ? target.replaceFirst("^https?://[^/?]*", "") : target;
        int mark = local.indexOf('?');
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return new AuraRequest(
                request.method(),
                mark < 0 ? local : local.substring(0, mark),
                mark < 0 ? null : local.substring(mark + 1),
                request.headers(),
                body,
                parse(body),
                connection);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? null : json;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static AuraReply reply(AuraRequest request, List<String> models, Duration wordDelay, AuraFork fork) {
        String path = request.path();
        if (path.equals(fork.chatPath())) {
            AuraReply incomplete = fork.incomplete(request);
            return incomplete == null ? chat(request, models, wordDelay, fork) : incomplete;
        }
        if (path.equals(fork.modelsPath())) {
            return models(request, models);
        }
        if (path.length() > 1 && path.endsWith("/")) {
            String query = request.query() == null ? "" : "?" + request.query();
            return AuraReply.redirect(308, path.substring(0, path.length() - 1) + query);
        }
        return switch (path) {
            case "/" -> AuraReply.html(PAGE);
            default ->
                AuraReply.status(404, "Not Found", "This page could not be found.")
                        .header("Content-Type", "text/html; charset=utf-8");
        };
    }

    private static AuraReply models(AuraRequest request, List<String> models) {
        if (!isPostedObject(request)) {
            return AuraReply.error();
        }
        ArrayNode list = JSON.createArrayNode();
        for (String id : models) {
            String name = id.replaceFirst("^openchat", "OpenChat").replace('_', ' ');
            list.addObject().put("id", id).put("name", list.size() == 1 ? name + " (latest)" : name);
        }
        return AuraReply.status(200, "OK", list.toString()).header("Content-Type", "text/plain;charset=UTF-8");
    }

    private static AuraReply chat(AuraRequest request, List<String> models, Duration wordDelay, AuraFork fork) {
        if (!isPostedObject(request) || !hasMessages(request.json())) {
            return AuraReply.error();
        }
        JsonNode model = request.json().path("model");
        if (!models.contains(model.path("id").asText())) {
            return AuraReply.error();
        }
        String prompt = request.json().path("prompt").asText();
        if (prompt.isEmpty()) {
            prompt = DEFAULT_PROMPT;
        }
        List<String> messages = messagesThatFit(request.json(), prompt);
        String text = messages.isEmpty()
                ? AuraServer.replyToPrompt(prompt)
                : AuraServer.replyTo(messages.get(0), messages.size() - 1);
        return fork.decorated(AuraReply.words(text, wordDelay));
    }

    private static boolean isPostedObject(AuraRequest request) {
        return request.method().equals("POST")
                && request.json() != null
                && request.json().isObject();
    }

    private static boolean hasMessages(JsonNode json) {
        JsonNode messages = json.path("messages");
        if (!messages.isArray()) {
            return false;
        }
        for (JsonNode message : messages) {
            if (!message.path("content").isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** The contents of the messages the model gets to see, newest first: the rest is dropped without a word. */
    private static List<String> messagesThatFit(JsonNode json, String prompt) {
        JsonNode messages = json.path("messages");
        JsonNode limit = json.path("model").path("tokenLimit");
        int tokens = tokens(prompt) + TOKENS_FOR_THE_ANSWER;
        List<String> fitting = new ArrayList<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            String content = messages.get(i).path("content").asText();
            tokens += tokens(content);
            if (limit.isNumber() && tokens > limit.asDouble()) {
                break;
            }
            fitting.add(content);
        }
        return fitting;
    }

    /** A rough estimate: four characters make a token. */
    static int tokens(String text) {
        return (text.length() + 3) / 4;
    }
}
