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

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Adds the credential to an outgoing request: cookies, a token, a user agent. Configure a bean with
 * {@code credentialProcessor=#myBean}. A plain {@link Processor} is sufficient if it does not need the responses.
 *
 * <p>All methods are called on the stream's thread. For one attempt of a request they are called in the order below and with the
 * same exchange; a second attempt has a new exchange with the properties of the first one. The methods may block. A blocked
 * thread is interrupted when the stream is cancelled. Several streams call the methods concurrently.
 */
public interface AuraCredentialProcessor extends Processor {

    /**
     * Adds headers to the outgoing request. All headers that are set on the message are sent, except those that control the
     * transfer ({@code Host}, {@code Content-*}, {@code Connection} and others). A name or value that HTTP cannot send, such as a
     * value with a line end, fails the request. The body is the JSON that will be sent, and the
     * headers {@code CamelHttpUri} and {@code CamelHttpMethod} contain the address and the method; changing these has no effect.
     */
    @Override
    void process(Exchange exchange) throws Exception;

    /**
     * Receives the response to a request whose credential was not rejected. The headers of the message are the headers of the
     * response, without those that begin with {@code Camel}; {@code CamelHttpResponseCode} is its status.
     */
    default void answered(Exchange exchange) throws Exception {}

    /**
     * Called when the server rejected the credential. The message is as in {@link #answered(Exchange)}. The component then
     * retries the request once, beginning with {@link #process(Exchange)}.
     */
    default void refused(Exchange exchange) throws Exception {}

    /**
     * Classifies a response with status 403, whose cause may be the credential or the request. The message is as in
     * {@link #answered(Exchange)}.
     *
     * @return true if a new credential would not help: the request exchange then fails with an
     *     {@link io.github.camelaura.AuraHttpException}, and the response is not treated as a rejection of the credential
     */
    default boolean isForbidden(Exchange exchange) {
        return false;
    }
}
