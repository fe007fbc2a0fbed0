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
package io.github.camelaura.credential;

import java.util.function.Predicate;

/**
 * The credential that all requests use, and perhaps a newer one that is not proven yet: used first by those whom the server
 * refused with the other. Guarded by the lock of its keeper.
 */
final class HeldCredentials {

    private Credential current;
    private boolean accepted;
    private Credential candidate;
    private boolean candidateRefused;

    Credential current() {
        return current;
    }

    Credential candidate() {
        return candidate;
    }

    boolean isCurrent(int generation) {
        return current != null && current.generation() == generation;
    }

    boolean isCandidate(int generation) {
        return candidate != null && candidate.generation() == generation;
    }

    /** Whether the server has accepted the current credential. */
    boolean isAccepted() {
        return accepted;
    }

    /** That of this generation, or null. */
    Credential find(int generation) {
        return isCurrent(generation) ? current : isCandidate(generation) ? candidate : null;
    }

    /** The newest if it is newer than this generation, or null. */
    Credential newerThan(int generation) {
        Credential newest = candidate == null ? current : candidate;
        return newest == null || newest.generation() <= generation ? null : newest;
    }

    /**
     * Takes what a login gave.
     *
     * @param beside whether the current one, if the server accepts it, stays in use
     */
    void add(Credential fresh, boolean beside) {
        candidate = fresh;
        candidateRefused = false;
        if (current == null || !accepted || !beside) {
            promote(false);
        }
    }

    /** The server accepted the credential of this generation; true if all use it from now on who did not before. */
    boolean accepted(int generation) {
        if (isCandidate(generation)) {
            promote(true);
            return true;
        }
        accepted |= isCurrent(generation);
        return false;
    }

    /** The server refused the candidate. */
    void candidateRefused() {
        candidateRefused = true;
    }

    /** Has all use the candidate, unless the server refused that as well. */
    boolean promoteUnlessRefused() {
        if (candidate == null || candidateRefused) {
            return false;
        }
        promote(false);
        return true;
    }

    /** Drops those that are of no more use. */
    void dropIf(Predicate<Credential> expired) {
        if (candidate != null && expired.test(candidate)) {
            candidate = null;
        }
        if (current != null && expired.test(current)) {
            promote(false);
        }
    }

    void clear() {
        current = null;
        candidate = null;
        accepted = false;
    }

    private void promote(boolean isAccepted) {
        current = candidate;
        accepted = isAccepted;
        candidate = null;
    }
}
