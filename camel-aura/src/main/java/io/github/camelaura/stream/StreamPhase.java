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

/** What a stream is waiting for; most phases have a time-out of their own. */
public enum StreamPhase {
    /** One of {@code maxConcurrentStreams}; limited by {@code requestTimeout} alone. */
    SLOT,
    /** The credential processor; limited by {@code requestTimeout} alone. */
    CREDENTIAL,
    /** A connection: {@code connectTimeout}. */
    CONNECT,
    /** The first chunk: {@code firstChunkTimeout}. */
    FIRST_CHUNK,
    /** The next chunk: {@code chunkTimeout}. */
    CHUNK,
    /** The routes that process a chunk, or the reader of the stream; limited by {@code requestTimeout} alone. */
    ROUTES
}
