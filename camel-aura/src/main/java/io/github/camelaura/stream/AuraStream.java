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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.StatefulService;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraConnectException;
import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.call.AuthenticatedCall;

/**
 * One question and its reply: waits for a slot, asks, reads chunk by chunk, and answers the exchange that asked exactly
 * once. Runs on one thread of the component, but in {@code streaming} mode, where the reader's thread reads.
 */
final class AuraStream implements AuthenticatedCall.Progress, StreamDeadline.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(AuraStream.class);

    private final StreamManager manager;
    private final StreamRequest request;
    private final StreamSettings settings;
    private final StreamLineage origin;
    private final ChunkHeaders headers;
    private final StreamFailures failures;
    private final StreamInfo info;
    private final StreamDeadline deadline;
    private final ReplyBuffer reply = new ReplyBuffer();
    private final BooleanSupplier slotTask = this::submit;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean answered = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean hasSlot;
    private ReplyReader reader;
    private long lastArrival;

    AuraStream(StreamManager manager, StreamRequest request) {
        this.manager = manager;
        this.request = request;
        this.settings = request.settings();
        String id = manager.context().getUuidGenerator().generateUuid();
        this.origin = StreamLineage.of(request.exchange(), id, request.name());
        this.headers = new ChunkHeaders(request.exchange(), id, settings.copyHeaders());
        this.failures = new StreamFailures(request, reply);
        this.info = new StreamInfo(
                id,
                request.name(),
                request.model(),
                request.exchange().getExchangeId(),
                ExchangeHelper.getRouteId(request.exchange()));
        this.deadline = new StreamDeadline(manager.timer(), settings.requestTimeout(), this);
    }

    void start() {
        LOG.debug("Stream {} of {} begins, for exchange {}", id(), request.name(), info.exchangeId());
        deadline.enter(StreamPhase.SLOT);
        manager.begun(this, request.statistics());
        request.slots().acquire(slotTask);
        if (failure.get() != null) {
            stopWaiting(); // it failed before it began to wait
        }
    }

    private void stopWaiting() {
        if (request.slots().cancel(slotTask)) {
            manager.executor().execute(() -> fail(failure.get()));
        }
    }

    private boolean submit() {
        hasSlot = true;
        try {
            manager.executor().execute(this::run);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) { // stopped, or no thread to be had
            hasSlot = false;
            fail(e instanceof OutOfMemoryError ? e : failures.stopped());
            return false;
        }
    }

    private void run() {
        try {
            throwIfFailed();
            reader = new ReplyReader(
                    request.call().open(this), settings.onMalformedInput().action(), settings.maxReplySize());
            String first = read();
            if (first == null) {
                throw failures.empty();
            }
            reply.begin(deadline.elapsed());
            LOG.debug("Stream {} has its first chunk after {} ms", id(), reply.millisToFirstChunk());
            if (settings.streaming()) {
                handOver(first);
            } else {
                emitAll(first);
                succeed();
            }
        } catch (Throwable e) { // whatever it is, the exchange that asked must have its answer
            fail(e);
        }
    }

    private void emitAll(String first) throws Throwable {
        for (String chunk = first; chunk != null; chunk = next()) {
            long index = reply.add(chunk);
            Exception routeFailure = deliver(ChunkEvent.Type.NEXT, chunk, headers.next(index));
            if (routeFailure != null && settings.stopOnException()) {
                throw failures.route(routeFailure);
            }
        }
    }

    /** Waits for the next chunk; null at the end of the reply. */
    private String next() throws Throwable {
        deadline.enter(StreamPhase.CHUNK, settings.chunkTimeout());
        return read();
    }

    private String read() throws Throwable {
        throwIfFailed();
        String chunk = reader.read();
        deadline.enter(StreamPhase.ROUTES);
        throwIfFailed();
        if (chunk != null && manager.observers().wantsChunks()) {
            observeChunk();
        }
        return chunk;
    }

    private void observeChunk() {
        long now = deadline.elapsed();
        if (reply.chunks() > 0) {
            manager.observers().chunk(info, Duration.ofNanos(now - lastArrival));
        }
        lastArrival = now;
    }

    /** Waits for the next chunk on behalf of the reader of the stream; null at its end. */
    String readNext() throws Throwable {
        try {
            String chunk = next();
            if (chunk == null) {
                release(Kind.COMPLETED);
            } else {
                reply.add(chunk);
            }
            return chunk;
        } catch (Throwable e) {
            failure.compareAndSet(null, failures.of(e));
            request.call().cancel();
            release(Kind.FAILED);
            throw failure.get();
        }
    }

    private void throwIfFailed() throws Throwable {
        Throwable cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }

    private Exception deliver(ChunkEvent.Type type, Object body, Map<String, Object> carried) {
        ChunkEvent event = new ChunkEvent(origin, type, body, carried);
        Exception first = null;
        for (ChunkListener listener : manager.listeners(request.name())) {
            first = deliver(event, listener, first);
        }
        return request.repliesTo() == null ? first : deliver(event, request.repliesTo(), first);
    }

    private static Exception deliver(ChunkEvent event, ChunkListener listener, Exception first) {
        Exception failed = listener.accepts(event.type()) ? listener.deliver(event) : null;
        return first == null ? failed : first;
    }

    private void handOver(String first) {
        reply.add(first);
        ChunkIterator iterator = new ChunkIterator(this, request.exchange(), first);
        boolean handedOver = answer(exchange -> {
            setBody(exchange.getMessage(), iterator);
            exchange.getMessage().setHeader(AuraConstants.STREAM_ID, id());
            exchange.getMessage().setHeader(AuraConstants.TIME_TO_FIRST_CHUNK, reply.millisToFirstChunk());
            exchange.getExchangeExtension().addOnCompletion(iterator.closing());
        });
        if (!handedOver) {
            abandon(); // requestTimeout was quicker
        }
    }

    private void succeed() {
        Map<String, Object> details = Map.of(
                AuraConstants.CHUNK_COUNT, reply.chunks(),
                AuraConstants.TIME_TO_FIRST_CHUNK, reply.millisToFirstChunk(),
                AuraConstants.DURATION, TimeUnit.NANOSECONDS.toMillis(deadline.elapsed()),
                AuraConstants.RESPONSE_MODEL, request.model());
        String text = reply.text();
        deliver(ChunkEvent.Type.COMPLETED, text, headers.last(ChunkEvent.Type.COMPLETED, details));
        release(Kind.COMPLETED);
        answer(exchange -> {
            setBody(exchange.getMessage(), text);
            exchange.getMessage().setHeader(AuraConstants.STREAM_ID, id());
            details.forEach(exchange.getMessage()::setHeader);
        });
    }

    private static void setBody(Message message, Object body) {
        message.setBody(body);
        message.removeHeader(Exchange.CONTENT_TYPE);
        message.removeHeader(Exchange.CONTENT_LENGTH);
    }

    private void fail(Throwable e) {
        deadline.enter(StreamPhase.ROUTES);
        if (answered.get() && failure.get() == null) {
            LOG.error(
                    "Exchange {} had its answer from {}, then its route failed", info.exchangeId(), request.name(), e);
        }
        if (e instanceof AuraHttpException) {
            failure.set(e); // says more than that a time limit cut its body short
        } else {
            failure.compareAndSet(null, failures.of(e));
        }
        request.call().cancel();
        try {
            if (!settings.streaming() && !end.isDone()) {
                deliver(ChunkEvent.Type.ERROR, failure.get(), headers.last(ChunkEvent.Type.ERROR, Map.of()));
            }
        } finally {
            release(Kind.FAILED);
            answerFailed();
        }
    }

    private void answerFailed() {
        answer(exchange -> {
            if (reply.chunks() > 0) {
                RedeliveryGuard.leaveOn(exchange, request.name(), failure.get());
            }
            exchange.setException(failure.get());
        });
    }

    /** False if it had its answer before. */
    private boolean answer(Consumer<Exchange> answer) {
        boolean first = answered.compareAndSet(false, true);
        if (first) {
            try {
                answer.accept(request.exchange());
            } finally {
                request.callback().done(false);
            }
        }
        return first;
    }

    /** Nobody wants the rest. */
    void abandon() {
        request.call().cancel();
        release(failure.get() == null ? Kind.CLOSED : Kind.FAILED);
    }

    /** Breaks streams off, as their route or component is stopped. */
    static void stop(List<AuraStream> streams) {
        // all have failed before the first gives its slot to one that waits: what was not sent is not sent now
        List<AuraStream> failed = streams.stream()
                .filter(stream -> stream.failure.compareAndSet(null, stream.failures.stopped()))
                .toList();
        failed.forEach(AuraStream::breakOff);
    }

    private boolean abort(Throwable cause) {
        boolean first = failure.compareAndSet(null, cause);
        if (first) {
            breakOff();
        }
        return first;
    }

    private void breakOff() {
        request.call().cancel();
        stopWaiting();
    }

    @Override
    public void onExpired(StreamPhase phase, boolean whole) {
        boolean left = phase == StreamPhase.CONNECT && !request.call().withhold();
        abort(left ? failures.leftTooLate() : failures.timeout(phase, whole));
        // asked only now: the thread enters a phase before it looks for a failure, and misses none that came before
        StreamPhase now = deadline.phase();
        boolean threadMayBeHeld =
                now == StreamPhase.CREDENTIAL || now == StreamPhase.CONNECT || (now == StreamPhase.ROUTES && whole);
        if (threadMayBeHeld) {
            manager.executor().execute(this::answerFailed);
        }
    }

    private void release(Kind outcome) {
        if (end.complete(null)) {
            deadline.close();
            StreamEnd summary = summary(outcome);
            LOG.debug(
                    "Stream {} {} after {} chunks and {} ms{}",
                    id(),
                    outcome,
                    summary.chunks(),
                    summary.duration().toMillis(),
                    summary.failure() == null
                            ? ""
                            : ": " + summary.failure().getClass().getName());
            manager.ended(this, request.statistics(), summary);
            if (hasSlot) {
                request.slots().release();
            }
        }
    }

    private StreamEnd summary(Kind outcome) {
        Throwable cause = outcome == Kind.FAILED ? failure.get() : null;
        Boolean reached = cause instanceof AuraConnectException ? Boolean.FALSE : null;
        if (reached == null && request.call().isSent()) {
            reached = true;
        }
        Duration first = reply.chunks() == 0 ? null : Duration.ofMillis(reply.millisToFirstChunk());
        return new StreamEnd(outcome, cause, reached, reply.chunks(), first, Duration.ofNanos(deadline.elapsed()));
    }

    /** What it does at this moment. */
    StreamState state() {
        return new StreamState(
                info,
                deadline.phase(),
                Duration.ofNanos(deadline.elapsed()),
                Duration.ofNanos(deadline.idle()),
                reply.chunks());
    }

    /** Breaks it off, as somebody who operates it says so; false if it has failed already. */
    boolean cancel() {
        return abort(failures.cancelled());
    }

    StreamInfo info() {
        return info;
    }

    Exchange asking() {
        return request.exchange();
    }

    @Override
    public void credential() {
        deadline.enter(StreamPhase.CREDENTIAL);
    }

    @Override
    public void connecting() {
        deadline.enter(StreamPhase.CONNECT, settings.connectTimeout());
    }

    @Override
    public void sending() {
        deadline.enter(StreamPhase.FIRST_CHUNK, settings.firstChunkTimeout());
    }

    String id() {
        return origin.streamId();
    }

    StreamFailures failures() {
        return failures;
    }

    boolean feeds(String name) {
        return !settings.streaming() && request.name().equals(name);
    }

    boolean hasRoute() {
        return info.routeId() != null;
    }

    /** Done when the stream has ended, however it did. */
    CompletableFuture<Void> end() {
        return end;
    }

    boolean isOf(Object owner) {
        return request.owner() == owner;
    }

    boolean isOrphanOf(Object owner) {
        return isOf(owner) && hasRoute() && isRouteStopping();
    }

    private boolean isRouteStopping() {
        ServiceStatus status = manager.context().getRouteController().getRouteStatus(info.routeId());
        Route route = manager.context().getRoute(info.routeId());
        if (status == null || status.isStopping() || status.isStopped() || route == null) {
            return true;
        }
        // a forced stop ends the consumer, and with it the producers, while the route itself still counts as started
        return route.getConsumer() instanceof StatefulService consumer
                && (consumer.isStopping() || consumer.isStopped());
    }
}
