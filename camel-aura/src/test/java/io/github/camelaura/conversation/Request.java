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

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.camelaura.AuraMessage;

/** A request of a conversation, which records what its turn tells it. */
final class Request implements Turn.Listener {

    Turn turn;
    int starts;
    ConversationException failure;
    private Runnable onReady = () -> {};

    /** Runs a task in the callback of the start. */
    Request onReady(Runnable task) {
        onReady = task;
        return this;
    }

    @Override
    public void ready(Turn ready) {
        starts++;
        turn = ready;
        onReady.run();
    }

    @Override
    public void failed(ConversationException exception) {
        if (failure != null) {
            throw new IllegalStateException("failed twice");
        }
        failure = exception;
    }

    boolean isReady() {
        return starts == 1;
    }

    /** Returns the texts of the history. */
    List<String> history() {
        return turn.history().stream().map(AuraMessage::content).toList();
    }

    CompletableFuture<Boolean> save(String prompt, String reply) {
        return turn.save(List.of(AuraMessage.user(prompt)), reply);
    }

    CompletableFuture<Boolean> savePartial(String prompt, String reply) {
        return turn.savePartial(List.of(AuraMessage.user(prompt)), reply);
    }
}
