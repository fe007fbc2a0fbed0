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

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

import io.github.camelaura.AuraException;
import io.github.camelaura.stream.StreamRequest;

/** Makes the requests of one operation. */
interface Requests {

    /** Returns the name of the streams that the requests start. */
    String name();

    /**
     * Makes the request of a message.
     *
     * @param producer the owner of the request
     * @throws AuraException if the message is not a valid request
     */
    StreamRequest of(AuraProducer producer, EndpointResources resources, Exchange exchange, AsyncCallback callback)
            throws AuraException;
}
