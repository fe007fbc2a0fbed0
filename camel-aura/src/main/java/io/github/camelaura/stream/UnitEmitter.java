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

import java.util.HashMap;
import java.util.Map;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.stream.ChunkEvent.StreamLineage;

/** Emits the units of one stream to one listener, with their own index and count. Used by one thread at a time. */
final class UnitEmitter {

    private final ChunkEvent.Listener listener;
    private final StreamLineage lineage;
    private final ChunkHeaders headers;
    private long count;

    UnitEmitter(ChunkEvent.Listener listener, StreamLineage lineage, ChunkHeaders headers) {
        this.listener = listener;
        this.lineage = lineage;
        this.headers = headers;
    }

    /** Emits a unit; returns the exception of the listener, or null. */
    Exception emit(String unit) {
        return listener.deliver(new ChunkEvent(lineage, ChunkEvent.Type.NEXT, unit, headers.next(count++)));
    }

    /** Emits the end or the failure of the stream, if the listener wants it. */
    void last(ChunkEvent.Type type, Object body, Map<String, Object> details) {
        if (listener.accepts(type)) {
            listener.deliver(new ChunkEvent(lineage, type, body, headers.last(type, details)));
        }
    }

    /** Returns details of a complete reply, with the number of units as its number of chunks. */
    Map<String, Object> counted(Map<String, Object> details) {
        Map<String, Object> counted = new HashMap<>(details);
        counted.replace(AuraConstants.CHUNK_COUNT, count);
        return counted;
    }
}
