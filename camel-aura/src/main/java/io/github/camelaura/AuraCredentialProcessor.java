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
 * Puts on an outgoing request what the server wants to see: cookies, a token, a user agent. Any bean can be one
 * ({@code credentialProcessor=#myBean}); a plain {@link Processor} will do if it need not know what the server says.
 *
 * <p>All methods are called on the stream's thread, for one request in this order and with the same exchange (a second attempt
 * has a new one with the properties of the first), and may block; a thread that blocks is interrupted when the stream is not wanted any more. Several streams call at once.
 */
public interface AuraCredentialProcessor extends Processor {

    /**
     * Is handed the outgoing request. The headers of its message are those of the HTTP request: what is set here is sent,
     * but for those that say where it goes and how ({@code Host}, {@code Content-*}, {@code Connection} and the like). Its
     * body is the JSON that will be sent, and {@code CamelHttpUri} and {@code CamelHttpMethod} say where and how; to
     * change them changes nothing.
     */
    @Override
    void process(Exchange exchange) throws Exception;

    /**
     * Sees what the server answered to a request that it did not refuse: the headers of the message are those of the
     * answer, {@code CamelHttpResponseCode} is its status.
     */
    default void answered(Exchange exchange) throws Exception {}

    /**
     * Is told that the server refused the credential; the message is as in {@link #answered(Exchange)}. The request is
     * then made once more, beginning with {@link #process(Exchange)}.
     */
    default void refused(Exchange exchange) throws Exception {}

    /**
     * Asked about an answer with status 403, which may be about the credential or about the request; the message is as in
     * {@link #answered(Exchange)}.
     *
     * @return true if a new credential would not help: the exchange that asked then fails with an
     *     {@link io.github.camelaura.AuraHttpException}, and the answer counts as no refusal
     */
    default boolean isForbidden(Exchange exchange) {
        return false;
    }
}
