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

import java.util.stream.Collectors;

import io.github.camelaura.store.Lease;

/**
 * A value of the map, and what it contains. A change keeps the text of the messages, so that a lease costs the same in a long
 * conversation as in a short one.
 *
 * @param value the JSON
 * @param conversation what the JSON contains
 * @param messages the index of the bracket that begins the list of the messages, if {@code value} ends with this list and its own
 *     brace; -1 if it does not, because other code wrote it
 */
record Stored(String value, Conversation conversation, int messages) {

    /** What follows the last message. */
    private static final String END = "]}";

    static Stored of(Conversation conversation) {
        String head = ConversationJson.head(conversation);
        String value = conversation.turns().stream()
                .map(ConversationJson::messages)
                .collect(Collectors.joining(",", head + "[", END));
        return new Stored(value, conversation, head.length());
    }

    /**
     * Returns a value that was read.
     *
     * @param isComplete whether the fields and messages of the value are those of the conversation, and no others
     */
    static Stored read(String value, Conversation conversation, boolean isComplete) {
        String head = ConversationJson.head(conversation);
        boolean isOwn = isComplete && value.startsWith(head + "[") && value.endsWith(END);
        return new Stored(value, conversation, isOwn ? head.length() : -1);
    }

    /** Returns the conversation with another lease; null for none. */
    Stored with(Lease lease, long now) {
        Conversation changed = conversation.with(lease, now);
        if (messages < 0) {
            return of(changed);
        }
        String head = ConversationJson.head(changed);
        return new Stored(head + value.substring(messages), changed, head.length());
    }

    /** Returns the conversation after a turn. */
    Stored after(PastTurn turn, ConversationSettings settings, long now) {
        Conversation changed = conversation.after(turn, settings, now);
        boolean isCut = changed.turns().size() <= conversation.turns().size();
        if (messages < 0 || isCut) {
            return of(changed);
        }
        String head = ConversationJson.head(changed);
        String value = head
                + this.value.substring(messages, this.value.length() - END.length())
                + (conversation.turns().isEmpty() ? "" : ",")
                + ConversationJson.messages(turn)
                + END;
        return new Stored(value, changed, head.length());
    }

    /** Does not show the content, which may be confidential. */
    @Override
    public String toString() {
        return "Stored[" + conversation + "]";
    }
}
