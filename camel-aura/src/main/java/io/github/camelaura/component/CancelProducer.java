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

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.stream.FailureProperties;
import io.github.camelaura.stream.StreamManager;

/** Cancels streams of its name, with {@code operation=cancel}. It needs no server. */
final class CancelProducer extends DefaultProducer {

    private final StreamManager streams;
    private final String name;

    CancelProducer(AuraEndpoint endpoint) {
        super(endpoint);
        this.streams = endpoint.getComponent().getStreams();
        this.name = endpoint.getStreamName();
    }

    @Override
    public void process(Exchange exchange) {
        FailureProperties.remove(exchange);
        try {
            exchange.getMessage().setBody(cancel(exchange));
        } catch (AuraRequestException e) {
            FailureProperties.fail(exchange, e);
        }
    }

    private int cancel(Exchange exchange) throws AuraRequestException {
        String id = RequestHeaders.streamId(exchange);
        String key = RequestHeaders.streamKey(exchange);
        if (id == null && key == null) {
            throw new AuraRequestException(
                    "There is nothing to cancel: set the header " + AuraConstants.STREAM_ID + " or "
                            + AuraConstants.STREAM_KEY + ", for example to the key that the request of the stream had",
                    exchange);
        }
        return streams.cancel(name, id, key);
    }
}
