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

import java.time.Duration;

import org.apache.camel.Exchange;

/** Observes streams, on their threads. An observer must not block. Its exceptions are only logged. */
public interface StreamObserver {

    /**
     * A request reached the producer.
     *
     * @param asking the request exchange; observers must not keep it, because Camel may reuse it for another message
     */
    void begun(StreamInfo stream, Exchange asking);

    /** A stream has ended. */
    void ended(StreamInfo stream, StreamEnd end);

    /** Returns whether {@link #chunk} is called for each chunk; the default is false, because it costs a call per chunk. */
    default boolean wantsChunks() {
        return false;
    }

    /**
     * A chunk arrived. Not called for the first chunk of a stream.
     *
     * @param sinceLast the time since the arrival of the previous chunk
     */
    default void chunk(StreamInfo stream, Duration sinceLast) {}
}
