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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.stream.StreamState.StreamPhase;

/**
 * One request and its reply: waits for a slot, sends the request, reads the reply chunk by chunk, and answers the exchange.
 *
 * <p>Threads: {@link #run} drives the stream on one thread of the component; with {@code streaming=true} the reader of the body
 * does so from the first chunk on ({@link #readNext}). The timer, a stop and an operator end it from other threads: they set
 * {@code failure}, where only the first counts, and then cancel the call, so that the read of the driving thread fails. If that thread
 * saves the turn, {@link StreamAdmission} has another one fail the stream.
 * {@code end} is completed once and releases the slot. {@code reader} belongs to the driving thread.
 */
final class AuraStream implements StreamDeadline.Listener, ChunkIterator.Source, StreamAdmission.Waiting {

    private static final Logger LOG = LoggerFactory.getLogger(AuraStream.class);

    private final StreamManager manager;
    private final StreamRequest request;
    private final StreamFailures failures;
    private final Delivery delivery;
    private final Answer answer;
    private final StreamInfo info;
    private final StreamDeadline deadline;
    private final ReplyBuffer reply = new ReplyBuffer();
    private final StreamProgress progress;
    private final StreamAdmission admission;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Kind broken = Kind.FAILED; // the outcome if a read fails, which it also does after a close
    private ReplyReader reader;

    AuraStream(StreamManager manager, StreamRequest request) {
        this.manager = manager;
        this.request = request;
        String id = manager.context().getUuidGenerator().generateUuid();
        this.failures = new StreamFailures(request, reply);
        this.delivery = new Delivery(manager, request, failures, id, cause -> abort(cause, false));
        this.answer = new Answer(request.exchange(), request.callback());
        this.info = request.info(id);
        this.deadline = new StreamDeadline(request.settings());
        this.progress = new StreamProgress(info, deadline, reply, manager.observers(request));
        this.admission = new StreamAdmission(manager.threads(), request, failures, deadline, this);
    }

    void start() {
        LOG.debug("Stream {} of {} starts for exchange {}", id(), request.name(), info.exchangeId());
        manager.begun(this, request.statistics());
        admission.begin();
    }

    @Override
    public void run() {
        try {
            throwIfFailed();
            reader = new ReplyReader(
                    request.call().open(progress),
                    request.settings().onMalformedInput().action(),
                    request.settings().maxReplySize());
            String first = read();
            if (first == null) {
                throw failures.empty();
            }
            progress.begin();
            LOG.debug("Stream {} received its first chunk after {} ms", id(), reply.millisToFirstChunk());
            if (request.settings().streaming()) {
                handOver(first);
            } else {
                emitAll(first);
                succeed();
            }
        } catch (Throwable e) { // also an Error, because the exchange must be answered
            fail(e);
        }
    }

    private void emitAll(String first) throws Throwable {
        for (String chunk = first; chunk != null; chunk = next()) {
            delivery.chunk(chunk, reply.add(chunk));
        }
    }

    private String next() throws Throwable {
        deadline.enter(StreamPhase.CHUNK);
        return read();
    }

    private String read() throws Throwable {
        throwIfFailed();
        String chunk = reader.read();
        deadline.enter(StreamPhase.ROUTES);
        throwIfFailed();
        if (chunk != null) {
            progress.arrived();
        }
        return chunk;
    }

