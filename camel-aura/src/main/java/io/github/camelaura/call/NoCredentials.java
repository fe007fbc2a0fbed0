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
package io.github.camelaura.call;

import java.net.URI;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;

/** Sends requests without a credential ({@code credentialProcessor=none}). */
public final class NoCredentials implements Credentials {

    @Override
    public void process(Exchange exchange) {
        // nothing to add
    }

    @Override
    public int attempts() {
        return 1;
    }

    @Override
    public AuraCredentialException rejected(RefusedAnswer answer, URI uri, Exchange exchange) {
        return new AuraCredentialException(
                uri + " requires a login" + answer.why()
                        + ", but credentialProcessor=none sends no credential."
                        + " Configure a bean as credentialProcessor, or set apiKey or http.auth* if the server accepts"
                        + " them"
                        + answer.hint(),
                exchange,
                null,
                Reason.LOGIN_NEEDED);
    }
}
