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

import java.util.function.Consumer;

/** The turn of a request in its conversation, which includes the reply. Each method may be called by another thread. */
public interface StreamTurn {

    /** A request without a conversation. */
    StreamTurn NONE = new StreamTurn() {
        @Override
        public boolean begin(Runnable ready, Consumer<Throwable> failed) {
            return false;
        }

        @Override
        public boolean cancel() {
            return false;
        }

        @Override
        public void save(String reply) {}

        @Override
        public void saveOnOtherThread(String reply) {}

        @Override
        public void end(String partialReply) {}
    };

    /**
     * Waits for the earlier requests of the conversation, without a thread.
     *
     * @param ready called when the request may be sent, perhaps before this method returns, on a thread of
     *     {@link StreamThreads#executor()} that it may occupy
     * @param failed called instead if it must not be sent
     * @return false if the request has no conversation; then nothing is called
     */
    boolean begin(Runnable ready, Consumer<Throwable> failed);

    /**
     * Ends the wait, also the one of {@link #saveOnOtherThread}.
     *
     * @return false if the request does not wait for earlier requests
     */
    boolean cancel();

    /**
     * Saves the turn on this thread, which a slow map blocks.
     *
     * @throws Exception if it cannot be saved
     */
    void save(String reply) throws Exception;

    /**
     * Saves the turn on another thread, and waits until it is saved.
     *
     * @throws Exception if it cannot be saved, or the wait is cancelled
     */
    void saveOnOtherThread(String reply) throws Exception;

    /**
     * Ends a turn that was not saved. The next one may begin.
     *
     * @param partialReply what has arrived; empty if nothing has
     */
    void end(String partialReply);
}
