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

import java.io.Serial;

import org.apache.camel.Exchange;

/** The conversation of a request cannot be read or changed, so nothing was sent. The message contains neither the conversation nor its id. */
public class AuraConversationException extends AuraException {

    @Serial
    private static final long serialVersionUID = 1L;

    public AuraConversationException(String message, Exchange exchange, Throwable cause) {
        super(message, exchange, cause);
    }
}
