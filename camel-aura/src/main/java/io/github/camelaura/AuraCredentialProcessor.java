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
 * thread is interrupted when the stream is cancelled. Several streams call the methods concurrently. The exchange completes when
 * the attempt or its stream has ended, so a completion that is added to it runs when the credential is not used any more.
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

    /** What a response says about the credential of its request. */
    enum Verdict {
        /** The credential was not rejected. A 2xx response is the reply; any other fails the request. */
        ACCEPTED,
        /** The credential was rejected, or a login is required: it is renewed, and the request is sent once more. */
        REFUSED,
        /** The request was rejected, and another credential would not help: the request fails, even if the status is 2xx. */
        FORBIDDEN
    }

    /**
     * Judges each response. The headers of the message are those of the response, without those that begin with {@code Camel};
     * {@code CamelHttpResponseCode} is its status and {@code CamelHttpResponseText} its reason phrase. The body is the beginning
     * of the body of a response that is not 2xx, as a {@code String} of at most 8 KiB. It is empty for a redirect to a login, and
     * null for a 2xx response, whose body only the stream reads.
     *
     * @param verdict the verdict of the component, see {@code refusedStatusCodes} and {@code refusedPattern}
     * @return the verdict that counts, by default that of the component; not null
     */
    default Verdict judge(Exchange exchange, Verdict verdict) throws Exception {
        return verdict;
    }

    /** Called when the verdict is not {@link Verdict#REFUSED}. The message is as in {@link #judge}. */
    default void answered(Exchange exchange) throws Exception {}

    /**
     * Called when the verdict is {@link Verdict#REFUSED}. The message is as in {@link #judge}. The component then retries the
     * request once, beginning with {@link #process(Exchange)}.
     */
    default void refused(Exchange exchange) throws Exception {}
}
