package io.github.camelaura;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;

/** Notes all that the exchanges which reach it say about themselves, while they are there (they may be pooled). */
final class Chunks implements Processor {

    /** What one exchange said. */
    record Seen(
            Object body,
            Map<String, Object> headers,
            ExchangePattern pattern,
            String exchangeId,
            Object correlationId,
            boolean transacted,
            Object unitOfWork) {

        Object header(String name) {
            return headers.get(name);
        }

        String text() {
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

    Seen next() throws InterruptedException {
        Seen next = seen.poll(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no further exchange");
        }
        return next;
    }

    List<Seen> rest() {
        return List.copyOf(seen);
    }
}
