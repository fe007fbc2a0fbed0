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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.stream.ChunkEvent.StreamLineage;
import io.github.camelaura.unit.IntervalUnits;

/**
 * Delivers the events of one stream to the consumers of its name, in the order in which they started, and then to
 * {@code streamRepliesTo}. Called by one thread at a time.
 */
final class Delivery {

    private final StreamManager manager;
    private final StreamRequest request;
    private final StreamFailures failures;
    private final Consumer<Throwable> abort;
    private final StreamLineage lineage;
    private final ChunkHeaders headers;
    private final Map<ChunkEvent.Listener, UnitDelivery> units = new HashMap<>();

    /**
     * Makes the delivery of a stream.
     *
     * @param abort ends the stream with a failure, from any thread
     */
    Delivery(
            StreamManager manager,
            StreamRequest request,
            StreamFailures failures,
            String streamId,
            Consumer<Throwable> abort) {
        this.manager = manager;
        this.request = request;
        this.failures = failures;
        this.abort = abort;
        this.lineage = StreamLineage.of(request.exchange(), streamId, request.name());
        this.headers = new ChunkHeaders(request, streamId);
    }

    /**
     * Delivers a chunk.
     *
     * @param index the index of the chunk, from 0
     * @throws AuraStreamException if a route failed and {@code stopOnException} is set
     */
    void chunk(String text, long index) throws AuraStreamException {
        ChunkEvent event = new ChunkEvent(lineage, ChunkEvent.Type.NEXT, text, headers.next(index));
        Exception first = null;
        for (ChunkEvent.Listener listener : manager.listeners(request.name())) {
            first = chunk(event, text, listener, first);
        }
        throwIfStopped(request.repliesTo() == null ? first : chunk(event, text, request.repliesTo(), first));
    }

    private Exception chunk(ChunkEvent event, String text, ChunkEvent.Listener listener, Exception first)
            throws AuraStreamException {
        Exception failed = listener.units().isArrival()
                ? deliver(event, listener)
                : unitsOf(listener).add(text);
        return first == null ? failed : first;
    }

    private void throwIfStopped(Exception failure) throws AuraStreamException {
        if (failure != null && request.settings().stopOnException()) {
            throw failures.route(failure);
        }
    }

    private UnitDelivery unitsOf(ChunkEvent.Listener listener) throws AuraStreamException {
        UnitDelivery known = units.get(listener);
        if (known == null) {
            known = newUnits(listener);
            units.put(listener, known);
        }
        return known;
    }

    private UnitDelivery newUnits(ChunkEvent.Listener listener) throws AuraStreamException {
        UnitEmitter emitter = new UnitEmitter(listener, lineage, new ChunkHeaders(headers, manager.context()));
        boolean stop = request.settings().stopOnException();
        if (listener.units().intervalMillis() == 0) {
            return new ImmediateDelivery(emitter, listener.units().splitter(), stop);
        }
        try {
            return IntervalDelivery.start(
                    emitter,
                    new IntervalUnits(listener.units()),
                    () -> listeners().contains(listener), // its route may stop between two chunks
                    stop ? failure -> abort.accept(failures.route(failure)) : null,
                    manager.threads().executor());
        } catch (RejectedExecutionException e) {
            throw failures.stopped();
        }
    }

    /**
     * Delivers the end of the stream.
     *
     * @param reply the whole reply
     * @param details additional headers
     * @return the details, with the number of units that {@code streamRepliesTo} received if its chunks are shaped
     * @throws AuraStreamException if a route failed to process the last unit and {@code stopOnException} is set
     */
    Map<String, Object> completed(String reply, Map<String, Object> details) throws AuraStreamException {
        if (!request.isChat()) {
            return Map.of(); // not a stream to the caller
        }
        throwIfStopped(flush());
        end(ChunkEvent.Type.COMPLETED, reply, details);
        UnitDelivery ofReplies = units.get(request.repliesTo());
        return ofReplies == null ? details : ofReplies.emitter().counted(details);
    }

    /** Delivers the failure of the stream, after all that was collected before it. */
    void failed(Throwable failure) {
        flush();
        end(ChunkEvent.Type.ERROR, failure, Map.of());
    }

    /** Emits what was collected; returns the exception of the first listener that failed. */
    private Exception flush() {
        Map<ChunkEvent.Listener, UnitDelivery> stopped = new HashMap<>(units);
        Exception first = null;
        for (ChunkEvent.Listener listener : listeners()) {
            UnitDelivery shaped = stopped.remove(listener);
            Exception failed = shaped == null ? null : shaped.flush();
            first = first == null ? failed : first;
        }
        stopped.values().forEach(UnitDelivery::discard);
        return first;
    }

    private void end(ChunkEvent.Type type, Object body, Map<String, Object> details) {
        ChunkEvent event = new ChunkEvent(lineage, type, body, headers.last(type, details));
        for (ChunkEvent.Listener listener : listeners()) {
            UnitDelivery shaped = units.get(listener);
            if (shaped == null) {
                deliver(event, listener);
            } else {
                shaped.emitter().last(type, body, shaped.emitter().counted(details));
            }
        }
    }

    private List<ChunkEvent.Listener> listeners() {
        List<ChunkEvent.Listener> all = new ArrayList<>(manager.listeners(request.name()));
        if (request.repliesTo() != null) {
            all.add(request.repliesTo());
        }
        return all;
    }

    private static Exception deliver(ChunkEvent event, ChunkEvent.Listener listener) {
        return listener.accepts(event.type()) ? listener.deliver(event) : null;
    }
}
