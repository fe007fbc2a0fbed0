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
package io.github.camelaura.stream;

import java.util.Locale;

import io.github.camelaura.MalformedInput;
import io.github.camelaura.StreamFormat;
import io.github.camelaura.unit.UnitSettings;

/**
 * The options of the streams of an endpoint. All times are in milliseconds; 0 means no limit.
 *
 * @param baseUrl the address of the server, for messages
 * @param model the id of the model of requests that name none
 * @param streaming whether the body becomes the running stream
 * @param format what the running stream is
 * @param keepAliveInterval the time without a chunk after which server-sent events have a comment
 * @param copyHeaders whether chunk exchanges carry the headers of the request message
 * @param stopOnException whether the stream ends when a route fails to process a chunk
 * @param connectTimeout the time to connect
 * @param firstChunkTimeout the time to wait for the first chunk
 * @param chunkTimeout the time to wait for each further chunk
 * @param requestTimeout the time for the whole request
 * @param maxConcurrentStreams the maximum number of concurrent streams
 * @param maxWaitingStreams the maximum number of requests that wait for a slot; -1 for no limit
 * @param maxReplySize the maximum size of a reply in bytes
 * @param onMalformedInput how to handle malformed UTF-8
 * @param units how the chunks of the body are shaped ({@code streaming=true})
 */
public record StreamSettings(
        String baseUrl,
        String model,
        boolean streaming,
        StreamFormat format,
        long keepAliveInterval,
        boolean copyHeaders,
        boolean stopOnException,
        long connectTimeout,
        long firstChunkTimeout,
        long chunkTimeout,
        long requestTimeout,
        int maxConcurrentStreams,
        int maxWaitingStreams,
        int maxReplySize,
        MalformedInput onMalformedInput,
        UnitSettings units) {

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a number is too small, or a format is not for this body; the message names the option
     */
    public StreamSettings {
        if (format != StreamFormat.ITERATOR && !streaming) {
            throw new IllegalArgumentException(
                    "Option streamFormat=" + format.name().toLowerCase(Locale.ROOT)
                            + " requires streaming=true: without it, the body is the whole reply. Set streaming=true or streamFormat=iterator for"
                            + " this endpoint");
        }
        requireAtLeast(0, "keepAliveInterval", keepAliveInterval);
        requireAtLeast(1, "maxConcurrentStreams", maxConcurrentStreams);
        requireAtLeast(-1, "maxWaitingStreams", maxWaitingStreams);
        requireAtLeast(1, "maxReplySize", maxReplySize);
        requireAtLeast(0, "connectTimeout", connectTimeout);
        requireAtLeast(0, "firstChunkTimeout", firstChunkTimeout);
        requireAtLeast(0, "chunkTimeout", chunkTimeout);
        requireAtLeast(0, "requestTimeout", requestTimeout);
    }

    /** Returns the time after which the reader of a running stream has to show that it lives; 0 for never. */
    long idleMillis() {
        return format == StreamFormat.SSE ? keepAliveInterval : 0;
    }

    /**
     * Checks an option that is a number.
     *
     * @throws IllegalArgumentException if the value is smaller; the message names the option
     */
    public static void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw new IllegalArgumentException("Option " + option + " must be at least " + least + ", but is " + value);
        }
    }
}
