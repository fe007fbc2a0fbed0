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

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

import io.github.camelaura.MalformedInput;
import io.github.camelaura.http.HttpSettings;
import io.github.camelaura.stream.ChunkEvent;
import io.github.camelaura.stream.StreamSettings;

/** The options of an {@code aura:} endpoint; on the component they are the defaults of all its endpoints. */
@UriParams
@Configurer
public class AuraConfiguration extends LoginConfiguration implements Cloneable {

    @UriParam(label = "producer", defaultValue = "openchat_3.6", description = "The id of the model to ask.")
    private String model = "openchat_3.6";

    @UriParam(
            label = "producer",
            description = "The name of the model as the server knows it. By default the id of the model.")
    private String modelName;

    @UriParam(
            label = "producer",
            defaultValue = "24576",
            description =
                    "How long the newest message may be, in characters. A longer one is refused, as the server would drop it without a word.")
    private int maxLength = 24576;

    @UriParam(
            label = "producer",
            defaultValue = "8192",
            description =
                    "The size of the context in tokens, sent as `model.tokenLimit`. The server drops the oldest messages that do not fit, and keeps 768 tokens of it for itself.")
    private int maxTokens = 8192;

    @UriParam(label = "producer", defaultValue = "0.5", description = "The temperature, from 0 to 2.")
    private double temperature = 0.5;

    @UriParam(label = "producer", description = "The system message, used when the messages bring none of their own.")
    private String systemMessage;

    @UriParam(
            label = "producer,security",
            secret = true,
            description =
                    "The caller's own key for the provider behind the server. By default the server uses its own.")
    private String apiKey;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether the body becomes the running stream, an `Iterator` of chunks that the caller alone reads. By default the body becomes the whole reply.")
    private boolean streaming;

    @UriParam(
            label = "producer",
            description = "The URI of an endpoint that also gets every chunk as an exchange of its own.")
    private String streamRepliesTo;

    @UriParam(
            label = "common",
            defaultValue = "false",
            description =
                    "Whether to also emit an exchange when a stream ends: on a consumer to its route, on a producer to `streamRepliesTo`. Its body is the whole reply.")
    private boolean forwardOnCompleted;

    @UriParam(
            label = "common",
            defaultValue = "false",
            description =
                    "Whether to also emit an exchange when a stream fails: on a consumer to its route, on a producer to `streamRepliesTo`. Its body is the exception, which holds the partial reply.")
    private boolean forwardOnError;

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description =
                    "Whether chunk exchanges carry the headers of the message that asked. Headers that belong to HTTP or hold credentials are never copied.")
    private boolean copyHeaders = true;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a chunk that fails in a downstream route ends the stream. By default the stream goes on.")
    private boolean stopOnException;

    @UriParam(
            label = "producer",
            defaultValue = "10000",
            javaType = "java.time.Duration",
            description = "How long connecting may take, TLS and proxy included. 0 for no limit.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "How long to wait for the first chunk once the request is being sent. 0 for no limit.")
    private long firstChunkTimeout = 60_000;

    @UriParam(
            label = "producer",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description =
                    "How long to wait for the server between two chunks. The time that routes take does not count. 0 for no limit.")
    private long chunkTimeout = 60_000;

    @UriParam(
            label = "producer",
            defaultValue = "600000",
            javaType = "java.time.Duration",
            description =
                    "How long the whole request may take from the caller's side, waiting for a slot, a credential and the routes included. 0 for no limit.")
    private long requestTimeout = 600_000;

    @UriParam(
            label = "producer",
            defaultValue = "256",
            description =
                    "How many streams of this endpoint may run at once. More than that wait, without holding a thread, until `requestTimeout`.")
    private int maxConcurrentStreams = 256;

    @UriParam(
            label = "producer",
            defaultValue = "1048576",
            description = "How large a reply may be, in bytes. A larger one is broken off and fails.")
    private int maxReplySize = 1048576;

    @UriParam(
            label = "producer",
            defaultValue = "IGNORE",
            description =
                    "What to do about bytes of a reply that are no UTF-8. A character that is split over two chunks is never malformed.")
    private MalformedInput onMalformedInput = MalformedInput.IGNORE;

    @UriParam(
            label = "producer,security",
            defaultValue = "browser",
            enums = "browser,none",
            description =
                    "Where the credential comes from: `browser`, which logs in with a real browser once the server refuses, `none`, or the reference of a bean (`#name`) that is an `AuraCredentialProcessor` or any `Processor`.")
    private Object credentialProcessor = "browser";

    @UriParam(
            label = "producer,advanced",
            prefix = "http.",
            multiValue = true,
            description = "Options of the HTTP client, with the names that camel-http has for them: TLS"
                    + " (`sslContextParameters`), proxy, authentication, pool, `httpClient.*` and `httpConnection.*`."
                    + " Any other name is refused.")
    private Map<String, Object> httpOptions;

    /**
     * Checks the options that belong to no settings.
     *
     * @throws IllegalArgumentException if an option makes no sense; the message names it
     */
    void validate() {
        StreamSettings.requireAtLeast(1, "maxLength", maxLength);
        if (streaming && streamRepliesTo != null) {
            throw new IllegalArgumentException("Options streaming=true and streamRepliesTo exclude each other: the one"
                    + " gives the chunks to the caller alone, the other to an endpoint");
        }
    }

    StreamSettings streamSettings() {
        return new StreamSettings(
                getBaseUrl(),
                streaming,
                copyHeaders,
                stopOnException,
                connectTimeout,
                firstChunkTimeout,
                chunkTimeout,
                requestTimeout,
                maxConcurrentStreams,
                maxReplySize,
                onMalformedInput);
    }

    HttpSettings httpSettings() {
        return HttpSettings.of(
                getBaseUrl(),
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
            copy.httpOptions = httpOptions == null ? null : new HashMap<>(httpOptions);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
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

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
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
