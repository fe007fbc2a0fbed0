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
package io.github.camelaura.conversation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** A view of a map whose operations fail as the test says. */
final class FaultyMap extends ConcurrentHashMap<String, String> {

    private static final long serialVersionUID = 1L;

    /** What happens to an operation. */
    enum Fault {
        NONE,
        /** It throws. */
        THROWS,
        /** A change is made, and throws. */
        THROWS_AFTER_CHANGE,
        /** A change is refused. */
        REFUSES,
        /** A change is made, and its result says that it was refused. */
        REFUSES_AFTER_CHANGE,
        /** A change is accepted, and not made. */
        LOSES
    }

    private final transient ConcurrentMap<String, String> map;
    transient Fault fault = Fault.NONE;

    FaultyMap(ConcurrentMap<String, String> map) {
        this.map = map;
    }

    @Override
    public String get(Object key) {
        if (fault == Fault.THROWS) {
            throw failure();
        }
        return map.get(key);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        return change(() -> map.putIfAbsent(key, value), null, "another value");
    }

    @Override
    public boolean replace(String key, String oldValue, String newValue) {
        return change(() -> map.replace(key, oldValue, newValue), true, false);
    }

    @Override
    public boolean remove(Object key, Object value) {
        return change(() -> map.remove(key, value), true, false);
    }

    private <T> T change(Supplier<T> change, T accepted, T refused) {
        if (fault == Fault.THROWS) {
            throw failure();
        }
        if (fault == Fault.LOSES) {
            return accepted;
        }
        T result = fault == Fault.REFUSES ? refused : change.get();
        if (fault == Fault.THROWS_AFTER_CHANGE) {
            throw failure();
        }
        return fault == Fault.NONE ? result : refused;
    }

    private static IllegalStateException failure() {
        return new IllegalStateException("secret key", new IllegalArgumentException("secret value"));
    }
}
