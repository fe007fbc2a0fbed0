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
package io.github.camelaura.benchmark;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.HeadersMapFactory;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** What no consumer can beat: a loop that creates an exchange with a body and has its route process it. No HTTP. */
final class ExchangeLoop extends DefaultEndpoint {

    private DefaultConsumer consumer;

    ExchangeLoop(CamelContext context) {
        super("loop:chunks", null);
        setCamelContext(context);
    }

    void flood(int chunks) throws Exception {
        for (int i = 0; i < chunks; i++) {
            process(consumer.createExchange(false));
        }
    }

    /** Each exchange with a copy of these headers. */
    void flood(int chunks, Map<String, Object> headers) throws Exception {
        HeadersMapFactory maps = getCamelContext().getCamelContextExtension().getHeadersMapFactory();
        Map<String, Object> sorted = maps.newMap(headers);
        for (int i = 0; i < chunks; i++) {
            Exchange exchange = consumer.createExchange(false);
            exchange.getMessage().setHeaders(maps.newMap(sorted));
            process(exchange);
        }
    }

    private void process(Exchange exchange) throws Exception {
        exchange.getMessage().setBody("word ");
        consumer.getProcessor().process(exchange);
        consumer.releaseExchange(exchange, false);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        consumer = new DefaultConsumer(this, processor);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("only consumed from");
    }
}
