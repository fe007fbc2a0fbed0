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

import java.time.Instant;
import java.util.List;

import io.github.camelaura.http.BrowserCookie;

/**
 * The session of an account as it is stored in {@code credentialStore}.
 *
 * @param version orders the states of the session
 * @param login the id of the {@link SharedAttempt} that gave it; null if an operator had it forgotten
 * @param node the node that logged in, for people
 * @param obtained when the login was done, by the clock of that node
 * @param cookies the cookies, except those that nodes do not share
 * @param loginSignatures the rejections that a request without a credential gets, see {@link RefusalJudge}
 */
record SharedSession(
        Version version,
        String login,
        String node,
        Instant obtained,
        String userAgent,
        BearerToken token,
        List<BrowserCookie> cookies,
        List<String> loginSignatures) {

    /**
     * Orders the states of a session. Clocks of nodes differ, so it has no time.
     *
     * @param generation the number of logins of all nodes
     * @param revision the number of changes since that login
     */
    record Version(long generation, long revision) {

        /** The version before the first login. */
        static final Version NONE = new Version(0, 0);

        boolean isAfter(Version other) {
            return generation == other.generation ? revision > other.revision : generation > other.generation;
        }

        Version nextLogin() {
            return new Version(generation + 1, 0);
        }

        Version nextChange() {
            return new Version(generation, revision + 1);
        }
    }

    /** Returns the session with changed cookies, as its next version; the same session if it has them already. */
    SharedSession with(SharedCookies.Change change) {
        List<BrowserCookie> all = new SharedCookies(cookies).with(change).all();
        return all.equals(cookies)
                ? this
                : new SharedSession(
                        version.nextChange(), login, node, obtained, userAgent, token, all, loginSignatures);
    }

    /** Returns the state after an operator had the session forgotten. It keeps its place in the order of versions. */
    SharedSession forgotten() {
        return new SharedSession(version.nextChange(), null, node, obtained, null, null, List.of(), loginSignatures);
    }

    boolean isOf(String attempt) {
        return login != null && login.equals(attempt);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "shared session " + version;
    }
}
