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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a {@link LoginSession} shares with other nodes through {@code credentialStore}. Without that option it is {@link #NONE}.
 *
 * <p>Who calls: the session, some methods under its lock, so none blocks except where it says so.
 */
interface Sharing {

    /** Shares nothing. */
    Sharing NONE = new Sharing() {};

    /**
     * Looks for a session of another node, once, before the first request. Blocks until the look has ended.
     *
     * @param found gets the session, on another thread
     * @param stopping ends the wait when it is done
     */
    default void awaitLook(RenewalPolicy policy, Consumer<Login.Result> found, CompletableFuture<Void> stopping)
            throws InterruptedException {}

    /**
     * Returns a login that this node performs only if no other node has logged in.
     *
     * @param options the options of the login
     * @param started when the first endpoint with these options started
     * @param own makes the login of this node
     */
    default Login login(LoginSettings options, Instant started, Supplier<Login> own) {
        return own.get();
    }

    /**
     * Notes that the requests of this node use a credential from now on.
     *
     * @param judge learns the rejections that a request without a credential gets from other nodes, and they learn from it
     */
    default void held(Credential credential, RefusalJudge judge) {}

    /** Notes that this node uses no credential any more. */
    default void dropped() {}

    /** Notes that the server accepted a request. If it was with an earlier credential, the latest login did not fail either. */
    default void accepted() {}

    /** Notes that the server may have changed the cookies of a credential. */
    default void changed(Credential credential) {}

    /** Returns whether other nodes may use the session of a credential. Blocks for some seconds at most. */
    default boolean isShared(Credential credential) {
        return false;
    }

    /** Makes all nodes forget the stored session, the wait and the rejections. Blocks for some seconds at most. */
    default void forget() {}

    /**
     * Returns the state for monitoring.
     *
     * @param generation the number of logins of this node
     * @param history the logins of this node
     */
    default SharedStatus status(int generation, LoginThrottle.History history) {
        return new SharedStatus(generation, null, history, null);
    }
}
