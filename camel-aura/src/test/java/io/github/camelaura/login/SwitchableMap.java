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
package io.github.camelaura.login;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A view of a map that counts its changes, and fails as the test says. */
class SwitchableMap extends ConcurrentHashMap<String, String> {

    private static final long serialVersionUID = 1L;

    /** What happens to an access. */
    enum Fault {
        NONE,
        /** It throws. */
        THROWS,
        /** A change throws; a read does not. */
        CHANGE_THROWS,
        /** A change is made, and throws. */
        THROWS_AFTER_CHANGE,
        /** A change is made, and its result says that it was refused. */
        REFUSES_AFTER_CHANGE,
        /** Every second change is made, and its result says that it was refused. */
        REFUSES_AFTER_SOME_CHANGES,
        /** It does not end. */
        HANGS
    }

    private final transient ConcurrentMap<String, String> map;
    private final transient CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private transient volatile Runnable beforeChange = () -> {};
    private transient volatile Runnable beforeNewKey = () -> {};
    private transient volatile Runnable afterNewKey = () -> {};
    transient volatile Fault fault = Fault.NONE;

    SwitchableMap(ConcurrentMap<String, String> map) {
        this.map = map;
    }

    /** Ends the accesses that hang. */
    void release() {
        released.countDown();
    }

    /** Returns the number of changes that were made. */
    int changes() {
        return changes.get();
    }

    /** Returns the number of accesses that have thrown. */
    int failures() {
        return failures.get();
    }

    /** Runs an action before each change. */
    void beforeChange(Runnable action) {
        beforeChange = action;
    }

    /** Runs an action before each further key is added. */
    void beforeNewKey(Runnable action) {
        beforeNewKey = action;
    }

    /** Runs an action after each further key was added. */
    void afterNewKey(Runnable action) {
        afterNewKey = action;
    }

    @Override
    public String get(Object key) {
        if (fault == Fault.HANGS) {
            hang();
        }
        if (fault == Fault.THROWS) {
            throw failure();
        }
        return map.get(key);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        beforeNewKey.run();
        String before = change(() -> map.putIfAbsent(key, value), "another value");
        if (before == null) {
            afterNewKey.run();
        }
        return before;
    }

    @Override
    public boolean replace(String key, String oldValue, String newValue) {
        return change(() -> map.replace(key, oldValue, newValue), false);
    }

    @Override
    public boolean remove(Object key, Object value) {
        return change(() -> map.remove(key, value), false);
    }

    private <T> T change(Supplier<T> change, T refused) {
        if (fault == Fault.HANGS) {
            hang();
        }
        if (fault == Fault.THROWS || fault == Fault.CHANGE_THROWS) {
            throw failure();
        }
        beforeChange.run();
        T result = change.get();
        int count = changes.incrementAndGet();
        if (fault == Fault.THROWS_AFTER_CHANGE) {
            throw failure();
        }
        boolean refuses =
                fault == Fault.REFUSES_AFTER_CHANGE || (fault == Fault.REFUSES_AFTER_SOME_CHANGES && count % 2 == 1);
        return refuses ? refused : result;
    }

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private IllegalStateException failure() {
        failures.incrementAndGet();
        return new IllegalStateException("secret key");
    }
}
