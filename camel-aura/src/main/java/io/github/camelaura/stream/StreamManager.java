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
package io.github.camelaura.stream;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.stream.Answer.RedeliveryGuard;
import io.github.camelaura.stream.ChunkEvent.StreamLineage;

/**
 * The running streams, the consumers and the threads of one component.
 *
 * <p>Threads: any thread may call; all maps are concurrent and no lock is held.
 */
public final class StreamManager extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(StreamManager.class);

    private final CamelContext context;
    private final Map<String, List<ChunkEvent.Listener>> listeners = new ConcurrentHashMap<>();
    private final Set<AuraStream> running = ConcurrentHashMap.newKeySet();
    private final DeadlineTimer deadlines = new DeadlineTimer(running);
    private final StreamThreads threads;
    private final LifecycleStrategy contextListener =
            LifecycleStrategySupport.adapt((OnCamelContextStopping) stopping -> awaitStreamsWithoutRoute());
    private final StreamStatistics statistics = new StreamStatistics();
    private final StreamObservers observers = new StreamObservers();
    private final StreamObservers nobody = new StreamObservers();

    public StreamManager(CamelContext context) {
        this.context = context;
        this.threads = new StreamThreads(context, deadlines);
        observers.add(statistics);
    }

    /** Notifies this observer of all streams that start from now on. */
    public void addObserver(StreamObserver observer) {
        observers.add(observer);
    }

    /** Returns the counters of the component. */
    public StreamStatistics statistics() {
        return statistics;
    }

    /** Returns the running streams, oldest first. */
    public List<StreamState> running() {
        return running.stream()
                .map(AuraStream::state)
                .sorted(Comparator.comparing(StreamState::age).reversed())
                .toList();
    }

    /**
     * Aborts streams; their exchanges fail.
     *
     * @param name the name of the streams; null for any
     * @param id the id of the stream; null for any
     * @param key the key of the streams; null for any
     * @return the number of streams that were aborted; those that had already failed do not count
     */
    public int cancel(String name, String id, String key) {
        return (int) running.stream()
                .filter(stream -> (name == null || name.equals(stream.request().name()))
                        && (id == null || id.equals(stream.id()))
                        && (key == null || key.equals(stream.request().key())))
                .filter(AuraStream::cancel)
                .count();
    }

    /** Whether the exchange is a chunk of this stream, or was made from one: a request would cause an endless loop. */
    public boolean isChunkOf(Exchange exchange, String name) {
        return StreamLineage.namesOf(exchange).contains(name);
    }

    /** Fails the exchange if it is a redelivery to a stream whose chunks routes have already received; returns whether it did. */
    public boolean failsAgain(Exchange exchange, String name) {
        return RedeliveryGuard.failsAgain(exchange, name);
    }

    /** Returns the failure of a request whose producer has stopped. */
    public static AuraStreamException hasStopped(String name, Exchange exchange) {
        return new AuraStreamException(
                name
                        + " has stopped; nothing was sent. Its route or CamelContext stops, or a cache is too small for the"
                        + " endpoints in use (cacheSize of toD, recipientList or enrich)",
                exchange,
                null,
                0,
                "",
                AuraStreamException.Reason.STOPPED);
    }

    /** Starts a stream now, or when a slot becomes free. The request's callback is always called exactly once. */
    public void start(StreamRequest request) {
        new AuraStream(this, request).start();
    }

    /** Adds a listener for the events of all streams of this name. It is called after the listeners that were added before. */
    public void addListener(String name, ChunkEvent.Listener listener) {
        listeners.compute(name, (key, list) -> {
            List<ChunkEvent.Listener> all = list == null ? new CopyOnWriteArrayList<>() : list;
            all.add(listener);
            return all;
        });
    }

    public void removeListener(String name, ChunkEvent.Listener listener) {
        listeners.computeIfPresent(name, (key, list) -> {
            list.remove(listener);
            return list.isEmpty() ? null : list;
        });
    }

    /** Returns the ids of the running streams of this name that deliver events to listeners. */
    public Set<String> running(String name) {
        return running.stream()
                .filter(stream -> !stream.request().settings().streaming()
                        && stream.request().name().equals(name))
                .map(AuraStream::id)
                .collect(Collectors.toSet());
    }

    /** Returns the number of running streams of this owner. */
    public long running(Object owner) {
        return running.stream()
                .filter(stream -> stream.request().owner() == owner)
                .count();
    }

    /** Aborts the streams of this owner whose route has stopped or is stopping. */
    public void abortOrphans(Object owner) {
        AuraStream.stop(running.stream()
                .filter(stream -> stream.request().owner() == owner
                        && isStopping(stream.info().routeId()))
                .toList());
    }

    /** Whether this route is stopping or has stopped; false for null. */
    private boolean isStopping(String routeId) {
        if (routeId == null) {
            return false;
        }
        ServiceStatus status = context.getRouteController().getRouteStatus(routeId);
        Route route = context.getRoute(routeId);
        if (status == null || status.isStopping() || status.isStopped() || route == null) {
            return true;
        }
        // a forced stop ends the consumer, and with it the producers, while the route itself still counts as started
        return route.getConsumer() instanceof StatefulService consumer
                && (consumer.isStopping() || consumer.isStopped());
    }

    List<ChunkEvent.Listener> listeners(String name) {
        return listeners.getOrDefault(name, List.of());
    }

    CamelContext context() {
        return context;
    }

    /** Returns the threads of the streams, which have started. */
    public StreamThreads threads() {
        return threads;
    }

    /** Returns those that observe a stream with this request: only a chat has observers, because nothing else is a stream to users. */
    StreamObservers observers(StreamRequest request) {
        return request.isChat() ? observers : nobody;
    }

    void begun(AuraStream stream, StreamStatistics ofEndpoint) {
        running.add(stream);
        deadlines.add(stream);
        ofEndpoint.begun(stream.info(), stream.request().exchange());
        observers(stream.request()).begun(stream.info(), stream.request().exchange());
    }

    void ended(AuraStream stream, StreamStatistics ofEndpoint, StreamEnd end) {
        running.remove(stream);
        ofEndpoint.ended(stream.info(), end);
        observers(stream.request()).ended(stream.info(), end);
    }

    @Override
    protected void doStart() {
        threads.start();
        context.addLifecycleStrategy(contextListener);
    }

    @Override
    protected void doStop() {
        context.getLifecycleStrategies().remove(contextListener);
        AuraStream.stop(List.copyOf(running));
        threads.stop();
    }

    /**
     * Waits for the streams that a ProducerTemplate started. Camel waits only for the exchanges in flight of a route before it
     * stops the route. These streams belong to no route, but routes still have to process their chunks.
     */
    private void awaitStreamsWithoutRoute() {
        CompletableFuture<?>[] ends = running.stream()
                .filter(stream ->
                        stream.info().routeId() == null && stream.request().isChat())
                .map(AuraStream::end)
                .toArray(CompletableFuture<?>[]::new);
        if (ends.length == 0) {
            return;
        }
        ShutdownStrategy strategy = context.getShutdownStrategy();
        LOG.info("Waiting for {} running streams that were not started by a route", ends.length);
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        all.copy()
                .completeOnTimeout(null, strategy.getTimeout(), strategy.getTimeUnit())
                .join();
        if (!all.isDone()) {
            LOG.warn("Streams that were not started by a route have not ended in time and will be aborted");
        }
    }
}
