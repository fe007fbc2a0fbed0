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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelaura.store.EncryptedStore.Stored;
import io.github.camelaura.support.LogCapture;

class EncryptedStoreTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final StoreKey key = StoreKeys.key();
    private final String name = key.name("session", "a");
    private final ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
    private final EncryptedStore store = store(map, key);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void absentValueIsNull() throws Exception {
        assertThat(store.read(name)).isNull();
    }

    @Test
    void anotherNodeReadsTheValue() throws Exception {
        assertThat(store.replace(name, null, "topsecret")).isTrue();

        Stored stored = store(map, StoreKeys.key()).read(name);

        assertThat(stored.text()).isEqualTo("topsecret");
        assertThat(stored.raw()).isEqualTo(map.get(name)).doesNotContain("topsecret");
        assertThat(map).containsOnlyKeys(name);
        assertThat(store.state()).isEqualTo(StoreState.WORKING);
    }

    @Test
    void valueIsAddedOnlyIfThereIsNone() throws Exception {
        store.replace(name, null, "first");

        assertThat(store.replace(name, null, "second")).isFalse();

        assertThat(store.read(name).text()).isEqualTo("first");
    }

    @Test
    void valueIsReplacedOnlyIfItIsTheOneThatWasRead() throws Exception {
        store.replace(name, null, "first");
        Stored first = store.read(name);

        assertThat(store.replace(name, first, "second")).isTrue();
        assertThat(store.replace(name, first, "third")).isFalse();

        assertThat(store.read(name).text()).isEqualTo("second");
    }

    @Test
    void valueThatWasWrittenAgainWithTheSameTextHasChanged() throws Exception {
        store.replace(name, null, "same");
        Stored first = store.read(name);

        assertThat(store.replace(name, first, "same")).isTrue();
        assertThat(store.replace(name, first, "other")).isFalse();
    }

    @Test
    void valueIsRemovedOnlyIfItIsTheOneThatWasRead() throws Exception {
        store.replace(name, null, "first");
        Stored first = store.read(name);
        store.replace(name, first, "second");

        assertThat(store.replace(name, first, null)).isFalse();
        assertThat(store.replace(name, store.read(name), null)).isTrue();

        assertThat(map).isEmpty();
    }

    @Test
    void valueThatWasRemovedIsNotReplaced() throws Exception {
        store.replace(name, null, "first");
        Stored first = store.read(name);
        map.clear();

        assertThat(store.replace(name, first, "second")).isFalse();
        assertThat(map).isEmpty();
    }

    @Test
    void valueThatCannotBeDecryptedCanBeReplacedAndRemoved() throws Exception {
        for (String garbage :
                List.of("garbage", "", StoreKeys.key(7).encrypt(name, "text"), key.encrypt("n", "text"))) {
            map.put(name, garbage);
            Stored stored = store.read(name);
            assertThat(stored).isEqualTo(new Stored(garbage, null));

            assertThat(store.replace(name, stored, "text")).isTrue();
            assertThat(store.read(name).text()).isEqualTo("text");

            map.put(name, garbage);
            assertThat(store.replace(name, store.read(name), null)).isTrue();
            assertThat(map).isEmpty();
        }
    }

    @Test
    void eachStoreWarnsOnceOfValuesThatCannotBeDecrypted() throws Exception {
        map.put(name, "topsecret");
        map.put("aura-other", "topsecret");
        try (LogCapture log = new LogCapture(EncryptedStore.class.getPackageName(), Level.TRACE)) {
            store.read(name);
            store.read(name);
            store.read("aura-other");

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARN A value in credentialStore is ignored, because it cannot be decrypted.")
                    .doesNotContain("topsecret", name);

            store(map, key).read(name);
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void successLogsNothingAndAnOutageOneLine() throws Exception {
        try (LogCapture log = new LogCapture(EncryptedStore.class.getPackageName(), Level.TRACE)) {
            store.replace(name, null, "text");
            store.read(name);
            store.read("aura-absent");
            assertThat(log.lines()).isEmpty();

            EncryptedStore failing = store(new Failing(), key);
            failure(failing);
            failure(failing);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("WARN", "credentialStore failed with", "IllegalStateException")
                    .doesNotContain("topsecret", name);
        }
    }

    @Test
    void exceptionHasNoKeyNameOrValue() {
        EncryptedStore failing = store(new Failing(), key);

        StoreException read = failure(failing);
        StoreException replaced = catchThrowableOfType(
                StoreException.class, () -> failing.replace(name, new Stored("topsecret", "topsecret"), "topsecret"));
        StoreException added =
                catchThrowableOfType(StoreException.class, () -> failing.replace(name, null, "topsecret"));
        StoreException removed = catchThrowableOfType(
                StoreException.class, () -> failing.replace(name, new Stored("topsecret", "topsecret"), null));

        assertThat(List.of(read, replaced, added, removed)).allSatisfy(each -> {
            assertThat(each.getMessage())
                    .startsWith("credentialStore failed with java.lang.IllegalStateException")
                    .doesNotContain("topsecret", name);
            assertThat(each).hasStackTraceContaining("IllegalStateException");
            assertThat(Throwables.getStackTrace(each)).doesNotContain("topsecret", name);
        });
        assertThat(failing.state().failure()).isEqualTo(removed.getMessage());
    }

    @Test
    void mapWithValuesThatAreNoTextFails() {
        Map<String, Object> objects = new ConcurrentHashMap<>();
        objects.put(name, 1);
        @SuppressWarnings({"unchecked", "rawtypes"})
        ConcurrentMap<String, String> raw = (ConcurrentMap) objects;

        assertThat(failure(store(raw, key)))
                .hasMessageStartingWith("credentialStore failed with java.lang.ClassCastException");
    }

    @Test
    void textFormOfStoredValueShowsNothing() {
        assertThat(new Stored("topsecret", "topsecret")).hasToString("Stored");
    }

    @Test
    void oneOfManyThreadsReplacesEachValue() throws Exception {
        int count = 4;
        int changes = 200;
        AtomicInteger successes = new AtomicInteger();
        store.replace(name, null, "0");
        List<Thread> nodes = Stream.generate(() -> new Thread(() -> count(changes, successes)))
                .limit(count)
                .toList();
        nodes.forEach(Thread::start);
        for (Thread node : nodes) {
            node.join();
        }

        assertThat(successes).hasValue(count * changes);
        assertThat(store.read(name).text()).isEqualTo(Integer.toString(count * changes));
    }

    private void count(int changes, AtomicInteger successes) {
        try {
            for (int done = 0; done < changes; ) {
                Stored stored = store.read(name);
                if (store.replace(name, stored, Integer.toString(Integer.parseInt(stored.text()) + 1))) {
                    done++;
                    successes.incrementAndGet();
                }
            }
        } catch (StoreException | InterruptedException e) {
            throw new AssertionError(e); // the count is then too small
        }
    }

    private StoreException failure(EncryptedStore failing) {
        StoreException failure = catchThrowableOfType(StoreException.class, () -> failing.read(name));
        assertThat(failure).isNotNull();
        return failure;
    }

    private EncryptedStore store(ConcurrentMap<String, String> of, StoreKey with) {
        return new EncryptedStore(of, with, threads, Clock.systemUTC(), System::nanoTime);
    }

    /** Fails with an exception that shows key and value, as that of a map may. */
    private static final class Failing extends ConcurrentHashMap<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public String get(Object key) {
            throw new IllegalStateException("topsecret " + key);
        }

        @Override
        public String putIfAbsent(String key, String value) {
            throw new IllegalStateException("topsecret " + key + value);
        }

        @Override
        public boolean replace(String key, String old, String value) {
            throw new IllegalStateException("topsecret " + key + old + value);
        }

        @Override
        public boolean remove(Object key, Object value) {
            throw new IllegalStateException("topsecret " + key + value);
        }
    }
}
