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

/**
 * Counts the requests that use one credential, and ends its session after the last one, once no further request gets it. A request
 * whose exchange never completes keeps the session until the context stops.
 *
 * <p>Who calls: threads of requests and streams, and those that replace or drop the credential.
 *
 * <p>Lock: this object guards all fields. No other lock is taken and no other code runs while it is held. Nothing blocks.
 */
final class CredentialUse {

    private final SessionEnd end;
    private int requests;
    private boolean used;
    private Credential retired;
    private boolean logsOut;
    private boolean over;

    /**
     * Creates the use of a new credential.
     *
     * @param end ends the session; null if nothing does
     */
    CredentialUse(SessionEnd end) {
        this.end = end;
    }

    /** Adds a request, until {@link #leave}. Returns false if the session is ending, so the request needs another credential. */
    synchronized boolean enter() {
        requests += over ? 0 : 1;
        used |= !over;
        return !over;
    }

    /** Returns whether a request has got the credential. */
    synchronized boolean isUsed() {
        return used;
    }

    /** Removes a request whose stream has ended. */
    void leave() {
        synchronized (this) {
            requests--;
        }
        end(false);
    }

    /**
     * Notes that no further request gets the credential.
     *
     * @param byLogout whether the server still knows the session
     */
    void retire(Credential credential, boolean byLogout) {
        if (end != null) {
            end.retired(() -> end(true));
        }
        synchronized (this) {
            retired = credential;
            logsOut = byLogout;
        }
        end(false);
    }

    private void end(boolean evenIfUsed) {
        synchronized (this) {
            if (over || retired == null || (requests > 0 && !evenIfUsed)) {
                return;
            }
            over = true;
        }
        if (end != null) {
            end.begin(retired, logsOut);
        }
    }
}
