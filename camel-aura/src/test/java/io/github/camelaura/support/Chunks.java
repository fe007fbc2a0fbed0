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
package io.github.camelaura.support;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/** Records the exchanges that it receives as values, because pooled exchanges are reused. */
public final class Chunks implements Processor {

    /** The values of one exchange. */
    public record Seen(
            Object body,
            Map<String, Object> headers,
            ExchangePattern pattern,
            String exchangeId,
            Object correlationId,
            boolean transacted,
            Object unitOfWork) {

        public Object header(String name) {
            return headers.get(name);
        }

        public String text() {
            return body.toString();
        }
    }

    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    @Override
    public void process(Exchange exchange) {
        seen.add(new Seen(
                exchange.getMessage().getBody(),
                Map.copyOf(exchange.getMessage().getHeaders()),
                exchange.getPattern(),
                exchange.getExchangeId(),
                exchange.getProperty(ExchangePropertyKey.CORRELATION_ID),
                exchange.isTransacted(),
                exchange.getUnitOfWork()));
    }

    public Seen next() throws InterruptedException {
        Seen next = seen.poll(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no further exchange");
        }
        return next;
    }

    public List<Seen> rest() {
        return List.copyOf(seen);
    }
}
