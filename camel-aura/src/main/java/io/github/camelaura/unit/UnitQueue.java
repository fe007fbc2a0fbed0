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
package io.github.camelaura.unit;

/** Passes pieces of a reply from the thread that reads it to another thread. */
public interface UnitQueue {

    /** Adds the next piece, unless the queue was ended or closed. */
    void add(String piece);

    /** Ends the reply: {@link #take} returns what is left and then the end. */
    void end();

    /** Ends the reply, and discards what has not been taken. Any thread may call it. */
    void close();

    /**
     * Waits for the next piece. An interrupt does not end the wait, because a route may have left it on the thread.
     *
     * @param millis the longest wait; 0 for no limit
     * @return null at the end of the reply; an empty string if nothing came in time
     */
    String take(long millis);
}
