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
package io.github.camelaura.conversation;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelaura.store.Lease;

/**
 * Reads and writes conversations as JSON. A field that is unknown is ignored, so the next release may add fields. The version changes
 * only if this release must neither read nor change a value.
 */
final class ConversationJson {

    private static final int VERSION = 1;

    private static final String REMEDY =
            ". It is neither used nor changed. Remove it with operation=forget, or use a map that only conversations use";

    private static final ObjectMapper JSON = mapper();

    private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

    private ConversationJson() {}

    /** Jackson's limit of 20 million characters would make a conversation with a longer reply unreadable. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
        return mapper;
    }

    /** Returns the beginning of a value, up to the list of the messages, which is its last field. */
    static String head(Conversation conversation) {
        StringBuilder json = new StringBuilder("{\"version\":").append(VERSION).append(",\"origin\":\"");
        QUOTE.quoteAsString(conversation.origin(), json);
        json.append("\",\"lastUse\":").append(conversation.lastUse());
        if (conversation.lease() != null) {
            json.append(",\"lease\":{\"owner\":\"");
            QUOTE.quoteAsString(conversation.lease().owner(), json);
            json.append("\",\"beat\":").append(conversation.lease().beat()).append('}');
        }
        return json.append(",\"messages\":").toString();
    }

    /** Returns the messages of a turn, as they are in the list of the messages. */
    static String messages(PastTurn turn) {
        StringBuilder json = new StringBuilder();
        for (String prompt : turn.prompts()) {
            writeMessage(ConversationMessage.USER, prompt, json);
            json.append("},");
        }
        writeMessage(ConversationMessage.ASSISTANT, turn.reply(), json);
        if (turn.partial()) {
            json.append(",\"partial\":true");
        }
        json.append(",\"turn\":\"");
        QUOTE.quoteAsString(turn.id(), json);
        return json.append("\"}").toString();
    }

    private static void writeMessage(String role, String content, StringBuilder json) {
        json.append("{\"role\":\"").append(role).append("\",\"content\":\"");
        QUOTE.quoteAsString(content, json);
        json.append('"');
    }

    /**
     * Reads a stored value.
     *
     * @throws ConversationException if the value is not a conversation, or has a newer format
     */
    static Stored read(String value) throws ConversationException {
        JsonNode json = object(value);
        JsonNode version = json.path("version");
        if (version.isIntegralNumber() && version.doubleValue() > VERSION) {
            throw new ConversationException("A conversation in conversationStore has the format version "
                    + version.asText() + ", but this node reads version " + VERSION
                    + ". It is neither used nor changed. Upgrade this node, or remove the conversation with"
                    + " operation=forget");
        }
        require(version.isIntegralNumber() && version.intValue() == VERSION, "version is not a valid number");
        require(json.path("origin").isTextual(), "origin is not a text");
        require(
                json.path("lastUse").canConvertToLong() && json.path("lastUse").isIntegralNumber(),
                "lastUse is not a number");
        require(json.path("messages").isArray(), "messages is not a list");
        Conversation conversation = new Conversation(
                json.path("origin").textValue(),
                json.path("lastUse").longValue(),
                lease(json.path("lease")),
                turns(json.path("messages")));
        return Stored.read(value, conversation, isComplete(json, conversation));
    }

    /** Returns whether a value has no other fields and messages than those of a conversation. */
    private static boolean isComplete(JsonNode json, Conversation conversation) {
        int fields = conversation.lease() == null ? 4 : 5;
        int messages = 0;
        for (PastTurn turn : conversation.turns()) {
            messages += turn.size();
        }
        return json.size() == fields && json.path("messages").size() == messages;
    }

    private static JsonNode object(String value) throws ConversationException {
        try {
            JsonNode json = JSON.readTree(value);
            require(json.isObject(), "it is not a JSON object");
            return json;
        } catch (JsonProcessingException e) {
            // without the exception, whose message may contain parts of the conversation
            throw notConversation("it is not JSON");
        }
    }

    private static Lease lease(JsonNode json) throws ConversationException {
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        require(json.path("owner").isTextual(), "lease.owner is not a text");
        require(
                json.path("beat").canConvertToLong() && json.path("beat").isIntegralNumber(),
                "lease.beat is not a number");
        return new Lease(json.path("owner").textValue(), json.path("beat").longValue());
    }

    /** Groups the messages into turns. Messages of the user at the end have no reply, so they are left out. */
    private static List<PastTurn> turns(JsonNode messages) throws ConversationException {
        List<PastTurn> turns = new ArrayList<>();
        List<String> prompts = new ArrayList<>();
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            require(message.path("content").isTextual(), "a message has no content");
            String content = message.path("content").textValue();
            if (role.equals(ConversationMessage.USER)) {
                prompts.add(content);
            } else {
                require(
                        role.equals(ConversationMessage.ASSISTANT),
                        "a message has another role than user or assistant");
                boolean partial = message.path("partial").asBoolean();
                turns.add(new PastTurn(
                        prompts, content, partial, message.path("turn").asText()));
                prompts.clear();
            }
        }
        return turns;
    }

    private static void require(boolean condition, String why) throws ConversationException {
        if (!condition) {
            throw notConversation(why);
        }
    }

    private static ConversationException notConversation(String why) {
        return new ConversationException("A value in conversationStore is not a conversation: " + why + REMEDY);
    }
}
