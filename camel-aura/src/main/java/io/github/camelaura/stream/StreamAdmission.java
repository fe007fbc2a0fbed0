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

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.stream.StreamState.StreamPhase;

/**
 * What a stream waits for before it runs, and holds until its end: its turn in a conversation, then a slot. It waits without a thread.
 *
 * <p>Threads: the wait goes on on the thread that ends the one before; any thread may stop it. {@code hasSlot} is written before the
 * stream runs. {@code isSaving} decides who ends a stream that is stopped while a slow map holds its thread: its thread or the one that
 * stops it. No lock is held.
 */
final class StreamAdmission {

    /** The stream that waits. */
    interface Waiting {

        /** Runs the stream, on a thread of its own. */
        void run();

        /** Fails the stream, which does not wait any more. */
        void fail(Throwable cause);

        /** Returns why the stream must not run; null if it may. */
        Throwable failure();
    }

    private final StreamThreads threads;
    private final StreamRequest request;
    private final StreamFailures failures;
    private final StreamDeadline deadline;
    private final Waiting stream;
    private final BooleanSupplier slotTask = this::submit;
    private final AtomicBoolean isSaving = new AtomicBoolean();
    private volatile boolean hasSlot;

    StreamAdmission(
            StreamThreads threads,
            StreamRequest request,
            StreamFailures failures,
            StreamDeadline deadline,
            Waiting stream) {
        this.threads = threads;
        this.request = request;
        this.failures = failures;
        this.deadline = deadline;
        this.stream = stream;
    }

    /** Begins to wait. */
    void begin() {
        deadline.enter(StreamPhase.TURN);
        if (!request.turn().begin(() -> awaitSlot(this::runHere), stream::fail)) {
            awaitSlot(slotTask);
        }
        stopIfFailed();
    }

    private void awaitSlot(BooleanSupplier free) {
        deadline.enter(StreamPhase.SLOT);
        StreamSlots.Admission admission = request.slots().acquire(free, slotTask);
        if (admission == StreamSlots.Admission.ADMITTED) {
            stopIfFailed();
        } else {
            stream.fail(failures.notAdmitted(admission));
        }
    }

    private void stopIfFailed() {
        if (stream.failure() != null) { // it failed before it waited
            stop();
        }
    }

    /** Ends the wait of a stream that has failed, if it still waits: for its turn, for a slot or for the map. */
    void stop() {
        if (isSaving.compareAndSet(true, false)
                || request.turn().cancel()
                || request.slots().cancel(slotTask)) {
            threads.answer(() -> stream.fail(stream.failure()));
        }
    }

    /** The turn began on a thread of the executor, so the stream needs no other one. */
    private boolean runHere() {
        hasSlot = true;
        stream.run();
        return true;
    }

    private boolean submit() {
        hasSlot = true;
        try {
            threads.executor().execute(stream::run);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) { // stopped, or no thread can be created
            hasSlot = false;
            stream.fail(e instanceof OutOfMemoryError ? e : failures.stopped());
            return false;
        }
    }

    /**
     * Saves the turn of a complete reply on the thread of the stream.
     *
     * @return false if the stream was stopped meanwhile; then another thread fails it, and this one must leave it alone
     */
    boolean save(String reply) throws AuraStreamException {
        isSaving.set(true);
        stopIfFailed();
        try {
            if (isSaving.get()) {
                request.turn().save(reply);
            }
        } catch (Exception e) { // of the store of the conversations
            if (isSaving.compareAndSet(true, false)) {
                throw failures.notSaved(e);
            }
        }
        return isSaving.compareAndSet(true, false);
    }

    /** Saves the turn of a complete reply for the reader of the stream, which a slow map must not hold. */
    void saveOnOtherThread(String reply) throws AuraStreamException {
        try {
            request.turn().saveOnOtherThread(reply);
        } catch (Exception e) { // of the store of the conversations
            throw failures.notSaved(e);
        }
    }

    /**
     * Frees what the stream holds.
     *
     * @param partialReply what has arrived of a reply whose turn is not saved; null if it is
     */
    void end(String partialReply) {
        if (partialReply != null) {
            request.turn().end(partialReply);
        }
        if (hasSlot) {
            request.slots().release();
        }
    }
}
