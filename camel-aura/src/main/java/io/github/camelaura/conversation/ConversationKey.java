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

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key of a conversation in the map. It is a hash, because who knows the id of a conversation can read it, and maps show their
 * keys in logs and consoles.
 */
public final class ConversationKey {

    /** Separates conversations from other values in the same map. */
    private static final String PREFIX = "conversation:";

    private final String text;

    private ConversationKey(String text) {
        this.text = text;
    }

    /**
     * Makes the key of a conversation. Streams with different names have different conversations, whatever the ids are.
     *
     * @param streamName the name of the stream with that of the component, such as {@code aura:chat}
     * @param conversationId the id of the conversation
     * @throws IllegalArgumentException if the id is blank, because all callers without an id would share one conversation
     */
    public static ConversationKey of(String streamName, String conversationId) {
        if (conversationId.isBlank()) {
            throw new IllegalArgumentException("The header CamelAuraConversationId is blank: set the id of the"
                    + " conversation, or remove the header");
        }
        String both = streamName.length() + ":" + streamName + ":" + conversationId; // so no id looks like another name
        return new ConversationKey(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(hash(both)));
    }

    private static byte[] hash(String text) {
        try {
            ByteBuffer bytes =
                    ByteBuffer.allocate(Character.BYTES * text.length()); // no charset, which may lose characters
            bytes.asCharBuffer().put(text);
            return MessageDigest.getInstance("SHA-256").digest(bytes.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has SHA-256
        }
    }

    String text() {
        return text;
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "ConversationKey";
    }
}
