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
package io.github.camelaura.test;

import java.io.IOException;
import java.time.Duration;

/** One step of an {@link AuraReply}'s script. */
sealed interface ReplyStep {

    void playOn(ReplyPlayer player) throws IOException;

    /** Whether nothing can come after it. */
    default boolean isLast() {
        return false;
    }

    /** Whether it only sends, so that with it, if it is the last one, the reply is over. */
    default boolean sends() {
        return false;
    }

    /** Part of the body, framed as the reply says. */
    record Chunk(byte[] content) implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.chunk(content);
        }

        @Override
        public boolean sends() {
            return true;
        }
    }

    /** Bytes for the socket as they are. */
    record Bytes(byte[] content) implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.bytes(content);
        }

        @Override
        public boolean sends() {
            return true;
        }
    }

    record WaitAtGate(Gate gate) implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.pass(gate);
        }
    }

    record Pause(Duration time) implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.pause(time);
        }
    }

    record Stall() implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.stall();
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    record Cut() implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.cut();
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    record Reset() implements ReplyStep {
        @Override
        public void playOn(ReplyPlayer player) throws IOException {
            player.reset();
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }
}
