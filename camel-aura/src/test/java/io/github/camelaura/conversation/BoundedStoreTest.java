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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.camelaura.store.Lease;
import io.github.camelaura.support.Rounds;

/** The map without {@code conversationStore}. */
class BoundedStoreTest {

    private long now;
    private final BoundedStore store = new BoundedStore(2, () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void operationsAreThoseOfConcurrentMap() {
        assertThat(store.putIfAbsent("a", "1")).isNull();
        assertThat(store.putIfAbsent("a", "2")).isEqualTo("1");
        assertThat(store.replace("a", "2", "3")).isFalse();
        assertThat(store.replace("a", "1", "3")).isTrue();
        assertThat(store.replace("b", "1", "3")).isFalse();
        assertThat(store.replace("a", "4")).isEqualTo("3");
        assertThat(store.replace("b", "4")).isNull();
        assertThat(store.get("b")).isNull();
        assertThat(store.remove("a", "3")).isFalse();
        assertThat(store.remove("a", "4")).isTrue();
        assertThat(store).isEmpty();
        assertThat(store.put("a", "5")).isNull();
        assertThat(store.put("a", "6")).isEqualTo("5");
        assertThat(store.remove("a")).isEqualTo("6");
        assertThat(store.merge("a", "7", String::concat)).isEqualTo("7");
        assertThat(store.merge("a", "8", String::concat)).isEqualTo("78");
        assertThat(store.containsKey("a")).isTrue();
        assertThat(store.entrySet()).containsExactly(Map.entry("a", "78"));
        store.clear();
        assertThat(store.size()).isZero();
    }

    @Test
    void nullIsInvalid() {
        assertThatThrownBy(() -> store.put(null, "1")).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.put("a", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.get(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void leastRecentlyUsedEntryIsRemovedFirst() {
        store.put("a", "1");
        store.put("b", "2");
        pass(Duration.ofSeconds(1));
        assertThat(store.get("a")).isEqualTo("1");
        pass(Duration.ofHours(1));

        store.put("c", "3");

        assertThat(store.keySet()).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void entryThatIsInUseStays() {
        store.put("a", "1");
        store.put("b", "2");
        pass(Duration.ofMillis(Lease.MILLIS - 1));
        store.put("c", "3");
        assertThat(store.keySet()).containsExactlyInAnyOrder("a", "b", "c");

        pass(Duration.ofMillis(1));
        assertThat(store.get("c")).isEqualTo("3");

        assertThat(store.keySet()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void conversationWhoseTurnRunsIsNotLost() throws Exception {
        Cluster cluster = new Cluster();
        BoundedStore small = new BoundedStore(1, cluster::nanoTime);
        Cluster.Node node = cluster.node(small);
        Request running = node.begin();
        for (int i = 0; i < 100; i++) {
            cluster.pass(Duration.ofSeconds(1));
            Request other = node.begin(ConversationKey.of("aura:chat", "other" + i), Cluster.SETTINGS);
            cluster.run();
            CompletableFuture<Boolean> unused = other.save("a", "b");
            cluster.run();
        }

        CompletableFuture<Boolean> end = running.save("a", "b");
        cluster.run();

        assertThat(end).isCompletedWithValue(true);
        assertThat(small.size()).isLessThan(20);
    }

    @Test
    void textShowsNoContent() {
        store.put("secret", "secret");

        assertThat(store.toString()).doesNotContain("secret");
    }

    @Test
    void changesAreAtomic() {
        Rounds.check(() -> {
            BoundedStore shared = new BoundedStore(10);
            shared.put("a", "0");
            Rounds.together(() -> increment(shared), () -> increment(shared));
            assertThat(shared.get("a")).isEqualTo("2");
        });
    }

    private static void increment(BoundedStore shared) {
        String value = shared.get("a");
        while (!shared.replace("a", value, String.valueOf(Integer.parseInt(value) + 1))) {
            value = shared.get("a");
        }
    }
}
