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

/** Shapes the chunks of one stream for one listener, which does not receive them as they arrive. Called by one thread at a time. */
interface UnitDelivery {

    /**
     * Adds a chunk.
     *
     * @return the exception of the route that failed to process a unit; null if none failed, or is not known to have failed yet
     */
    Exception add(String chunk);

    /**
     * Emits all that has been added, and returns after the route has processed it.
     *
     * @return the exception of the route; null if it did not fail
     */
    Exception flush();

    /** Forgets what has been added, and returns after the route has processed what was emitted before. */
    void discard();

    /** Returns where the events go. */
    UnitEmitter emitter();
}
