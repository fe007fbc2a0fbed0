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

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraConversationException;
import io.github.camelaura.AuraMessage;
import io.github.camelaura.conversation.ConversationException;
import io.github.camelaura.conversation.ConversationKey;
import io.github.camelaura.conversation.ConversationSettings;
import io.github.camelaura.conversation.Conversations;
import io.github.camelaura.conversation.Turn;
import io.github.camelaura.stream.StreamTurn;

/** The turn of one request with {@code conversationMemory=true}. */
final class ConversationTurn implements StreamTurn {

    private static final Logger LOG = LoggerFactory.getLogger(ConversationTurn.class);

    private final Conversations conversations;
    private final ConversationKey key;
    private final ConversationSettings settings;
    private final List<AuraMessage> prompts;
    private final Exchange exchange;
    private final CompletableFuture<Boolean> aborted = new CompletableFuture<>();
    private volatile Turn turn;
    private volatile boolean isSaving;

    /**
     * Prepares a turn.
     *
     * @param prompts the messages of the user
     * @param exchange the request exchange, for exceptions
     */
    ConversationTurn(
            Conversations conversations,
            ConversationKey key,
            ConversationSettings settings,
            List<AuraMessage> prompts,
            Exchange exchange) {
        this.conversations = conversations;
        this.key = key;
        this.settings = settings;
        this.prompts = prompts;
        this.exchange = exchange;
    }

    /** Returns the past turns, which precede the prompt. The turn must be ready. */
    List<AuraMessage> history() {
        return turn.history();
    }

    @Override
    public boolean begin(Runnable ready, Consumer<Throwable> failed) {
        turn = conversations.begin(key, settings, new Turn.Listener() {
            @Override
            public void ready(Turn begun) {
                turn = begun; // begin may not have returned yet
                ready.run();
            }

            @Override
            public void failed(ConversationException failure) {
                failed.accept(new AuraConversationException(
                        "The conversation was not read, so nothing was sent: " + failure.getMessage(),
                        exchange,
                        failure));
            }
        });
        return true;
    }

    @Override
    public boolean cancel() {
        aborted.complete(true);
        Turn begun = turn;
        return begun != null && begun.cancel();
    }

    @Override
    public void save(String reply) throws Exception {
        isSaving = true;
        await(turn.saveHere(prompts, reply));
    }

    @Override
    public void saveOnOtherThread(String reply) throws Exception {
        isSaving = true;
        CompletableFuture<Boolean> saved = turn.save(prompts, reply);
        CompletableFuture.anyOf(saved.exceptionally(failure -> false), aborted).join();
        if (!saved.isDone()) {
            throw new CancellationException("the stream was aborted while the map of the option conversationStore"
                    + " was changed. The turn may or may not be saved");
        }
        await(saved);
    }

    private static void await(CompletableFuture<Boolean> saved) throws Exception {
        try {
            saved.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConversationException failure ? failure : e;
        }
    }

    @Override
    public void end(String partialReply) {
        Turn begun = turn;
        if (begun != null && !begun.cancel() && !isSaving) {
            CompletableFuture<Boolean> unused = begun.savePartial(
                            prompts, partialReply) // does not wait for a slow store
                    .whenComplete((saved, failure) -> warn(failure));
        }
    }

    private static void warn(Throwable failure) {
        if (failure != null) {
            LOG.warn(
                    "A turn that was not completed could not be ended, so a partial reply may not be saved, and other nodes"
                            + " may wait up to 15 seconds for the conversation: {}",
                    failure instanceof ConversationException
                            ? failure.getMessage()
                            : failure.getClass().getName());
        }
    }
}
