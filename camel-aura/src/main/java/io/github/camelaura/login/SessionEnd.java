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
package io.github.camelaura.login;

/** Ends the session of a credential that is not used any more. */
@FunctionalInterface
interface SessionEnd {

    /**
     * Notes that no further request gets the credential. Called once, before {@link #begin}.
     *
     * @param atOnce begins to end the session although requests use the credential; has no effect if it is ending
     */
    default void retired(Runnable atOnce) {}

    /**
     * Begins to end the session, on another thread. Called at most once.
     *
     * @param logsOut whether the server still knows the session; otherwise only resources of the component are released
     */
    void begin(Credential credential, boolean logsOut);
}
