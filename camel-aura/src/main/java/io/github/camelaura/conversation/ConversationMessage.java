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

/**
 * One message of a remembered conversation.
 *
 * @param role {@code user} or {@code assistant}
 * @param content the text
 * @param partial whether it is a reply that did not arrive completely
 */
public record ConversationMessage(String role, String content, boolean partial) {

    static final String USER = "user";
    static final String ASSISTANT = "assistant";

    /** Does not show the content, which may be confidential. */
    @Override
    public String toString() {
        return "ConversationMessage[" + role + ", " + content.length() + " characters]";
    }
}
