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
package io.github.camelaura.credential;

import java.net.URI;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;

/**
 * What the option {@code credentialProcessor} says.
 *
 * @param context the context
 * @param processor gives the credential, if any
 * @param none why there is no credential, for the message of a refusal; null if there is one
 */
public record CredentialSource(CamelContext context, AuraCredentialProcessor processor, String none) {

    private static final AuraCredentialProcessor NOTHING = exchange -> {};

    /**
     * Reads the option.
     *
     * @param option {@code browser}, {@code none} or a {@link Processor}
     * @throws IllegalArgumentException if it is anything else
     */
    public static CredentialSource of(CamelContext context, Object option) {
        if ("none".equals(option)) {
            return new CredentialSource(context, NOTHING, "credentialProcessor=none");
        }
        if ("browser".equals(option)) {
            return new CredentialSource(
                    context, NOTHING, "credentialProcessor=browser, which is not available yet and behaves as none");
        }
        if (option instanceof Processor processor) {
            CamelContextAware.trySetCamelContext(processor, context);
            return new CredentialSource(
                    context, processor instanceof AuraCredentialProcessor aura ? aura : processor::process, null);
        }
        throw new IllegalArgumentException(
                "Option credentialProcessor must be browser, none, or the reference (#name) of a bean that is a"
                        + " Processor, but it is "
                        + (option == null ? "missing" : "a " + option.getClass().getName()));
    }

    /** How often the server may refuse. */
    int attempts() {
        return none == null ? 2 : 1;
    }

    AuraCredentialException refused(String refusal, URI uri, Exchange exchange) {
        if (none != null) {
            return new AuraCredentialException(
                    uri + " asks for a login (" + refusal + "), but there is none with " + none
                            + ". Configure a bean as credentialProcessor, or apiKey or http.auth* if the server takes them",
                    exchange,
                    null,
                    Reason.LOGIN_NEEDED);
        }
        return new AuraCredentialException(
                uri + " refused the credential twice (" + refusal + "), the second time right after it was renewed",
                exchange,
                null,
                Reason.REFUSED_AFTER_RENEWAL);
    }
}
