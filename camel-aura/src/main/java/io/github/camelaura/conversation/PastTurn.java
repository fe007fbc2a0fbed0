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
import java.util.stream.Stream;

/**
 * One turn of a conversation: what the user wrote, and the reply.
 *
 * @param prompts the messages of the user, oldest first; empty only if other code changed the stored value
 * @param reply the text of the reply
 * @param partial whether the reply did not arrive completely
 * @param id identifies the turn, so that it is not saved twice; empty if other code wrote it
 */
record PastTurn(List<String> prompts, String reply, boolean partial, String id) {

    PastTurn {
        prompts = List.copyOf(prompts);
    }

    /** Returns the number of messages. */
    int size() {
        return prompts.size() + 1;
    }

    long characters() {
        long characters = reply.length();
        for (String prompt : prompts) {
            characters += prompt.length();
        }
        return characters;
    }

    Stream<ConversationMessage> messages() {
        return Stream.concat(
                prompts.stream().map(prompt -> new ConversationMessage(ConversationMessage.USER, prompt, false)),
                Stream.of(new ConversationMessage(ConversationMessage.ASSISTANT, reply, partial)));
    }

    /** Does not show the content, which may be confidential. */
    @Override
    public String toString() {
        return "PastTurn[" + size() + " messages]";
    }
}
