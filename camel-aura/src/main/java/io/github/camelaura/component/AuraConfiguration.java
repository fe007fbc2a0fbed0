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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.MalformedInput;
import io.github.camelaura.StreamFormat;
import io.github.camelaura.call.RefusalRules;
import io.github.camelaura.conversation.ConversationSettings;
import io.github.camelaura.http.HttpSettings;
import io.github.camelaura.stream.ChunkEvent;
import io.github.camelaura.stream.StreamSettings;
import io.github.camelaura.unit.UnitSettings;

/** The options of an {@code aura:} endpoint. On the component they are the defaults for all its endpoints. */
@UriParams
@Configurer
public class AuraConfiguration extends LoginConfiguration implements Cloneable {

    @UriParam(
            label = "producer,server",
            defaultValue = "/api/chat",
            description =
                    "The path of the chat below `baseUrl`, for a fork of the server with another one, such as `/api/v2/chat`.")
    private String chatPath = "/api/chat";

    @UriParam(
            label = "producer,server",
            defaultValue = "/api/models",
            description = "The path of the list of models below `baseUrl`, for a fork of the server with another one.")
    private String modelsPath = "/api/models";

    @UriParam(
            label = "producer,model",
            defaultValue = "openchat_3.6",
            description = "The id of the model that answers the prompt.")
    private String model = "openchat_3.6";

    @UriParam(
            label = "producer,model",
            description = "The name of the model as the server knows it. By default the value of `model`.")
    private String modelName;

    @UriParam(
            label = "producer,model",
            defaultValue = "24576",
            description =
                    "Maximum length of the newest message, in characters. A longer message fails before it is sent, because the server would drop it without an error.")
    private int maxLength = 24576;

    @UriParam(
            label = "producer,model",
            defaultValue = "8192",
            description =
                    "The size of the model's context in tokens, sent as `model.tokenLimit`. It does not limit the reply. The server reserves a part of it for the reply and drops the oldest messages that do not fit into the rest.")
    private int maxTokens = 8192;

    @UriParam(
            label = "producer,model",
            defaultValue = "0.5",
            description =
                    "The temperature, from 0 to 2. Servers with a version of chatbot-ui before May 2023 ignore it.")
    private double temperature = 0.5;

    @UriParam(label = "producer,model", description = "The system message for requests whose messages contain none.")
    private String systemMessage;

    @UriParam(
            label = "producer,security",
            description =
                    "What a body in JSON, a Map or a List of Map may set: `system` (messages of the role system or developer), `model`, `temperature`, `maxTokens`, separated by commas. By default nothing, because the body may come from a caller of the route.")
    private String bodyMaySet;

    @UriParam(
            label = "producer,security",
            description =
                    "The ids of the models that a body or the header `CamelAuraModel` may name, separated by commas. The option `model` is always allowed. By default any model is allowed.")
    private String allowedModels;

    @UriParam(
            label = "producer,security",
            secret = true,
            description =
                    "Your own API key for the provider behind the server. By default the server uses its own key.")
    private String apiKey;

    @UriParam(
            label = "producer,security",
            secret = true,
            prefix = "additionalHeader.",
            multiValue = true,
            description =
                    "Headers that each request to the origin of `baseUrl` carries, by their names, as in `additionalHeader.CF-Access-Client-Id=...`, for a proxy or gateway in front of the server. The browser of a login does not send them.")
    private Map<String, Object> additionalHeader;

