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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a fork of an Aura server, or a proxy in front of it, does otherwise than {@link AuraServer} at first. Pass it to {@link
 * AuraServer#speak}.
 *
 * <pre>{@code
 * server.speak(AuraFork.none().chatPath("/api/v2/chat").requiringFields("botId"));
 * }</pre>
 */
public final class AuraFork {

    /** The header with the id of a service account at {@link #cloudflareAccess}. */
    public static final String ACCESS_ID = "CF-Access-Client-Id";

    /** The header with the secret of a service account at {@link #cloudflareAccess}. */
    public static final String ACCESS_SECRET = "CF-Access-Client-Secret";

    private final String chatPath;
    private final String modelsPath;
    private final Map<String, String> replyHeaders;
    private final List<String> requiredFields;
    private final Map<String, String> requiredHeaders;
    private final AuraReply denial;

    private AuraFork(
            String chatPath,
            String modelsPath,
            Map<String, String> replyHeaders,
            List<String> requiredFields,
            Map<String, String> requiredHeaders,
            AuraReply denial) {
        this.chatPath = chatPath;
        this.modelsPath = modelsPath;
        this.replyHeaders = new LinkedHashMap<>(replyHeaders);
        this.requiredFields = List.copyOf(requiredFields);
        this.requiredHeaders = Map.copyOf(requiredHeaders);
        this.denial = denial;
    }

    /**
     * A server without differences.
     *
     * @return the server to begin with
     */
    public static AuraFork none() {
        return new AuraFork(AuraProtocol.CHAT, AuraProtocol.MODELS, Map.of(), List.of(), Map.of(), null);
    }

    /**
     * smart-chatbot-ui: each streamed reply has {@code Content-Encoding: none} and {@code Content-Type: text/event-stream},
     * although its body is plain text.
     *
     * @return the fork
     */
    public static AuraFork smartChatbotUi() {
        return none().withReplyHeader("Content-Encoding", "none").withReplyHeader("Content-Type", "text/event-stream");
    }

    /**
     * Cloudflare Access in front of the server: a request below {@code /api/} without the two headers of a service account is
     * answered 403, with an HTML page.
     *
     * @param id the value of {@link #ACCESS_ID}
     * @param secret the value of {@link #ACCESS_SECRET}
     * @return the server with the proxy
     */
    public static AuraFork cloudflareAccess(String id, String secret) {
        AuraReply page = AuraReply.status(403, "Forbidden", "<!DOCTYPE html><title>Error - Cloudflare Access</title>")
                .header("Content-Type", "text/html; charset=utf-8");
        return none().requiringHeaders(Map.of(ACCESS_ID, id, ACCESS_SECRET, secret), page);
    }

    /**
     * Moves the chat.
     *
     * @param path its path; {@code /api/chat} is then answered 404
     * @return the changed fork
     */
    public AuraFork chatPath(String path) {
        return new AuraFork(path, modelsPath, replyHeaders, requiredFields, requiredHeaders, denial);
    }

    /**
     * Moves the list of models.
     *
     * @param path its path; {@code /api/models} is then answered 404
     * @return the changed fork
     */
    public AuraFork modelsPath(String path) {
        return new AuraFork(chatPath, path, replyHeaders, requiredFields, requiredHeaders, denial);
    }

    /**
     * Requires fields in the body of a chat request; without one the answer is 400 with JSON that names it.
     *
     * @param names the names of the fields
     * @return the changed fork
     */
    public AuraFork requiringFields(String... names) {
        return new AuraFork(chatPath, modelsPath, replyHeaders, List.of(names), requiredHeaders, denial);
    }

    /**
     * Requires headers in requests below {@code /api/} and to the chat.
     *
     * @param headers the values by the name of the header
     * @param otherwise the answer to a request without them
     * @return the changed fork
     */
    public AuraFork requiringHeaders(Map<String, String> headers, AuraReply otherwise) {
        return new AuraFork(
                chatPath,
                modelsPath,
                replyHeaders,
                requiredFields,
                headers,
                Objects.requireNonNull(otherwise, "otherwise"));
    }

    private AuraFork withReplyHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(replyHeaders);
        more.put(name, value);
        return new AuraFork(chatPath, modelsPath, more, requiredFields, requiredHeaders, denial);
    }

    String chatPath() {
        return chatPath;
    }

    String modelsPath() {
        return modelsPath;
    }

    /** The answer to a request that the proxy does not let through; null if it does. */
    AuraReply denial(AuraRequest request) {
        boolean guarded = request.path().equals(chatPath) || request.path().startsWith("/api/");
        boolean complete = requiredHeaders.entrySet().stream()
                .allMatch(header -> header.getValue().equals(request.header(header.getKey())));
        return guarded && !complete ? denial : null;
    }

    /** The answer to a chat request that lacks a field; null if it has all. */
    AuraReply incomplete(AuraRequest request) {
        return requiredFields.stream()
                .filter(field -> request.json() != null && !request.json().has(field))
                .findFirst()
                .map(field -> AuraReply.status(400, "Bad Request", "{\"error\":\"" + field + " is required\"}")
                        .header("Content-Type", "application/json"))
                .orElse(null);
    }

    /** Adds the headers of the fork to a reply. */
    AuraReply decorated(AuraReply reply) {
        AuraReply decorated = reply;
        for (Map.Entry<String, String> header : replyHeaders.entrySet()) {
            decorated = decorated.header(header.getKey(), header.getValue());
        }
        return decorated;
    }
}
