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

import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/**
 * The logins of one session: at most one at a time whose result is open, and those whose browser is still ending.
 *
 * <p>Who calls: the session, and threads of logins when they end.
 *
 * <p>Lock: this object guards all fields that are not final. No lock may be held by those who call {@link #begin},
 * {@link #cancel} and {@link #close}. {@link #begin} may read the password; {@link #cancel} and {@link #close} wait for browsers
 * to end, about 20 seconds for each at most. The others do not block.
 */
final class LoginRuns {

    private final URI request;
    private final ThrottledAccount account;
    private final Clock clock;
    private final Executor executor;
    private final BiFunction<Login.Result, LoginTurn, Credential> keeper;
    private final Runnable listener;
    private final Set<LoginRun> threads = new HashSet<>();
    private LoginRun latest;
    private LoginTurn lastTurn;
    private boolean closed;

    /**
     * Makes an empty one.
     *
     * @param request the address of the requests that need the credential
     * @param keeper makes the credential of what a login got
     * @param listener runs when a login has ended and none of its threads is left
     */
    LoginRuns(
            URI request,
            ThrottledAccount account,
            Clock clock,
            Executor executor,
            BiFunction<Login.Result, LoginTurn, Credential> keeper,
            Runnable listener) {
        this.request = request;
        this.account = account;
        this.clock = clock;
        this.executor = executor;
        this.keeper = keeper;
        this.listener = listener;
    }

    /** Whether a login has no result yet. */
    synchronized boolean isRunning() {
        return latest != null && latest.isRunning();
    }

    /** Whether no thread of a login is left. */
    synchronized boolean isEmpty() {
        return threads.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** The login that began last; null before the first. */
    synchronized LoginRun latest() {
        return latest;
    }

    /** The turn that was asked for last; null if there is none. */
    synchronized LoginTurn lastTurn() {
        return lastTurn;
    }

    /**
     * Adds a login, which {@link #begin} begins. Needs {@link #isRunning} to be false.
     *
     * @return null if no login may begin any more
     */
    synchronized LoginRun next(LoginMethod method) {
        if (closed) {
            return null;
        }
        latest = new LoginRun(this, request, method, keeper, executor, clock);
        threads.add(latest);
        return latest;
    }

    /** Begins a login, unless it is null. */
    void begin(LoginRun next) {
        if (next != null) {
            next.begin(account, this::asked);
        }
    }

    private synchronized void asked(LoginTurn turn) {
        lastTurn = turn;
    }

    /** No thread of this login is left. */
    void ended(LoginRun run) {
        synchronized (this) {
            threads.remove(run);
        }
        listener.run();
    }

    /** Ends the logins that have not ended. */
    void cancel() {
        List<LoginRun> cancelled;
        synchronized (this) {
            cancelled = List.copyOf(threads);
        }
        cancelled.forEach(LoginRun::cancel);
    }

    /** Ends the logins that have not ended; no other begins. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }
}