    @UriParam(
            label = "producer,server",
            prefix = "additionalBodyProperty.",
            multiValue = true,
            description =
                    "Fields that a fork of the server requires in the JSON of a request, as in `additionalBodyProperty.botId=7`. A value that is JSON is sent as JSON, other text as text.")
    private Map<String, Object> additionalBodyProperty;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "false",
            description =
                    "Whether the body becomes the running stream, an `Iterator` of chunks that only this exchange reads. By default the body becomes the whole reply.")
    private boolean streaming;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "iterator",
            enums = "iterator,text,sse,ndjson",
            description =
                    "What the body of `streaming=true` is: an `Iterator` of chunks, or, for an HTTP front end, an `InputStream` with its `Content-Type`: the `text`, server-sent events (`sse`), or one JSON object in each line (`ndjson`).")
    private StreamFormat streamFormat = StreamFormat.ITERATOR;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "15000",
            javaType = "java.time.Duration",
            description =
                    "The time without a chunk after which `streamFormat=sse` writes a comment. It keeps connections through proxies open and detects clients that have disconnected. 0 for no comments.")
    private long keepAliveInterval = 15_000;

    @UriParam(
            label = "producer,chunks",
            description = "The URI of an endpoint that also receives each chunk as a separate exchange.")
    private String streamRepliesTo;

    @UriParam(
            label = "common,chunks",
            defaultValue = "false",
            description =
                    "Whether to emit one more exchange when a stream ends. Its body is the whole reply. A consumer sends it to its route, a producer to `streamRepliesTo`.")
    private boolean forwardOnCompleted;

    @UriParam(
            label = "common,chunks",
            defaultValue = "false",
            description =
                    "Whether to emit one more exchange when a stream fails. Its body is the exception, which contains the partial reply. A consumer sends it to its route, a producer to `streamRepliesTo`.")
    private boolean forwardOnError;

    @UriParam(
            label = "common,chunks",
            defaultValue = "arrival",
            enums = "arrival,line,sentence,paragraph",
            description =
                    "When a chunk is complete: as it arrives from the server, or at the end of a line, a sentence or a paragraph. A consumer applies it to the chunks of its route, a producer to those of `streaming=true` and of `streamRepliesTo`.")
    private ChunkUnit chunkUnit = ChunkUnit.ARRIVAL;

    @UriParam(
            label = "common,chunks",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "The time after which a chunk is emitted even if its unit is not complete. With `chunkUnit=arrival` it groups the text that arrives within this time. While a route is busy, the next chunk grows. 0 for no interval.")
    private long chunkInterval;

    @UriParam(
            label = "common,chunks",
            defaultValue = "0",
            description = "Minimum length of a chunk in characters. A shorter unit is joined with the next one.")
    private int chunkMinLength;

    @UriParam(
            label = "common,chunks",
            description =
                    "The language of the replies for `chunkUnit=sentence`, such as `en`, `de` or `pt-BR`. It selects the abbreviations whose full stop ends no sentence. By default those of all known languages.")
    private String chunkLocale;

    @UriParam(
            label = "producer,conversation",
            defaultValue = "false",
            description =
                    "Whether a request includes the past turns of its conversation, whose id is in the header `CamelAuraConversationId`. A turn is saved when its stream is complete. The body then contains messages of the user only.")
    private boolean conversationMemory;

    @UriParam(
            label = "producer,conversation",
            description =
                    "The map of the conversations: a `ConcurrentMap` whose keys and values are strings, such as a map of Hazelcast that several nodes share. By default a map in memory with the 1000 conversations used last.")
    private ConcurrentMap<String, String> conversationStore;

    @UriParam(
            label = "producer,conversation",
            defaultValue = "100",
            description =
                    "Maximum number of past messages of a conversation. The oldest turns are removed first, each as a whole. 0 for no limit.")
    private int maxHistoryMessages = 100;

    @UriParam(
            label = "producer,conversation",
            defaultValue = "0",
            description =
                    "Maximum size of the past messages of a conversation in tokens, which count as four characters each. 0 for no limit.")
    private int maxHistoryTokens;

    @UriParam(
            label = "producer,conversation",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description = "The time after its last use when a conversation is removed. 0 for never.")
    private long conversationTtl;

    @UriParam(
            label = "producer,conversation",
            defaultValue = "false",
            description =
                    "Whether to save a turn whose stream failed, too, with the part of the reply that arrived. `operation=history` marks it with `partial`.")
    private boolean keepPartialReply;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "true",
            description =
                    "Whether to copy the headers of the request message to the chunk exchanges. HTTP headers and headers that hold credentials are never copied.")
    private boolean copyHeaders = true;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "false",
            description =
                    "Whether a chunk that fails in a downstream route ends the stream. By default the stream continues.")
    private boolean stopOnException;

    @UriParam(
            label = "producer,limits",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "Maximum time for opening a connection, including TLS and proxy. 0 for no limit.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer,limits",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description =
                    "Maximum time to wait for the first chunk, from the moment the request is sent. 0 for no limit.")
    private long firstChunkTimeout = 60_000;

    @UriParam(
            label = "producer,limits",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description =
                    "Maximum time to wait for the server between two chunks. The time that routes take to process a chunk does not count. 0 for no limit.")
    private long chunkTimeout = 60_000;

    @UriParam(
            label = "producer,limits",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description =
                    "Maximum time for the whole request, including the wait for a free slot, the wait for a credential and the time in routes. 0 for no limit.")
    private long requestTimeout = 600_000;

    @UriParam(
            label = "producer,limits",
            defaultValue = "256",
            description =
                    "Maximum number of concurrent streams of this endpoint. Further requests wait for a slot until `requestTimeout`, without holding a thread.")
    private int maxConcurrentStreams = 256;

    @UriParam(
            label = "producer,limits",
            defaultValue = "-1",
            description =
                    "Maximum number of requests of this endpoint that wait for a slot of `maxConcurrentStreams`. A further request fails at once with an `AuraOverloadException`. -1 for no limit.")
    private int maxWaitingStreams = -1;

    @UriParam(
            label = "producer,limits",
            defaultValue = "1048576",
            description = "Maximum size of a reply in bytes. A larger reply is aborted and the request fails.")
    private int maxReplySize = 1048576;

    @UriParam(
            label = "producer,chunks",
            defaultValue = "IGNORE",
            description =
                    "How to handle malformed UTF-8 in a reply: ignore it, replace it with the replacement character, or fail the stream. A character that is split over two chunks is not malformed.")
    private MalformedInput onMalformedInput = MalformedInput.IGNORE;

    @UriParam(
            label = "producer,server",
            defaultValue = "false",
            description =
                    "Whether a response of the type `text/html` can be a reply. By default it is a login page. A body that begins with a doctype or `<html` is always a login page.")
    private boolean acceptHtmlReply;

    @UriParam(
            label = "producer,login",
            defaultValue = "401,403",
            description =
                    "The status codes with which the server rejects the credential or requires a login, separated by commas. A list replaces the default. A status from 500 on counts only if `refusedPattern` matches too. A redirect to a login and an HTML page always count.")
    private String refusedStatusCodes = "401,403";

    @UriParam(
            label = "producer,login",
            description =
                    "A Java regular expression. A response that is not 2xx, with a status below 500, rejects the credential if its reason phrase or the first 8 KiB of its body contain a match.")
    private String refusedPattern;

    @UriParam(
            label = "producer,security",
            defaultValue = "browser",
            enums = "browser,none",
            description =
                    "The source of the credential: `browser` logs in with a real browser when the server rejects a request, `none` sends no credential, and `#name` refers to a bean that is an `AuraCredentialProcessor` or any `Processor`.")
    private Object credentialProcessor = "browser";

    @UriParam(
            label = "producer,advanced",
            prefix = "http.",
            multiValue = true,
            description =
                    "Options of the HTTP client with the names of camel-http: TLS (`sslContextParameters`), proxy, authentication, connection pool, and names with the prefix `httpClient` or `httpConnection`. Any other name is an error.")
    private Map<String, Object> httpOptions;

    /**
     * Checks the options that no settings record checks.
     *
     * @throws IllegalArgumentException if an option is invalid; the message names it
     */
    void validate() {
        StreamSettings.requireAtLeast(1, "maxLength", maxLength);
        StreamSettings.requireAtLeast(1, "maxTokens", maxTokens);
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("Option temperature must be from 0 to 2, but is " + temperature);
        }
        if (streaming && streamRepliesTo != null) {
            throw new IllegalArgumentException(
                    "Options streaming=true and streamRepliesTo cannot be combined: streaming"
                            + " returns the chunks only to the caller, streamRepliesTo sends them to an endpoint");
        }
    }

    RefusalRules refusalRules() {
        return RefusalRules.of(refusedStatusCodes, refusedPattern);
    }

    RequestRules requestRules() {
        return RequestRules.of(bodyMaySet, allowedModels, model);
    }

    /** Returns the options of streams; only a chat has a body that streams. */
    StreamSettings streamSettings(boolean chat) {
        return new StreamSettings(
                getBaseUrl(),
                model,
                streaming && chat,
                chat ? streamFormat : StreamFormat.ITERATOR,
                keepAliveInterval,
                copyHeaders,
                stopOnException,
                connectTimeout,
                firstChunkTimeout,
                chunkTimeout,
                requestTimeout,
                maxConcurrentStreams,
                maxWaitingStreams,
                maxReplySize,
                onMalformedInput,
                unitSettings());
    }

    ConversationSettings conversationSettings() {
        return new ConversationSettings(maxHistoryMessages, maxHistoryTokens, conversationTtl, keepPartialReply);
    }

    UnitSettings unitSettings() {
        return UnitSettings.of(chunkUnit, chunkInterval, chunkMinLength, chunkLocale);
    }

    HttpSettings httpSettings() {
        return HttpSettings.of(
                getBaseUrl(),
                chatPath,
                modelsPath,
                HeaderOptions.read(this),
                proxySettings(),
                connectTimeout,
                maxConcurrentStreams,
                httpOptions == null ? Map.of() : httpOptions);
    }

    boolean wants(ChunkEvent.Type type) {
        return switch (type) {
            case NEXT -> true;
            case COMPLETED -> forwardOnCompleted;
            case ERROR -> forwardOnError;
        };
    }

    AuraConfiguration copy() {
        try {
            AuraConfiguration copy = (AuraConfiguration) clone();
            copy.httpOptions = copy(httpOptions);
            copy.additionalHeader = copy(additionalHeader);
            copy.additionalBodyProperty = copy(additionalBodyProperty);
            copy.setLoginField(copy(getLoginField()));
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    private static Map<String, Object> copy(Map<String, Object> options) {
        return options == null ? null : new HashMap<>(options);
    }

    public String getChatPath() {
        return chatPath;
    }

    public void setChatPath(String chatPath) {
        this.chatPath = chatPath;
    }

    public String getModelsPath() {
        return modelsPath;
    }

    public void setModelsPath(String modelsPath) {
        this.modelsPath = modelsPath;
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getModelName() {
        return modelName;
    }

    public void setModelName(String modelName) {
        this.modelName = modelName;
    }

    public int getMaxLength() {
        return maxLength;
    }

    public void setMaxLength(int maxLength) {
        this.maxLength = maxLength;
    }

    public int getMaxTokens() {
        return maxTokens;
    }

    public void setMaxTokens(int maxTokens) {
        this.maxTokens = maxTokens;
    }

    public double getTemperature() {
        return temperature;
    }

    public void setTemperature(double temperature) {
        this.temperature = temperature;
    }

    public String getSystemMessage() {
        return systemMessage;
    }

    public void setSystemMessage(String systemMessage) {
        this.systemMessage = systemMessage;
    }

    public String getBodyMaySet() {
        return bodyMaySet;
    }

    public void setBodyMaySet(String bodyMaySet) {
        this.bodyMaySet = bodyMaySet;
    }

    public String getAllowedModels() {
        return allowedModels;
    }

    public void setAllowedModels(String allowedModels) {
        this.allowedModels = allowedModels;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public Map<String, Object> getAdditionalHeader() {
        return additionalHeader;
    }

    public void setAdditionalHeader(Map<String, Object> additionalHeader) {
        this.additionalHeader = additionalHeader;
    }

    public Map<String, Object> getAdditionalBodyProperty() {
        return additionalBodyProperty;
    }

    public void setAdditionalBodyProperty(Map<String, Object> additionalBodyProperty) {
        this.additionalBodyProperty = additionalBodyProperty;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public boolean isConversationMemory() {
        return conversationMemory;
    }

    public void setConversationMemory(boolean conversationMemory) {
        this.conversationMemory = conversationMemory;
    }

    public ConcurrentMap<String, String> getConversationStore() {
        return conversationStore;
    }

    public void setConversationStore(ConcurrentMap<String, String> conversationStore) {
        this.conversationStore = conversationStore;
    }

    public int getMaxHistoryMessages() {
        return maxHistoryMessages;
    }

    public void setMaxHistoryMessages(int maxHistoryMessages) {
        this.maxHistoryMessages = maxHistoryMessages;
    }

    public int getMaxHistoryTokens() {
        return maxHistoryTokens;
    }

    public void setMaxHistoryTokens(int maxHistoryTokens) {
        this.maxHistoryTokens = maxHistoryTokens;
    }

    public long getConversationTtl() {
        return conversationTtl;
    }

    public void setConversationTtl(long conversationTtl) {
        this.conversationTtl = conversationTtl;
    }

    public boolean isKeepPartialReply() {
        return keepPartialReply;
    }

    public void setKeepPartialReply(boolean keepPartialReply) {
        this.keepPartialReply = keepPartialReply;
    }

    public StreamFormat getStreamFormat() {
        return streamFormat;
    }

    public void setStreamFormat(StreamFormat streamFormat) {
        this.streamFormat = streamFormat;
    }

    public long getKeepAliveInterval() {
        return keepAliveInterval;
    }

    public void setKeepAliveInterval(long keepAliveInterval) {
        this.keepAliveInterval = keepAliveInterval;
    }

    public String getStreamRepliesTo() {
        return streamRepliesTo;
    }

    public void setStreamRepliesTo(String streamRepliesTo) {
        this.streamRepliesTo = streamRepliesTo;
    }

    public boolean isForwardOnCompleted() {
        return forwardOnCompleted;
    }

    public void setForwardOnCompleted(boolean forwardOnCompleted) {
        this.forwardOnCompleted = forwardOnCompleted;
    }

    public boolean isForwardOnError() {
        return forwardOnError;
    }

    public void setForwardOnError(boolean forwardOnError) {
        this.forwardOnError = forwardOnError;
    }

    public ChunkUnit getChunkUnit() {
        return chunkUnit;
    }

    public void setChunkUnit(ChunkUnit chunkUnit) {
        this.chunkUnit = chunkUnit;
    }

    public long getChunkInterval() {
        return chunkInterval;
    }

    public void setChunkInterval(long chunkInterval) {
        this.chunkInterval = chunkInterval;
    }

    public int getChunkMinLength() {
        return chunkMinLength;
    }

    public void setChunkMinLength(int chunkMinLength) {
        this.chunkMinLength = chunkMinLength;
    }

    public String getChunkLocale() {
        return chunkLocale;
    }

    public void setChunkLocale(String chunkLocale) {
        this.chunkLocale = chunkLocale;
    }

    public boolean isCopyHeaders() {
        return copyHeaders;
    }

    public void setCopyHeaders(boolean copyHeaders) {
        this.copyHeaders = copyHeaders;
    }

    public boolean isStopOnException() {
        return stopOnException;
    }

    public void setStopOnException(boolean stopOnException) {
        this.stopOnException = stopOnException;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getFirstChunkTimeout() {
        return firstChunkTimeout;
    }

    public void setFirstChunkTimeout(long firstChunkTimeout) {
        this.firstChunkTimeout = firstChunkTimeout;
    }

    public long getChunkTimeout() {
        return chunkTimeout;
    }

    public void setChunkTimeout(long chunkTimeout) {
        this.chunkTimeout = chunkTimeout;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public int getMaxConcurrentStreams() {
        return maxConcurrentStreams;
    }

    public void setMaxConcurrentStreams(int maxConcurrentStreams) {
        this.maxConcurrentStreams = maxConcurrentStreams;
    }

    public int getMaxWaitingStreams() {
        return maxWaitingStreams;
    }

    public void setMaxWaitingStreams(int maxWaitingStreams) {
        this.maxWaitingStreams = maxWaitingStreams;
    }

    public int getMaxReplySize() {
        return maxReplySize;
    }

    public void setMaxReplySize(int maxReplySize) {
        this.maxReplySize = maxReplySize;
    }

    public MalformedInput getOnMalformedInput() {
        return onMalformedInput;
    }

    public void setOnMalformedInput(MalformedInput onMalformedInput) {
        this.onMalformedInput = onMalformedInput;
    }

    public boolean isAcceptHtmlReply() {
        return acceptHtmlReply;
    }

    public void setAcceptHtmlReply(boolean acceptHtmlReply) {
        this.acceptHtmlReply = acceptHtmlReply;
    }

    public String getRefusedStatusCodes() {
        return refusedStatusCodes;
    }

    public void setRefusedStatusCodes(String refusedStatusCodes) {
        this.refusedStatusCodes = refusedStatusCodes;
    }

    public String getRefusedPattern() {
        return refusedPattern;
    }

    public void setRefusedPattern(String refusedPattern) {
        this.refusedPattern = refusedPattern;
    }

    public Object getCredentialProcessor() {
        return credentialProcessor;
    }

    public void setCredentialProcessor(Object credentialProcessor) {
        this.credentialProcessor = credentialProcessor;
    }

    public Map<String, Object> getHttpOptions() {
        return httpOptions;
    }

    public void setHttpOptions(Map<String, Object> httpOptions) {
        this.httpOptions = httpOptions;
    }
}
