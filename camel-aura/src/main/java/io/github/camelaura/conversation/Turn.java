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
package io.github.camelaura.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraMessage;
import io.github.camelaura.store.Lease;

/**
 * One request of a conversation, with its reply. A turn waits until no other turn of its conversation runs; then its listener is
 * called. After that, the first call of {@link #save}, {@link #saveHere}, {@link #savePartial} or {@link #release} ends the turn and
 * starts the next one.
 *
 * <p>Threads: any thread may cancel or end a turn, and does not block, except in {@link #saveHere}. The map is used on the executor only,
 * except in that method, and at the end of a turn if the executor rejects tasks. {@code state} decides
 * between start, cancellation and end. No lock is held.
 */
public final class Turn {

    /** Receives the start of a turn. Unless the turn is cancelled before, one of the methods is called, once. It must not throw. */
    public interface Listener {

        /** The turn runs, and {@link Turn#history()} has the past turns. The method runs on the executor, and may block. */
        void ready(Turn turn);

        /** The turn has ended without a start. The method runs on the executor, or on any thread if the executor rejects tasks. */
        void failed(ConversationException failure);
    }

    private enum State {
        WAITING,
        RUNNING,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final Conversations conversations;
    private final ConversationKey key;
    private final ConversationSettings settings;
    private final TurnLease lease;
    private final Listener listener;
    private volatile Future<?> nextBeat;
    private volatile boolean renewalFailed;

    Turn(
            Conversations conversations,
            ConversationKey key,
            ConversationSettings settings,
            TurnLease lease,
            Listener listener) {
        this.conversations = conversations;
        this.key = key;
        this.settings = settings;
        this.lease = lease;
        this.listener = listener;
    }

    ConversationKey key() {
        return key;
    }

    /** Returns the messages of the past turns, oldest first, which precede the prompt. The turn must have started. */
    public List<AuraMessage> history() {
        List<AuraMessage> messages = new ArrayList<>();
        for (PastTurn past : lease.history()) {
            past.prompts().forEach(prompt -> messages.add(AuraMessage.user(prompt)));
            messages.add(AuraMessage.assistant(past.reply()));
        }
        return messages;
    }

    /**
     * Cancels the turn if it has not started.
     *
     * @return whether it was cancelled; then its listener is not called
     */
    public boolean cancel() {
        if (!state.compareAndSet(State.WAITING, State.ENDED)) {
            return false;
        }
        end.complete(false);
        conversations.cancelled(this);
        return true;
    }

    /**
     * Ends the turn, and adds it to the conversation.
     *
     * @param prompts the messages of the user
     * @param reply the whole reply
     * @return completes with true when the turn is saved, with false if the conversation was removed while the turn ran or the turn
     *     had ended before, and with a {@link ConversationException} if the map failed
     */
    public CompletableFuture<Boolean> save(List<AuraMessage> prompts, String reply) {
        return end(append(prompts, reply, false));
    }

    /** As {@link #save}, on this thread, which a slow map blocks. */
    public CompletableFuture<Boolean> saveHere(List<AuraMessage> prompts, String reply) {
        End action = append(prompts, reply, false);
        if (claimEnd()) {
            finish(action);
        }
        return end;
    }

    /** As {@link #save}, for a reply that did not arrive completely. Without {@code keepPartialReply}, or without text, nothing is saved. */
    public CompletableFuture<Boolean> savePartial(List<AuraMessage> prompts, String reply) {
        return settings.keepPartialReply() && !reply.isEmpty() ? end(append(prompts, reply, true)) : release();
    }

    /**
     * Ends the turn without saving it.
     *
     * @return completes with false when the next turn may start, and with a {@link ConversationException} if the map failed
     */
    public CompletableFuture<Boolean> release() {
        return end(() -> {
            lease.release();
            return false;
        });
    }

    private End append(List<AuraMessage> prompts, String reply, boolean partial) {
        if (prompts.isEmpty()
                || prompts.stream().anyMatch(message -> !ConversationMessage.USER.equals(message.role()))) {
            throw new IllegalArgumentException("The prompt of a turn must be messages of the user");
        }
        List<String> texts = prompts.stream().map(AuraMessage::content).toList();
        return () -> lease.append(texts, reply, partial);
    }

    /** What the end of a turn does to the map. */
    private interface End {
        boolean run() throws ConversationException;
    }

    private CompletableFuture<Boolean> end(End action) {
        if (claimEnd() && !conversations.execute(() -> finish(action))) {
            finish(action); // otherwise the reply is lost, and other nodes wait for the end of the lease
        }
        return end;
    }

    /** Returns whether the caller ends the turn, because it is the first one that does. */
    private boolean claimEnd() {
        if (state.get() == State.WAITING) {
            throw new IllegalStateException("The turn has not started: cancel it");
        }
        boolean first = state.compareAndSet(State.RUNNING, State.ENDED);
        if (first) {
            stopBeats();
        }
        return first;
    }

    private void finish(End action) {
        boolean saved = false;
        Throwable failure = null;
        try {
            saved = action.run();
        } catch (ConversationException | RuntimeException | Error e) { // the next turn must begin in any case
            lease.abandon();
            failure = e;
        }
        conversations.ended(this);
        if (failure == null) {
            end.complete(saved);
        } else {
            end.completeExceptionally(failure);
        }
    }

    /** Tries to start: the turn is the first one of this node. Runs on the executor. */
    void attempt() {
        if (state.get() == State.ENDED) {
            conversations.ended(this);
            return;
        }
        boolean acquired;
        try {
            acquired = lease.acquire();
        } catch (ConversationException e) {
            abandon(e);
            return;
        } catch (RuntimeException | Error e) {
            abandon(ConversationException.ofStore(e));
            return;
        }
        if (!acquired) {
            conversations.startLater(this);
        } else if (state.compareAndSet(State.WAITING, State.RUNNING)) {
            run();
        } else {
            finish(
                    () -> { // cancelled meanwhile
                        lease.release();
                        return false;
                    });
        }
    }

    private void abandon(ConversationException failure) {
        lease.abandon();
        conversations.ended(this);
        fail(failure);
    }

    /** Ends the turn without a start, unless it is cancelled. */
    void fail(ConversationException failure) {
        if (state.compareAndSet(State.WAITING, State.ENDED)) {
            end.complete(false);
            listener.failed(failure);
        }
    }

    private void run() {
        scheduleBeat();
        boolean done = false;
        try {
            listener.ready(this);
            done = true;
        } finally {
            if (!done) {
                CompletableFuture<Boolean> unused = release();
            }
        }
    }

    private void scheduleBeat() {
        nextBeat = conversations.executeLater(this::beat, Lease.BEAT_MILLIS);
    }

    private void stopBeats() {
        Future<?> beat = nextBeat;
        if (beat != null) {
            beat.cancel(false);
        }
    }

    /** Renews the lease. Runs on the executor. */
    private void beat() {
        if (state.get() == State.ENDED) {
            return;
        }
        try {
            if (!lease.renew()) {
                LOG.debug("A running turn no longer has the lease of its conversation");
                return;
            }
            renewalFailed = false;
        } catch (ConversationException e) {
            if (!renewalFailed) {
                LOG.warn(
                        "The lease of a conversation was not renewed, and will be tried again every {} ms. Other nodes may"
                                + " begin the next turn",
                        Lease.BEAT_MILLIS,
                        e);
            }
            renewalFailed = true;
        }
        scheduleBeat();
    }
}
