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

import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The map with the conversations. Each access may block, because the map may be on other machines.
 *
 * <p>Threads: any. The map is used without a lock. All changes are compare-and-set.
 */
final class ConversationStore {

    /** Nodes change a conversation a few times per turn, so so many refused changes have another cause. */
    static final int MOST_ATTEMPTS = 100;

    private final WrittenConversations written = new WrittenConversations();
    private final ConcurrentMap<String, String> map;

    ConversationStore(ConcurrentMap<String, String> map) {
        this.map = map;
    }

    /**
     * Reads a conversation; null if there is none.
     *
     * @param known what is probably stored, so that it need not be parsed; may be null
     * @throws ConversationException if the map failed, or the value is not a conversation
     */
    Stored read(ConversationKey key, Stored known) throws ConversationException {
        String value = get(key);
        if (known != null && known.value().equals(value)) {
            return known;
        }
        if (value == null) {
            return null;
        }
        Stored found = written.find(value);
        return found == null ? ConversationJson.read(value) : found;
    }

    /**
     * Changes a conversation, unless it has changed since it was read.
     *
     * @param old what was read; null if there was none
     * @param changed null to remove the conversation
     * @return whether it was changed
     * @throws ConversationException if the map failed; then the conversation may or may not have been changed
     */
    boolean replace(ConversationKey key, Stored old, Stored changed) throws ConversationException {
        if (changed == null) {
            return remove(key, old.value());
        }
        boolean replaced = old == null
                ? access(() -> map.putIfAbsent(key.text(), changed.value())) == null
                : access(() -> map.replace(key.text(), old.value(), changed.value()));
        if (replaced) {
            written.add(changed);
        }
        return replaced;
    }

    /**
     * Removes whatever the map has under this key.
     *
     * @return whether there was something
     */
    boolean remove(ConversationKey key) throws ConversationException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            String value = get(key);
            if (value == null) {
                return false;
            }
            if (remove(key, value)) {
                return true;
            }
        }
        throw refused();
    }

    /** Describes a map that refuses all changes. */
    static ConversationException refused() {
        return new ConversationException("The map of the option conversationStore refused to change a conversation "
                + MOST_ATTEMPTS
                + " times in a row. Use a map whose putIfAbsent, replace and remove are atomic and compare"
                + " with equals, and whose get returns the current value (no near cache)");
    }

    private String get(ConversationKey key) throws ConversationException {
        return access(() -> map.get(key.text()));
    }

    private boolean remove(ConversationKey key, String value) throws ConversationException {
        return access(() -> map.remove(key.text(), value));
    }

    private static <T> T access(Supplier<T> action) throws ConversationException {
        try {
            return action.get();
        } catch (RuntimeException | Error e) { // maps of users throw anything, and a turn must end all the same
            throw ConversationException.ofStore(e);
        }
    }
}
