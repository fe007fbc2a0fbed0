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

import io.github.camelaura.unit.UnitSplitter;

/** Emits each unit when it is complete, on the thread that reads the reply. */
final class ImmediateDelivery implements UnitDelivery {

    private final UnitEmitter emitter;
    private final UnitSplitter splitter;
    private final boolean stopOnException;

    ImmediateDelivery(UnitEmitter emitter, UnitSplitter splitter, boolean stopOnException) {
        this.emitter = emitter;
        this.splitter = splitter;
        this.stopOnException = stopOnException;
    }

    @Override
    public Exception add(String chunk) {
        splitter.add(chunk);
        Exception first = null;
        for (String unit = splitter.next(); unit != null; unit = splitter.next()) {
            first = emit(unit, first);
        }
        return first;
    }

    @Override
    public Exception flush() {
        return splitter.isEmpty() ? null : emit(splitter.rest(), null);
    }

    private Exception emit(String unit, Exception earlier) {
        Exception failure = emitter.emit(unit);
        if (failure != null && stopOnException) {
            discard();
        }
        return earlier == null ? failure : earlier;
    }

    @Override
    public void discard() {
        splitter.rest();
    }

    @Override
    public UnitEmitter emitter() {
        return emitter;
    }
}
