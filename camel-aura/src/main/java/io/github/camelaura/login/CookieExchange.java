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

import io.github.camelaura.http.CookieJar;

/**
 * The changes of cookies that a node and the map have for each other.
 *
 * @param options which cookies nodes share
 * @param jar the cookies of this node, which take the changes of other nodes
 * @param own those of them that nodes share, at this time
 * @param base the cookies when the map and this node last agreed; those of the login if its session may not be stored yet
 * @param change what this node has changed since
 * @param time when the jar was read
 */
record CookieExchange(
        SharedStore options,
        CookieJar jar,
        SharedCookies own,
        SharedCookies base,
        SharedCookies.Change change,
        Instant time) {

    static CookieExchange of(SharedStore options, Credential credential, SharedCookies base, Instant time) {
        SharedCookies own = options.shared(credential.cookies().all(time));
        return new CookieExchange(options, credential.cookies(), own, base, own.since(base, time), time);
    }

    /** Takes the changes of other nodes from a stored session, which has those of this node. */
    void take(SharedSession stored) {
        base.with(change).takeChanges(options.shared(stored.cookies()), jar, time);
    }

    /** Shows no cookie. */
    @Override
    public String toString() {
        return "exchange of cookies";
    }
}
