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

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The conversations that this node wrote into its map, by their text. A map in this JVM returns the same string that was written, which
 * then need not be parsed. A conversation stays here only as long as its string is in use: a map on other machines makes a new string of
 * each answer, so its conversations do not stay, and neither do those that were forgotten.
 *
 * <p>Threads: any. The lock guards the map; no other code runs under it.
 */
final class WrittenConversations {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Conversation> conversations = new WeakHashMap<>();

    /** Adds what this node wrote. */
    void add(Stored written) {
        lock.lock();
        try {
            conversations.put(written.value(), written.conversation());
        } finally {
            lock.unlock();
        }
    }

    /** Returns what a value of the map contains; null if it is not known. */
    Stored find(String value) {
        Conversation conversation = conversation(value);
        return conversation == null ? null : Stored.read(value, conversation, true);
    }

    private Conversation conversation(String value) {
        lock.lock();
        try {
            return conversations.get(value);
        } finally {
            lock.unlock();
        }
    }
}
