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

import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.store.EncryptedStore;
import io.github.camelaura.store.EncryptedStore.Stored;
import io.github.camelaura.store.StoreException;

/**
 * One value of {@code credentialStore}. All changes are compare-and-set. Each access may block for some seconds.
 *
 * @param <T> the type of the state: {@link SharedAccount} or {@link SharedSession}
 */
final class SharedValue<T> {

    private static final Logger LOG = LoggerFactory.getLogger(SharedValue.class);

    /** Nodes change a state a few times per login, so so many refused changes have another cause. */
    static final int MOST_ATTEMPTS = 100;

    private final EncryptedStore store;
    private final String name;
    private final Class<T> type;
    private volatile T last;

    /**
     * A state and how it is stored.
     *
     * @param state null if there is none, or it cannot be read
     */
    record Read<T>(Stored stored, T state) {

        /** Does not show the state. */
        @Override
        public String toString() {
            return "value of credentialStore";
        }
    }

    SharedValue(EncryptedStore store, String name, Class<T> type) {
        this.store = store;
        this.name = name;
        this.type = type;
    }

    String name() {
        return name;
    }

    Read<T> read() throws StoreException, InterruptedException {
        Stored stored = store.read(name);
        if (stored == null || stored.text() == null) {
            return new Read<>(stored, null);
        }
        try {
            T state = SharedJson.read(stored.text(), type);
            last = state;
            return new Read<>(stored, state);
        } catch (IllegalArgumentException e) { // of a release whose format is another one
            LOG.warn("A value in credentialStore is ignored and will be replaced: {}", e.getMessage());
            return new Read<>(stored, null);
        }
    }

    /** Returns the state that was read or written last, without an access to the map; null if there was none. */
    T last() {
        return last;
    }

    /** Changes the state, unless it has changed since it was read; returns whether it was changed. */
    boolean replace(Read<T> old, T state) throws StoreException, InterruptedException {
        boolean replaced = store.replace(name, old.stored(), SharedJson.write(state));
        last = replaced ? state : last;
        return replaced;
    }

    /**
     * Changes the state. A map may perform a change and report that it refused it, so the change must be one that has no effect
     * when it is applied twice.
     *
     * @param change gets the state, or null if there is none; returns null if nothing is to be changed any more
     * @return the state afterwards; null if {@code change} returned null
     */
    T update(UnaryOperator<T> change) throws StoreException, InterruptedException {
        T refused = null;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            Read<T> old = read();
            boolean made = old.state() != null && old.state().equals(refused); // the map had lost its answer
            T changed = made ? refused : change.apply(old.state());
            if (changed == null || changed.equals(old.state()) || replace(old, changed)) {
                return changed;
            }
            refused = changed;
        }
        throw StoreException.refused(MOST_ATTEMPTS);
    }
}
