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

/** Who is told what happens to a stream. */
public interface ChunkListener {

    /** Whether this listener wants events of this type. */
    boolean accepts(ChunkEvent.Type type);

    /**
     * Processes an event to its end. Called by one thread at a time for each stream, and by several streams at once.
     *
     * @return the exception that the event's exchange ended with, or null; it has been reported
     */
    Exception deliver(ChunkEvent event);
}