    @Override
    public String readNext() throws Throwable {
        try {
            String chunk = next();
            if (chunk != null) {
                reply.add(chunk);
            }
            return chunk;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    @Override
    public void finish() throws Throwable {
        try {
            if (!answer.decide()) {
                throw failures.cancelled();
            }
            admission.saveOnOtherThread(reply.text());
            release(Kind.COMPLETED);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private Throwable failed(Throwable e) {
        failure.compareAndSet(null, failures.of(e));
        request.call().cancel();
        release(broken);
        return failure.get();
    }

    private void throwIfFailed() throws Throwable {
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void handOver(String first) {
        reply.add(first);
        ChunkIterator chunks = ChunkIterator.of(
                this, failures, request, first, manager.threads().executor());
        if (!answer.stream(chunks, request.settings().format(), progress.begun())) {
            abandon(); // requestTimeout has already failed the exchange
        }
    }

    private void succeed() throws Throwable {
        String text = reply.text();
        if (!answer.decide()) {
            throw failures.cancelled();
        }
        if (admission.save(text)) { // before anybody learns of the end
            Map<String, Object> details = delivery.completed(text, progress.completed());
            if (!answer.reply(request.body(text), details, () -> release(Kind.COMPLETED))) {
                release(Kind.FAILED); // requestTimeout was quicker
            }
        }
    }

    @Override
    public Throwable failure() {
        return failure.get();
    }

    @Override
    public void fail(Throwable e) {
        deadline.enter(StreamPhase.ROUTES);
        if (answer.isGiven() && failure.get() == null) {
            LOG.error("Exchange {} got the reply of {}, then its route failed", info.exchangeId(), request.name(), e);
        }
        if (e instanceof AuraHttpException) {
            failure.set(e); // gives more details than a timeout while its body was read
        } else {
            failure.compareAndSet(null, failures.of(e));
        }
        request.call().cancel();
        if (deadline.isOver()) {
            manager.threads().answer(this::answerFailed); // routes that receive the failure may take long
        }
        try {
            if (!request.settings().streaming() && !end.isDone()) {
                delivery.failed(failure.get());
            }
        } finally {
            release(Kind.FAILED);
            answerFailed();
        }
    }

    private void answerFailed() {
        answer.fail(failure.get(), request.name(), failures.isFinal(failure.get()));
    }

    @Override
    public void abandon() {
        broken = failure.get() == null ? Kind.CLOSED : broken;
        request.call().cancel();
        release(broken);
    }

    /** Aborts streams because their route or component stops. */
    static void stop(List<AuraStream> streams) {
        // fail all before the first one frees its slot: otherwise a waiting stream would get it and send its request
        List<AuraStream> failed = streams.stream()
                .filter(stream -> stream.failure.compareAndSet(null, stream.failures.stopped()))
                .toList();
        failed.forEach(AuraStream::cancelCall);
    }

    private boolean abort(Throwable cause, boolean beforeRoutesReturn) {
        boolean first = failure.compareAndSet(null, cause);
        if (first) {
            cancelCall();
            if (request.settings().streaming() && answer.isGiven()) { // its reader may be away, and free no slot
                manager.threads().answer(() -> release(Kind.FAILED));
            }
        }
        // after the failure is set, because the driving thread enters a phase before it checks for a failure
        if (deadline.mayHoldThread(beforeRoutesReturn)) {
            manager.threads().answer(this::answerFailed);
        }
        return first;
    }

    private void cancelCall() {
        request.call().cancel();
        admission.stop();
    }

    @Override
    public void onExpired(StreamPhase phase, boolean whole) {
        boolean left = phase == StreamPhase.CONNECT && !request.call().withhold();
        abort(left ? failures.leftTooLate() : failures.timeout(phase, whole), whole);
    }

    private void release(Kind outcome) {
        if (end.complete(null)) {
            Throwable cause = outcome == Kind.FAILED ? failure.get() : null;
            StreamEnd summary = progress.end(outcome, cause, request.call().isSent());
            LOG.debug("Stream {} {}", id(), summary);
            manager.ended(this, request.statistics(), summary);
            request.call().end(); // before the slot is free, because the last one closes the credentials
            admission.end(outcome == Kind.COMPLETED ? null : reply.text());
        }
    }

    StreamDeadline deadline() {
        return deadline;
    }

    StreamState state() {
        return progress.state();
    }

    /** Aborts the stream because nobody wants its reply; returns false if it has failed or has the whole reply. */
    boolean cancel() {
        return answer.decide() && abort(failures.cancelled(), false);
    }

    StreamInfo info() {
        return info;
    }

    StreamRequest request() {
        return request;
    }

    String id() {
        return info.id();
    }

    CompletableFuture<Void> end() {
        return end;
    }
}
