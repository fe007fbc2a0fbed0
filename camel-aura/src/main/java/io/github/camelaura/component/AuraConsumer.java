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

import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.management.ComponentState.ConsumerState;
import io.github.camelaura.stream.ChunkEvent;
import io.github.camelaura.stream.StreamManager;
import io.github.camelaura.unit.UnitSettings;

/**
 * Delivers the chunks of all streams of its name to its route while it runs. It is not {@link org.apache.camel.Suspendable},
 * because Camel never resumes a consumer whose suspension took too long; Camel stops and starts this consumer instead.
 */
@ManagedResource(description = "Managed Aura consumer")
public class AuraConsumer extends DefaultConsumer implements ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(AuraConsumer.class);

    private final AuraEndpoint endpoint;
    private final StreamManager streams;
    private final ChunkEvent.Listener listener;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Set<String> awaited = Set.of();

    AuraConsumer(AuraEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.streams = endpoint.getComponent().getStreams();
        this.listener = new Listener(endpoint.getConfiguration().unitSettings());
    }

    /** Processes chunks. A separate class, because the methods of the consumer are public API. */
    private final class Listener implements ChunkEvent.Listener {

        private final UnitSettings units;

        Listener(UnitSettings units) {
            this.units = units;
        }

        @Override
        public UnitSettings units() {
            return units;
        }

        @Override
        public boolean accepts(ChunkEvent.Type type) {
            return endpoint.getConfiguration().wants(type);
        }

        @Override
        public Exception deliver(ChunkEvent event) {
            Exchange exchange = createExchange(false);
            try {
                event.writeTo(exchange);
                getProcessor().process(exchange);
            } catch (Throwable e) { // also an Error, because it must not end the stream or affect its other consumers
                exchange.setException(e);
            }
            Exception failure = exchange.getException();
            delivered.increment();
            if (failure != null) {
                failed.increment();
                handle(failure, exchange);
            }
            releaseExchange(exchange, false);
            return failure;
        }
    }

    private void handle(Exception failure, Exchange exchange) {
        try {
            getExceptionHandler().handleException("Error processing chunk", exchange, failure);
        } catch (Throwable e) { // a user's exception handler must not end the stream or affect its other consumers
            LOG.warn("The exception handler of {} failed", endpoint.getStreamName(), e);
        }
    }

    @ManagedAttribute(
            description = "Number of chunks and events delivered to the route since the start or the last reset")
    public long getDeliveredChunks() {
        return delivered.sum();
    }

    @ManagedAttribute(description = "Number of delivered chunks and events that failed in the route")
    public long getFailedChunks() {
        return failed.sum();
    }

    @ManagedOperation(description = "Resets both counters to 0")
    public void resetStatistics() {
        delivered.reset();
        failed.reset();
    }

    @Override
    public AuraEndpoint getEndpoint() {
        return endpoint;
    }

    ConsumerState state() {
        return new ConsumerState(endpoint.getStreamName(), getRouteId(), delivered.sum(), failed.sum());
    }

    /** Defers the stop until the streams of this name have ended; otherwise Camel would stop it first and lose the rest. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        awaited = streams.running(endpoint.getStreamName());
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        Set<String> pending = streams.running(endpoint.getStreamName());
        if (!endpoint.getCamelContext().isStopping()) {
            // only this route stops: ignore streams that other routes start later
            pending.retainAll(awaited);
        }
        return pending.size();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // the producers abort the streams that have not ended
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        streams.addListener(endpoint.getStreamName(), listener);
    }

    @Override
    protected void doStop() throws Exception {
        streams.removeListener(endpoint.getStreamName(), listener);
        super.doStop();
    }
}
