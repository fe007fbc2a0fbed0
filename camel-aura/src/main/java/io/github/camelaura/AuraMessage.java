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
package io.github.camelaura;

/**
 * One message of a conversation.
 *
 * @param role {@code system} (or its synonym {@code developer}), {@code user} or {@code assistant}
 * @param content the text
 */
public record AuraMessage(String role, String content) {

    /** Makes a system message, which instructs the model. */
    public static AuraMessage system(String content) {
        return new AuraMessage("system", content);
    }

    /** Makes a message of the user. */
    public static AuraMessage user(String content) {
        return new AuraMessage("user", content);
    }

    /** Makes a message for an earlier reply of the model. */
    public static AuraMessage assistant(String content) {
        return new AuraMessage("assistant", content);
    }
}
