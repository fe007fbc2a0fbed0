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

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.store.Lease;
import io.github.camelaura.store.LeaseWatch;

/**
 * The lease of one turn, and what the turn does to the stored conversation. Each method reads the current value and changes it by
 * compare-and-set, so it also works after another node has taken the lease.
 *
 * <p>Threads: one acquires. After that any, also several at once. Each method may block.
 */
final class TurnLease {

    private static final Logger LOG = LoggerFactory.getLogger(TurnLease.class);

    private final ConversationStore store;
    private final LeaseWatch watch;
    private final Clock clock;
    private final ConversationKey key;
    private final ConversationSettings settings;
    private final String turn = UUID.randomUUID().toString();

    /** The conversation as it was when the turn began. */
    private volatile Conversation begun;

    private volatile boolean isNew;

    /** Whether the map may have the lease, also if it has reported a failure. */
    private volatile boolean mayHaveLease;

    /** What the turn wrote last. */
    private volatile Stored written;

    TurnLease(
            ConversationStore store,
            LeaseWatch watch,
            Clock clock,
            ConversationKey key,
            ConversationSettings settings) {
        this.store = store;
        this.watch = watch;
        this.clock = clock;
        this.key = key;
        this.settings = settings;
    }

    /**
     * Takes the lease, unless another turn holds it.
     *
     * @return whether the turn has the lease now
     */
    boolean acquire() throws ConversationException {
        for (int attempt = 1; attempt <= ConversationStore.MOST_ATTEMPTS; attempt++) {
            Stored stored = store.read(key, written);
            if (stored != null && stored.conversation().isHeldBy(turn)) { // the map had lost its answer to this change
                begun = stored.conversation();
                return true;
            }
            if (stored != null
                    && stored.conversation().lease() != null
                    && !watch.isOver(key.text(), stored.conversation().lease())) {
                return false;
            }
            long now = clock.millis();
            Lease lease = new Lease(turn, 0);
            boolean none =
                    stored == null || settings.isExpired(stored.conversation().lastUse(), now);
            Stored mine = none
                    ? Stored.of(new Conversation(UUID.randomUUID().toString(), now, lease, List.of()))
                    : stored.with(lease, now);
            isNew = none;
            mayHaveLease = true;
            if (store.replace(key, stored, mine)) {
                watch.forget(key.text());
                written = mine;
                begun = mine.conversation();
                return true;
            }
        }
        throw ConversationStore.refused();
    }

    /** Returns the past turns when this one began, as far as the limits allow. */
    List<PastTurn> history() {
        return settings.cut(begun.turns());
    }

    /**
     * Shows other nodes that the turn is running.
     *
     * @return whether the turn still has the lease
     */
    boolean renew() throws ConversationException {
        Stored stored = store.read(key, written);
        if (!isSame(stored) || !stored.conversation().isHeldBy(turn)) {
            return false;
        }
        Stored renewed = stored.with(stored.conversation().lease().renewed(), clock.millis());
        if (store.replace(key, stored, renewed)) { // otherwise the next beat is still early enough
            written = renewed;
        }
        return true;
    }

    /**
     * Adds the turn to the conversation, and ends its lease.
     *
     * @return false if the conversation was removed while the turn ran
     */
    boolean append(List<String> prompts, String reply, boolean partial) throws ConversationException {
        PastTurn past = new PastTurn(prompts, reply, partial, turn);
        for (int attempt = 1; attempt <= ConversationStore.MOST_ATTEMPTS; attempt++) {
            Stored stored = store.read(key, written);
            if (!isSame(stored)) {
                LOG.info(
                        "The turn of a conversation was not saved, because the conversation was removed from conversationStore"
                                + " while the turn ran: by operation=forget, or because the map lost it");
                return false;
            }
            if (stored.conversation().contains(turn)) { // the map refused to repeat a change whose answer it had lost
                return true;
            }
            Stored after = stored.after(past, settings, clock.millis());
            if (store.replace(key, stored, after)) {
                warnIfTooLarge(past, after.conversation());
                return true;
            }
        }
        throw ConversationStore.refused();
    }

    private void warnIfTooLarge(PastTurn past, Conversation after) {
        if (after.turns().isEmpty()) {
            LOG.warn(
                    "The history of a conversation is empty, because its newest turn does not fit: it has {} messages and {}"
                            + " characters. Raise maxHistoryMessages={} or maxHistoryTokens={}",
                    past.size(),
                    past.characters(),
                    settings.maxMessages(),
                    settings.maxTokens());
        }
    }

    /** Ends the lease if the turn still has it. A conversation without a saved turn is removed by the turn that made it. */
    void release() throws ConversationException {
        for (int attempt = 1; attempt <= ConversationStore.MOST_ATTEMPTS; attempt++) {
            Stored stored = store.read(key, written);
            if (!isSame(stored) || !stored.conversation().isHeldBy(turn)) {
                return;
            }
            Conversation now = stored.conversation();
            Stored free = isNew && now.turns().isEmpty() ? null : stored.with(null, now.lastUse());
            if (store.replace(key, stored, free)) {
                return;
            }
        }
        throw ConversationStore.refused();
    }

    /** Lets the next turn of this node begin although the map may still have the lease. */
    void abandon() {
        if (mayHaveLease) {
            watch.ended(key.text(), turn);
        }
    }

    /** Returns whether it is the conversation that the turn began with. */
    private boolean isSame(Stored stored) {
        return stored != null && stored.conversation().origin().equals(begun.origin());
    }
}
