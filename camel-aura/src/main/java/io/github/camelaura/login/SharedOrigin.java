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

import java.util.List;

import io.github.camelaura.login.SharedSession.Version;

/**
 * The place of a credential in the session that nodes share.
 *
 * @param login the id of the {@link SharedAttempt} that gave it
 * @param found the stored session that it was made of; null if this node logged in
 * @param fresh whether the login ended after a request had needed it; otherwise the session may have ended since
 * @param before the version of the stored session when the login began, or of {@code found}
 */
record SharedOrigin(String login, SharedSession found, boolean fresh, Version before) {

    /** Makes the origin of a session that was found in the map. */
    static SharedOrigin of(SharedSession found, boolean fresh) {
        return new SharedOrigin(found.login(), found, fresh, found.version());
    }

    /** Makes the origin of a session that this node has logged in for. */
    static SharedOrigin of(SharedTurn turn) {
        return new SharedOrigin(turn.id(), null, true, turn.before());
    }

    /**
     * Returns whether a stored session is from a login that began later, so the session of this login must not replace it.
     *
     * @param stored null if there is none
     */
    boolean isReplacedBy(SharedSession stored) {
        return stored != null
                && !stored.isOf(login)
                && stored.login() != null
                && stored.version().generation() > before.generation();
    }

    List<String> loginSignatures() {
        return found == null ? List.of() : found.loginSignatures();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "origin of a shared session";
    }
}
