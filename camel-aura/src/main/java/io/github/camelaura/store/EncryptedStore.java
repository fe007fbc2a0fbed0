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
package io.github.camelaura.store;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of the option {@code credentialStore}, with values that only nodes with the same key can read. The map may be on other machines,
 * so each access may take {@link #ACCESS_SECONDS} and may fail. All changes are compare-and-set.
 *
 * <p>A failed change may or may not have been made. A map may also repeat a change of which it has lost the answer, and refuse its own
 * repetition: then {@link #replace} returns false although it has changed the value. Therefore a caller reads again after false and after an
 * exception, and finds out by an id of its own in the text whether the value is what it wrote.
 *
 * <p>Threads: any. The map is accessed on threads of the executor only. No thread is held longer than an access takes.
 */
public final class EncryptedStore {

    /** The longest time that a caller waits for the map. */
    public static final int ACCESS_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(EncryptedStore.class);

    /**
     * A value of the map.
     *
     * @param raw the value as stored
     * @param text the decrypted value; null if it cannot be decrypted. Callers treat such a value as absent, and replace it
     */
    public record Stored(String raw, String text) {

        /** Does not show the value. */
        @Override
        public String toString() {
            return "Stored";
        }
    }

    private final ConcurrentMap<String, String> map;
    private final StoreKey key;
    private final StoreAccess access;
    private final AtomicBoolean warned = new AtomicBoolean();

    /**
     * @param executor has a thread for each access; never runs a task on the thread of the caller
     * @param clock gives the time in {@link #state()}
     * @param nanoTime gives nanoseconds as {@link System#nanoTime()}
     */
    public EncryptedStore(
            ConcurrentMap<String, String> map, StoreKey key, Executor executor, Clock clock, LongSupplier nanoTime) {
        this(map, key, executor, clock, nanoTime, Duration.ofSeconds(ACCESS_SECONDS));
    }

    /**
     * @param limit the longest time that a caller waits for the map
     */
    EncryptedStore(
            ConcurrentMap<String, String> map,
            StoreKey key,
            Executor executor,
            Clock clock,
            LongSupplier nanoTime,
            Duration limit) {
        this.map = map;
        this.key = key;
        this.access = new StoreAccess(executor, clock, nanoTime, limit);
    }

    /**
     * Reads a value.
     *
     * @param name from {@link StoreKey#name}
     * @return null if there is none
     * @throws StoreException if the map failed or did not answer in time
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public Stored read(String name) throws StoreException, InterruptedException {
        String raw = access.call(() -> map.get(name));
        if (raw == null) {
            return null;
        }
        String text = key.decrypt(name, raw);
        if (text == null && !warned.getAndSet(true)) {
            LOG.warn(
                    "A value in credentialStore is ignored, because it cannot be decrypted. Its name belongs to the key of this node,"
                            + " so someone or something without this key has changed the value. Check who may write to the map. Further values"
                            + " that cannot be decrypted are not reported");
        }
        return new Stored(raw, text);
    }

    /**
     * Changes a value, unless it has changed since it was read. The stored form differs each time, also for the same text.
     *
     * @param name from {@link StoreKey#name}
     * @param old what was read; null if there was none
     * @param text the new value; null to remove the value, which then must have been read
     * @return whether the value was changed; see the class comment about maps that repeat a change
     * @throws StoreException if the map failed or did not answer in time; the value may be changed, also later, unless the message says
     *     that nothing was changed
     * @throws InterruptedException if the thread was interrupted while it waited; the value may be changed, also later
     */
    public boolean replace(String name, Stored old, String text) throws StoreException, InterruptedException {
        if (text == null) {
            String raw = old.raw();
            return access.call(() -> map.remove(name, raw));
        }
        String encrypted = key.encrypt(name, text);
        return old == null
                ? access.call(() -> map.putIfAbsent(name, encrypted)) == null
                : access.call(() -> map.replace(name, old.raw(), encrypted));
    }

    /** Returns whether the map works, for monitoring. Does not access the map. */
    public StoreState state() {
        return access.state();
    }
}
