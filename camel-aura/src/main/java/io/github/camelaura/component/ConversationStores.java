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
package io.github.camelaura.component;

import java.util.IdentityHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;

import io.github.camelaura.conversation.BoundedStore;
import io.github.camelaura.conversation.Conversations;
import io.github.camelaura.stream.StreamThreads;

/** The conversations of a component: one object for each map, because it keeps the order of the requests. Thread safe. */
final class ConversationStores {

    /** The number of conversations without {@code conversationStore}. */
    private static final int IN_MEMORY = 1000;

    private final ConcurrentMap<String, String> memory = new BoundedStore(IN_MEMORY);
    private final IdentityHashMap<ConcurrentMap<String, String>, Conversations> conversations = new IdentityHashMap<>();
    private ExecutorService executor; // of the conversations

    /**
     * Returns the conversations of a map.
     *
     * @param store the option {@code conversationStore}; null for a map in memory
     */
    synchronized Conversations of(ConcurrentMap<String, String> store, StreamThreads threads) {
        if (executor != threads.executor()) { // the component has started again
            conversations.clear();
            executor = threads.executor();
        }
        return conversations.computeIfAbsent(
                store == null ? memory : store, map -> new Conversations(map, threads.timer(), executor));
    }
}
