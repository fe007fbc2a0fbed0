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

/**
 * The state of a running stream at one moment.
 *
 * @param stream the identity of the stream
 * @param phase the current phase
 * @param age the time since the start of the request
 * @param idle the time for which it has been waiting for the server; zero while routes process a chunk
 * @param chunks the number of chunks so far
 */
public record StreamState(StreamInfo stream, StreamPhase phase, Duration age, Duration idle, long chunks) {

    /** The phase of a stream: what it waits for. Most phases have a timeout of their own. */
    public enum StreamPhase {
        /** It waits for earlier requests of its conversation; limited by {@code requestTimeout} alone. */
        TURN,
        /** It waits for one of {@code maxConcurrentStreams} slots; limited by {@code requestTimeout} alone. */
        SLOT,
        /** It waits for the credential processor; limited by {@code requestTimeout} alone. */
        CREDENTIAL,
        /** It waits for a connection; limited by {@code connectTimeout}. */
        CONNECT,
        /** It waits for the first chunk; limited by {@code firstChunkTimeout}. */
        FIRST_CHUNK,
        /** It waits for the next chunk; limited by {@code chunkTimeout}. */
        CHUNK,
        /** It waits for the routes that process a chunk, or for the reader of the stream; limited by {@code requestTimeout} alone. */
        ROUTES
    }
}
