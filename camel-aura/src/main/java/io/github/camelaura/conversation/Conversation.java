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

import java.util.ArrayList;
import java.util.List;

import io.github.camelaura.store.Lease;

/**
 * A conversation as it is stored.
 *
 * @param origin a random id from the first turn; it differs after the conversation was removed and another one began under the same key
 * @param lastUse when a turn last began, was renewed or was saved, in milliseconds since 1970
 * @param lease the turn that runs; null if none does
 * @param turns the past turns, oldest first
 */
record Conversation(String origin, long lastUse, Lease lease, List<PastTurn> turns) {

    Conversation {
        turns = List.copyOf(turns);
    }

    boolean isHeldBy(String turn) {
        return lease != null && lease.owner().equals(turn);
    }

    /** Returns whether a turn was saved. */
    boolean contains(String turn) {
        for (PastTurn past : turns) {
            if (past.id().equals(turn)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the conversation with another lease; null for none. */
    Conversation with(Lease other, long now) {
        return new Conversation(origin, now, other, turns);
    }

    /** Returns the conversation after a turn. Its lease ends; the lease of another turn stays. */
    Conversation after(PastTurn turn, ConversationSettings settings, long now) {
        List<PastTurn> all = new ArrayList<>(turns);
        all.add(turn);
        return new Conversation(origin, now, isHeldBy(turn.id()) ? null : lease, settings.cut(all));
    }

    /** Does not show the content, which may be confidential. */
    @Override
    public String toString() {
        return "Conversation[" + turns.size() + " turns, " + lease + "]";
    }
}
