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

/** Observes streams, on their threads. It must not block; its failures are only logged. */
public interface StreamObserver {

    /**
     * A request reached the producer.
     *
     * @param asking the exchange of the request; not to be kept, as it may soon be another one's
     */
    void begun(StreamInfo stream, Exchange asking);

    /** A stream has ended. */
    void ended(StreamInfo stream, StreamEnd end);

    /** Whether it observes each chunk, which costs a call per chunk. */
    default boolean wantsChunks() {
        return false;
    }

    /**
     * A chunk arrived that is not the first.
     *
     * @param sinceLast the time from the arrival of the chunk before
     */
    default void chunk(StreamInfo stream, Duration sinceLast) {}
}
