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

import java.io.Serial;

import io.github.camelaura.store.MapFailure;

/**
 * A conversation cannot be read or saved. The message contains neither the conversation nor its id, and names the option
 * {@code conversationStore}. No cause has a message, because a map may repeat keys and values in its messages.
 */
public final class ConversationException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    ConversationException(String message) {
        super(message);
    }

    private ConversationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Describes a failed access to the map. */
    static ConversationException ofStore(Throwable failure) {
        return new ConversationException(
                "The map of the option conversationStore failed with "
                        + failure.getClass().getName()
                        + ". The conversation may or may not have been changed. Check whether the map can be reached,"
                        + " and whether its keys and values are text",
                MapFailure.of(failure));
    }

    /** Describes an executor that rejects tasks. */
    static ConversationException stopped() {
        return new ConversationException(
                "The conversation in conversationStore was neither read nor changed, because the"
                        + " component has stopped, or because no thread can be created");
    }
}
