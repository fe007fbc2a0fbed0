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
package io.github.camelaura.component;

import java.util.List;

import io.github.camelaura.AuraMessage;

/**
 * The JSON that the server takes.
 *
 * @param model which model, and its limits
 * @param messages the conversation without its system messages
 * @param key the caller's own provider key, or empty for the server's
 * @param prompt the system messages, or empty for the server's default
 * @param temperature from 0 to 2
 */
record WireRequest(Model model, List<AuraMessage> messages, String key, String prompt, double temperature) {

    record Model(String id, String name, int maxLength, int tokenLimit) {}

    @Override
    public String toString() {
        return "WireRequest[" + model.id() + ", " + messages.size() + " messages]"; // the key is secret
    }
}
