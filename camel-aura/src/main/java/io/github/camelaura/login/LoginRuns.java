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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The logins of one session: at most one that has neither given a credential nor failed, and those that are still ending.
 *
 * <p>Who calls: the session, and threads of logins when they end.
 *
 * <p>Lock: this object guards all fields that are not final. Callers of {@link #begin}, {@link #cancel} and {@link #close} must
 * not hold a lock. {@link #cancel} and {@link #close} wait for browsers to end, at most about 20 seconds for each. The other
 * methods do not block.
 */
final class LoginRuns {

    private static final Logger LOG = LoggerFactory.getLogger(LoginRuns.class);

    private final URI request;
    private final ThrottledAccount account;
    private final Clock clock;
    private final Executor executor;
    private final BiFunction<Login.Result, LoginTurn, Credential> holder;
    private final Runnable listener;
    private final AccountReader accounts;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Set<LoginRun> unfinished = new HashSet<>();
    private LoginRun latest;
    private LoginTurn lastTurn;
    private boolean closed;

    /**
     * Creates an object without logins.
     *
     * @param request the address of the requests that need the credential
     * @param holder creates and stores the credential of a successful login
     * @param listener runs when a login has ended and none of its threads is left
     */
    LoginRuns(
            URI request,
            ThrottledAccount account,
            Clock clock,
            Executor executor,
            BiFunction<Login.Result, LoginTurn, Credential> holder,
            Runnable listener) {
        this.request = request;
        this.account = account;
        this.clock = clock;
        this.executor = executor;
        this.holder = holder;
        this.listener = listener;
        this.accounts = new AccountReader(executor);
    }

    /** Returns whether a login has neither given a credential nor failed. */
    synchronized boolean isRunning() {
        return latest != null && latest.isRunning();
    }

    /** Returns whether no thread of a login is left. */
    synchronized boolean isEmpty() {
        return unfinished.isEmpty();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Returns the latest login; null before the first one. */
    synchronized LoginRun latest() {
        return latest;
    }

    /** Returns the turn that was requested last; null if there is none. */
    synchronized LoginTurn lastTurn() {
        return lastTurn;
    }

    /**
     * Adds a login, which {@link #begin} begins. Must not be called while {@link #isRunning}.
     *
     * @return null if no login may begin any more
     */
    synchronized LoginRun next(LoginMethod method) {
        if (closed) {
            return null;
        }
        BiFunction<Login.Result, LoginTurn, Credential> warning = (result, turn) -> {
            Credential fresh = holder.apply(result, turn);
            warnOnce(method.policy().shortLife(fresh));
            return fresh;
        };
        latest = new LoginRun(this, request, method, warning, executor, clock);
        unfinished.add(latest);
        return latest;
    }

    /** Warns about the first credential with a short life, because its clients log in all the time. */
    private void warnOnce(String shortLife) {
        if (shortLife != null && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The credential of the login at {} {}. Until then, almost each request needs a login",
                    request.getHost(),
                    shortLife);
        }
    }

    /** Begins a login, unless it is null. */
    void begin(LoginRun next) {
        if (next != null) {
            next.begin(accounts, account, this::turnRequested);
        }
    }

    /** Returns the passwords that the last logins used. */
    List<String> passwords() {
        return accounts.passwords();
    }

    private synchronized void turnRequested(LoginTurn turn) {
        lastTurn = turn;
    }

    /** Notes that no thread of a login is left. */
    void ended(LoginRun run) {
        synchronized (this) {
            unfinished.remove(run);
        }
        listener.run();
    }

    /** Cancels the logins that have not ended. */
    void cancel() {
        List<LoginRun> cancelled;
        synchronized (this) {
            cancelled = List.copyOf(unfinished);
        }
        cancelled.forEach(LoginRun::cancel);
    }

    /** Cancels the logins that have not ended. No other login begins afterwards. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }
}
