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
package io.github.camelaura;

import org.apache.camel.spi.Metadata;

/** The headers that the component reads and sets. */
public final class AuraConstants {

    @Metadata(
            label = "producer",
            description = "The id of the model. Overrides the model in the body and the option `model`.",
            javaType = "String")
    public static final String MODEL = "CamelAuraModel";

    @Metadata(
            label = "producer",
            description =
                    "The temperature, from 0 to 2. Overrides the temperature in the body and the option `temperature`.",
            javaType = "Double")
    public static final String TEMPERATURE = "CamelAuraTemperature";

    @Metadata(
            label = "producer",
            description =
                    "The size of the model's context in tokens. Overrides the value in the body and the option `maxTokens`.",
            javaType = "Integer")
    public static final String MAX_TOKENS = "CamelAuraMaxTokens";

    @Metadata(
            label = "producer",
            description =
                    "The system message. Overrides the system messages in the body and the option `systemMessage`.",
            javaType = "String")
    public static final String SYSTEM_MESSAGE = "CamelAuraSystemMessage";

    @Metadata(
            label = "common",
            description = "The id of the stream. Set on each chunk exchange and on the request exchange.",
            javaType = "String")
    public static final String STREAM_ID = "CamelAuraStreamId";

    @Metadata(
            label = "common",
            description =
                    "A key of your own, by which `operation=cancel` finds the stream. Each chunk exchange has it, too. Take it from the authenticated session or generate it at random, because a caller who knows it can cancel the stream.",
            javaType = "String")
    public static final String STREAM_KEY = "CamelAuraStreamKey";

    @Metadata(
            label = "common",
            description =
                    "The id of the conversation. `conversationMemory=true` requires it. Each chunk exchange has it, too. Take it from the authenticated session or generate it at random, because a caller who knows it can read the conversation.",
            javaType = "String")
    public static final String CONVERSATION_ID = "CamelAuraConversationId";

    @Metadata(
            label = "consumer",
            description = "The index of the chunk in its stream, from 0. Set on chunk exchanges of type `onNext`.",
            javaType = "Long")
    public static final String CHUNK_INDEX = "CamelAuraChunkIndex";

    @Metadata(
            label = "consumer",
            description =
                    "The type of the chunk exchange: a chunk (`onNext`), the end of the stream (`onCompleted`) or the failure of the stream (`onError`).",
            javaType = "String",
            enums = "onNext,onCompleted,onError")
    public static final String EVENT_TYPE = "CamelAuraEventType";

    @Metadata(
            label = "common",
            description = "The number of chunks in the reply. Set on the request exchange and on `onCompleted`.",
            javaType = "Long")
    public static final String CHUNK_COUNT = "CamelAuraChunkCount";

    @Metadata(
            label = "common",
            description =
                    "Time from the start of the request to the first chunk, in milliseconds. Set on the request exchange and on `onCompleted`.",
            javaType = "Long")
    public static final String TIME_TO_FIRST_CHUNK = "CamelAuraTimeToFirstChunk";

    @Metadata(
            label = "common",
            description =
                    "Time from the start of the request to the end of the reply, in milliseconds. Set on the request exchange and on `onCompleted`.",
            javaType = "Long")
    public static final String DURATION = "CamelAuraDuration";

    @Metadata(
            label = "common",
            description =
                    "The id of the model that the request named. Set on the request exchange and on `onCompleted`.",
            javaType = "String")
    public static final String RESPONSE_MODEL = "CamelAuraResponseModel";

    /** The value of {@link #EVENT_TYPE} for a chunk. */
    public static final String ON_NEXT = "onNext";

    /** The value of {@link #EVENT_TYPE} for the end of a stream. */
    public static final String ON_COMPLETED = "onCompleted";

    /** The value of {@link #EVENT_TYPE} for a stream that failed. */
    public static final String ON_ERROR = "onError";

    private AuraConstants() {}
}
