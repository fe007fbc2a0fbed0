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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.camelaura.unit.IntervalUnits;

/**
 * Emits units on a thread of its own, which {@code chunkInterval} requires: the thread that reads the reply waits for the server when
 * the interval is over.
 *
 * <p>Threads: the thread of the stream adds and flushes; {@link #run} emits on a second one until the end. {@code failure} is
 * written by the second thread before {@code done}.
 */
final class IntervalDelivery implements UnitDelivery, Runnable {

    private final UnitEmitter emitter;
    private final IntervalUnits units;
    private final BooleanSupplier wanted;
    private final Consumer<Exception> onRouteFailure;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Exception failure;

    /**
     * Begins to emit.
     *
     * @param wanted whether the listener still receives chunks
     * @param onRouteFailure ends the stream if its route fails; null if the stream then continues
     */
    static IntervalDelivery start(
            UnitEmitter emitter,
            IntervalUnits units,
            BooleanSupplier wanted,
            Consumer<Exception> onRouteFailure,
            Executor executor) {
        IntervalDelivery delivery = new IntervalDelivery(emitter, units, wanted, onRouteFailure);
        executor.execute(delivery);
        return delivery;
    }

    private IntervalDelivery(
            UnitEmitter emitter, IntervalUnits units, BooleanSupplier wanted, Consumer<Exception> onRouteFailure) {
        this.emitter = emitter;
        this.units = units;
        this.wanted = wanted;
        this.onRouteFailure = onRouteFailure;
    }

    @Override
    public void run() {
        try {
            emitAll();
        } finally {
            done.complete(null);
        }
    }

    private void emitAll() {
        for (String unit = units.take(0); unit != null; unit = units.take(0)) {
            emit(unit);
        }
    }

    private void emit(String unit) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        Exception failed = emitter.emit(unit);
        if (failed != null && onRouteFailure != null) {
            failure = failed;
            units.close();
            onRouteFailure.accept(failed);
        }
    }

    @Override
    public Exception add(String chunk) {
        units.add(chunk);
        return null;
    }

    @Override
    public Exception flush() {
        units.end();
        done.join();
        emitAll(); // what the other thread left if it failed with an error
        return failure;
    }

    @Override
    public void discard() {
        units.close();
        done.join();
    }

    @Override
    public UnitEmitter emitter() {
        return emitter;
    }
}
