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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;

/**
 * One login of a session: reads the password, waits for the account's turn, runs, and completes its result exactly once.
 *
 * <p>Threads: {@link #begin} runs on the thread of a request that needs the login. A login that waits for its turn holds no
 * thread. When its turn comes, the {@link Login} runs on a thread of the executor until its browser is gone. The result is
 * completed by that thread, or earlier by the one that ends the login: its timer when its time is over, or the caller of
 * {@link #cancel}. A denial is concluded on the thread that gives turns.
 *
 * <p>Locks: none of its own. No caller may hold the lock of the session or of the throttle, because the result's completion
 * runs the actions of those that wait for it.
 *
 * <p>Blocking: {@link #begin} reads a file; {@link #await} waits for the result; {@link #cancel} waits for the browser to end,
 * see {@link Login#abort}.
 */
final class LoginRun implements Login.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(LoginRun.class);

    private final LoginRuns runs;
    private final URI request;
    private final LoginMethod method;
    private final BiFunction<Login.Result, LoginTurn, Credential> keeper;
    private final Executor executor;
    private final Clock clock;
    private final CompletableFuture<Credential> result = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile Login login;
    private volatile LoginTurn turn;
    private volatile boolean cancelled;
    private volatile boolean started;

    /**
     * Makes a login that has not begun.
     *
     * @param runs is notified when no thread of the login is left
     * @param keeper makes the credential of what the login got
     */
    LoginRun(
            LoginRuns runs,
            URI request,
            LoginMethod method,
            BiFunction<Login.Result, LoginTurn, Credential> keeper,
            Executor executor,
            Clock clock) {
        this.runs = runs;
        this.request = request;
        this.method = method;
        this.login = method.logins().get();
        this.keeper = keeper;
        this.executor = executor;
        this.clock = clock;
    }

    /** The failure of a login that is ended or may not begin any more. */
    static LoginException stopped(URI request, Throwable cause) {
        return new LoginException(Reason.STOPPED, "No login at " + request + ", as its route or context stops", cause);
    }

    boolean isRunning() {
        return !result.isDone();
    }

    /** Whether its turn came; otherwise its failure says only that a login may not begin now. */
    boolean hasStarted() {
        return started;
    }

    /**
     * Waits for the result, but not longer than until one of the futures is done.
     *
     * @param stopping done when the waiting request's route is about to stop
     * @param cleared done when the waiting request need not wait
     * @return null if {@code cleared} is done before the result
     * @throws LoginException if the login fails, or {@code stopping} is done before the result
     */
    Credential await(CompletableFuture<Void> stopping, CompletableFuture<Void> cleared)
            throws LoginException, InterruptedException {
        try {
            CompletableFuture.anyOf(result, stopping, cleared).get();
            if (result.isDone()) {
                return result.get();
            }
        } catch (ExecutionException e) {
            LoginException failure = (LoginException) e.getCause(); // of another thread: the trace is to show this one
            throw new LoginException(failure.reason(), failure.getMessage(), failure.getCause());
        }
        if (stopping.isDone()) {
            throw stopped(request, null);
        }
        return null;
    }

    /**
     * Reads the password, queues for a turn, and runs when it comes. On this thread only the login's denial is concluded.
     *
     * @param asked is notified of the turn
     */
    void begin(ThrottledAccount throttled, Consumer<LoginTurn> asked) {
        Account account;
        try {
            account = method.accounts().read();
            turn = throttled.next(request.toString(), account == null ? "" : account.password(), method.options());
        } catch (LoginException e) {
            denied(e);
            return;
        } catch (RuntimeException e) {
            denied(unexpected(e));
            return;
        }
        asked.accept(turn);
        if (cancelled) {
            stop();
        }
        CompletableFuture<Void> unused = turn.decision().thenAccept(denial -> start(account, denial));
    }

    private void start(Account account, Optional<LoginTurn.Denial> denial) {
        if (denial.isPresent()) {
            LoginTurn.Denial why = denial.get();
            denied(new LoginException(why.reason(), why.message(), why.cause()));
            return;
        }
        started = true;
        try {
            executor.execute(() -> run(account));
        } catch (RejectedExecutionException e) {
            fail(stopped(request, e));
            ended();
        }
    }

    private void run(Account account) {
        Instant start = clock.instant();
        try {
            succeed(login.run(account, this), start);
        } catch (LoginException e) {
            failed(e);
        } catch (Throwable e) { // requests wait for the result, whatever it is
            LOG.warn("Login at {} failed", request.getHost(), e);
            fail(unexpected(e));
        } finally {
            ended();
        }
    }

    private void ended() {
        login = null; // it holds the password
        runs.ended(this);
    }

    private void succeed(Login.Result got, Instant start) {
        if (!decided.compareAndSet(false, true)) {
            return; // its time was over
        }
        try {
            turn.succeeded();
            Credential fresh = keeper.apply(got, turn);
            LOG.info("Logged in at {} within {}", request.getHost(), Duration.between(start, fresh.obtained()));
            result.complete(fresh);
        } catch (RuntimeException e) {
            LOG.warn("Login at {} failed", request.getHost(), e);
            conclude(unexpected(e));
        }
    }

    @Override
    public void passwordUsed() {
        turn.passwordUsed();
    }

    @Override
    public void failed(LoginException failure) {
        if (fail(failure)) {
            LOG.warn("Login at {} failed: {}", request.getHost(), failure.getMessage());
        }
    }

    private boolean fail(LoginException failure) {
        boolean first = decided.compareAndSet(false, true);
        if (first) {
            conclude(failure);
        }
        return first;
    }

    private void conclude(LoginException failure) {
        turn.failed(failure.reason(), failure);
        result.completeExceptionally(failure);
    }

    /** It ends without having begun. */
    private void denied(LoginException failure) {
        if (decided.compareAndSet(false, true)) {
            LOG.debug("No login at {} now: {}", request, failure.getMessage());
            result.completeExceptionally(failure);
        }
        ended();
    }

    /** Ends the login. Returns when it has ended, or after about 20 seconds. */
    void cancel() {
        cancelled = true;
        Login aborted = login;
        if (aborted != null) {
            aborted.abort();
            stop();
        }
    }

    private void stop() {
        LoginTurn asked = turn;
        if (asked == null) {
            return; // it reads the password, and stops after that
        }
        if (asked.withdraw()) {
            denied(stopped(request, null));
        } else {
            fail(stopped(request, null)); // if it has not failed by itself, its driver belongs to others and hangs
        }
    }

    private LoginException unexpected(Throwable e) {
        return new LoginException(Reason.PROCESSOR_FAILED, "The login at " + request + " failed: " + e, e);
    }
}
