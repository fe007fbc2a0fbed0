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

import java.util.AbstractMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.github.camelaura.store.Lease;

/**
 * A map in memory that removes the least recently used entries beyond its size. An entry that was used within the last 15 seconds
 * stays even then: its turn may be running, and renews its lease more often. Camel's {@code SimpleLRUCache} is not a
 * {@code ConcurrentMap}, does not count reads, and may remove an entry whose turn is running.
 *
 * <p>Threads: any. The lock guards the entries; no other code runs under it.
 */
public final class BoundedStore extends AbstractMap<String, String> implements ConcurrentMap<String, String> {

    private record Used(String value, long time) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Used> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxSize;
    private final LongSupplier nanoTime;

    /**
     * Makes an empty map.
     *
     * @param maxSize the number of entries, at least 1
     */
    public BoundedStore(int maxSize) {
        this(maxSize, System::nanoTime);
    }

    BoundedStore(int maxSize, LongSupplier nanoTime) {
        this.maxSize = maxSize;
        this.nanoTime = nanoTime;
    }

    @Override
    public String get(Object key) {
        return update((String) key, UnaryOperator.identity()); // counts as a use
    }

    @Override
    public boolean containsKey(Object key) {
        lock.lock();
        try {
            return entries.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String put(String key, String value) {
        Objects.requireNonNull(value);
        return update(key, old -> value);
    }

    @Override
    public String putIfAbsent(String key, String value) {
        Objects.requireNonNull(value);
        return update(key, old -> old == null ? value : old);
    }

    @Override
    public String replace(String key, String value) {
        Objects.requireNonNull(value);
        return update(key, old -> old == null ? null : value);
    }

    @Override
    public boolean replace(String key, String oldValue, String newValue) {
        Objects.requireNonNull(newValue);
        return oldValue.equals(update(key, old -> oldValue.equals(old) ? newValue : old));
    }

    @Override
    public String remove(Object key) {
        return update((String) key, old -> null);
    }

    @Override
    public boolean remove(Object key, Object value) {
        return value != null && value.equals(update((String) key, old -> value.equals(old) ? null : old));
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Returns a copy. */
    @Override
    public Set<Entry<String, String>> entrySet() {
        lock.lock();
        try {
            return entries.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), entry.getValue().value()))
                    .collect(Collectors.toUnmodifiableSet());
        } finally {
            lock.unlock();
        }
    }

    /** Does not show keys and values, which may be confidential. */
    @Override
    public String toString() {
        return "BoundedStore[" + size() + " entries]";
    }

    /**
     * Replaces the value of a key. Null means that the key has no value.
     *
     * @param change a function of this class
     * @return the value before
     */
    private String update(String key, UnaryOperator<String> change) {
        Objects.requireNonNull(key);
        lock.lock();
        try {
            Used used = entries.get(key);
            String old = used == null ? null : used.value();
            String changed = change.apply(old);
            if (changed == null) {
                entries.remove(key);
            } else {
                long now = nanoTime.getAsLong();
                entries.put(key, new Used(changed, now));
                removeEldest(now);
            }
            return old;
        } finally {
            lock.unlock();
        }
    }

    private void removeEldest(long now) {
        Iterator<Used> eldest = entries.values().iterator();
        while (entries.size() > maxSize && now - eldest.next().time() >= TimeUnit.MILLISECONDS.toNanos(Lease.MILLIS)) {
            eldest.remove();
        }
    }
}
