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

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.store.Lease;

/** Conversations that need not be parsed. */
class WrittenConversationsTest {

    private static Stored stored(String reply) {
        return Stored.of(
                new Conversation("o", 5, new Lease("t", 1), List.of(new PastTurn(List.of("q"), reply, false, "t1"))));
    }

    @Test
    void valueThatThisNodeWroteIsNotParsed() throws Exception {
        ConcurrentMap<String, String> map = new ConcurrentHashMap<>();
        ConversationStore store = new ConversationStore(map);
        Stored first = stored("a");
        Stored second = stored("b");

        assertThat(store.replace(Cluster.KEY, null, first)).isTrue();
        assertThat(store.read(Cluster.KEY, null)).isEqualTo(first);
        assertThat(store.read(Cluster.KEY, null).conversation()).isSameAs(first.conversation());
        assertThat(store.replace(Cluster.KEY, first, second)).isTrue();
        assertThat(store.read(Cluster.KEY, null).conversation()).isSameAs(second.conversation());

        map.put(Cluster.KEY.text(), stored("c").value());
        assertThat(store.read(Cluster.KEY, null)).isEqualTo(stored("c"));
    }

    @Test
    void conversationStaysOnlyAsLongAsItsTextIsInUse() {
        WrittenConversations written = new WrittenConversations();
        Stored kept = stored("a");
        written.add(kept);
        written.add(stored("b"));

        Awaitility.await().until(() -> {
            System.gc();
            return written.find(stored("b").value()) == null;
        });

        assertThat(written.find(stored("a").value())).isEqualTo(kept);
    }
}
