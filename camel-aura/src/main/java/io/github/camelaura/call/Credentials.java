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

import java.io.Closeable;
import java.net.URI;
import java.util.Collection;
import java.util.List;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.AuraCredentialProcessor;

/** The credentials of the requests of one endpoint. Thread safe. */
public interface Credentials extends AuraCredentialProcessor, Closeable {

    /**
     * Checks that a credential can be obtained, and begins to obtain it if the options say so.
     *
     * @throws CredentialMissingException if a configured login cannot begin
     */
    default void start() throws CredentialMissingException {}

    /** Registers the route of a request, so that the request stops waiting for a credential when the route stops. */
    default void calledFrom(Exchange caller) {}

    /** How often a request may be sent: twice if a second credential may help after a rejection, otherwise once. */
    default int attempts() {
        return 2;
    }

    /** Whether a rejection that options can fix ends the request, because no option says how to obtain a credential. */
    default boolean areUnconfigured() {
        return false;
    }

    /** The secrets of the credential, which no message shows. */
    default Collection<String> secrets() {
        return List.of();
    }

    /**
     * Makes the exception of a request that the server rejected for the last time.
     *
     * @param answer the rejection
     * @param uri where the request went
     */
    default AuraCredentialException rejected(RefusedAnswer answer, URI uri, Exchange exchange) {
        return new AuraCredentialException(
                uri + " refused the credential twice" + answer.why() + ", the second time right after it was renewed"
                        + answer.hint(),
                exchange,
                null,
                Reason.REFUSED_AFTER_RENEWAL);
    }

    /** Forgets the credential, and why logins failed. */
    default void forget() {}

    /** Tells that the endpoint has stopped. */
    @Override
    default void close() {}
}
