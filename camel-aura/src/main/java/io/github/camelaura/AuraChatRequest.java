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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A request to the server. For each component that is null, the option of the endpoint is used.
 *
 * @param messages the conversation with its system messages, oldest first
 * @param model the id of the model, or null
 * @param temperature the temperature from 0 to 2, or null
 * @param maxTokens the size of the model's context in tokens, or null
 */
public record AuraChatRequest(List<AuraMessage> messages, String model, Double temperature, Integer maxTokens) {

    public AuraChatRequest {
        messages = messages == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(messages));
    }

    /** Makes a request with a conversation; everything else is taken from the endpoint. */
    public static AuraChatRequest of(List<AuraMessage> messages) {
        return new AuraChatRequest(messages, null, null, null);
    }

    /** Makes a request with a single prompt. */
    public static AuraChatRequest of(String question) {
        return of(List.of(AuraMessage.user(question)));
    }
}
