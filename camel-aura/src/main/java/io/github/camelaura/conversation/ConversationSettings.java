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

import java.util.List;

/**
 * How much of a conversation is remembered, and for how long. A limit of 0 means no limit.
 *
 * @param maxMessages the maximum number of messages of the history; 1 is invalid, because a turn has at least two
 * @param maxTokens the maximum size of the history in tokens, of which each counts as four characters
 * @param ttlMillis the time after its last use when a conversation is forgotten, in milliseconds
 * @param keepPartialReply whether a reply that did not arrive completely is saved
 */
public record ConversationSettings(int maxMessages, int maxTokens, long ttlMillis, boolean keepPartialReply) {

    private static final int CHARACTERS_PER_TOKEN = 4;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if a number is invalid; the message names the option
     */
    public ConversationSettings {
        requireLimit("maxHistoryMessages", maxMessages);
        requireLimit("maxHistoryTokens", maxTokens);
        requireLimit("conversationTtl", ttlMillis);
        if (maxMessages == 1) {
            throw new IllegalArgumentException(
                    "Option maxHistoryMessages must be 0 or at least 2, but is 1: a turn has at least two messages");
        }
    }

    private static void requireLimit(String option, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("Option " + option + " must be at least 0, but is " + value);
        }
    }

    /** Returns the newest turns that fit both limits together. A turn is left out as a whole. */
    List<PastTurn> cut(List<PastTurn> turns) {
        int messages = 0;
        long characters = 0;
        int first = turns.size();
        while (first > 0) {
            PastTurn turn = turns.get(first - 1);
            messages += turn.size();
            characters += turn.characters();
            if (exceeds(messages, maxMessages) || exceeds(tokens(characters), maxTokens)) {
                break;
            }
            first--;
        }
        return List.copyOf(turns.subList(first, turns.size()));
    }

    /** Returns whether a conversation is forgotten that was last used at this time. */
    boolean isExpired(long lastUse, long now) {
        return ttlMillis > 0 && now - lastUse > ttlMillis;
    }

    private static boolean exceeds(long value, int limit) {
        return limit > 0 && value > limit;
    }

    private static long tokens(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }
}
