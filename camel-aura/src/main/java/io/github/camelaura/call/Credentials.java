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
import java.util.Map;

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

    /**
     * Returns whether a rejected request is sent again, because another credential may help.
     *
     * @param attempt the number of the attempt that was rejected, from 1
     * @param exchange the exchange of this attempt
     */
    default boolean triesAgain(int attempt, Exchange exchange) {
        return attempt == 1;
    }

    /** Whether no option configures how to obtain a credential. A rejection that options can fix then ends the request. */
    default boolean areUnconfigured() {
        return false;
    }

    /** Returns the secrets of the credential, which no message shows. */
    default Collection<String> secrets() {
        return List.of();
    }

    /**
     * Makes the exception of a request that the server rejected in its last attempt.
     *
     * @param answer the rejection
     * @param uri the address of the request
     */
    default AuraCredentialException rejected(RefusedAnswer answer, URI uri, Exchange exchange) {
        return new AuraCredentialException(
                uri + " rejected the credential twice" + answer.why() + ", the second time right after it was renewed"
                        + answer.hint(),
                exchange,
                null,
                Reason.REFUSED_AFTER_RENEWAL);
    }

    /**
     * Checks the headers before they are sent. Headers that the component made itself need no check.
     *
     * @param exchange the request exchange, for the exception
     * @throws AuraCredentialException if HTTP cannot send a header
     */
    default void check(Map<String, Collection<String>> headers, Exchange exchange) throws AuraCredentialException {}

    /** Drops the credential and the record of failed logins. */
    default void forget() {}

    /** Called when the endpoint has stopped. */
    @Override
    default void close() {}

    /** Sends requests without a credential ({@code credentialProcessor=none}). */
    public final class NoCredentials implements Credentials {

        @Override
        public void process(Exchange exchange) {
            // nothing to add
        }

        @Override
        public boolean triesAgain(int attempt, Exchange exchange) {
            return false;
        }

        @Override
        public AuraCredentialException rejected(RefusedAnswer answer, URI uri, Exchange exchange) {
            return new AuraCredentialException(
                    uri + " requires a login" + answer.why()
                            + ", but credentialProcessor=none sends no credential."
                            + " Configure a bean as credentialProcessor, or set apiKey, http.auth* or additionalHeader.* if"
                            + " the server accepts them"
                            + answer.hint(),
                    exchange,
                    null,
                    Reason.LOGIN_NEEDED);
        }
    }
}
