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
import io.github.camelaura.http.CookieJar;

/**
 * One login of a session. It has the password read, waits for its {@link LoginTurn}, runs, and completes its result exactly once.
 *
 * <p>Threads: {@link #begin} runs on the thread of a request that needs the login. The {@link AccountReader} reads the password
 * on a thread of its own; if this takes too long, a timer thread of the JDK completes the result. A login that waits for its turn
 * occupies no thread. When its turn comes, the {@link Login} runs on a thread of the executor until its browser has ended. That
 * thread completes the result, unless the login is ended earlier: by a timer when its time is over, or by the caller of {@link
 * #cancel}. If the turn is denied, the thread that decides about turns completes the result.
 *
 * <p>Locks: none of its own. No caller may hold the lock of the session or of the throttle, because the completion of the
 * result runs the actions that wait for it.
 *
 * <p>Blocking: {@link #await} waits for the result; {@link #cancel} waits for the browser to end, see {@link Login#abort}.
 */
final class LoginRun implements Login.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(LoginRun.class);

    private final LoginRuns runs;
    private final URI request;
    private final LoginMethod method;
    private final BiFunction<Login.Result, LoginTurn, Credential> holder;
    private final Executor executor;
    private final Clock clock;
    private final CompletableFuture<Credential> result = new CompletableFuture<>();
    private final AtomicBoolean read = new AtomicBoolean(); // or not needed any more
    private final AtomicBoolean decided = new AtomicBoolean();
    private volatile Login login;
    private volatile LoginTurn turn;
    private volatile boolean cancelled;
    private volatile boolean started;
    private Instant start; // of the thread of the login

    /**
     * Creates a login that has not begun.
     *
     * @param runs is notified when no thread of the login is left
     * @param holder creates and stores the credential of a successful login
     */
    LoginRun(
            LoginRuns runs,
            URI request,
            LoginMethod method,
            BiFunction<Login.Result, LoginTurn, Credential> holder,
            Executor executor,
            Clock clock) {
        this.runs = runs;
        this.request = request;
        this.method = method;
        this.login = method.logins().get();
        this.holder = holder;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Returns whether the login has neither given a credential nor failed. Requests get the credential shortly before {@link #await}
     * returns, so a request that is rejected in between needs another login.
     */
    boolean isRunning() {
        LoginTurn requested = turn;
        return !result.isDone() && (requested == null || !requested.hasGiven());
    }

    /** Returns whether the login has begun. If not, a failure only says that it may not begin now. */
    boolean hasStarted() {
        return started;
    }

    /**
     * Waits for the result until one of the futures is done.
     *
     * @param stopping done when the route of the waiting request is about to stop
     * @param settled done when the waiting request does not need the login any more
     * @return null if {@code settled} is done before the result
     * @throws LoginException if the login fails, or {@code stopping} is done before the result
     */
    Credential await(CompletableFuture<Void> stopping, CompletableFuture<Void> settled)
            throws LoginException, InterruptedException {
        try {
            CompletableFuture.anyOf(result, stopping, settled).get();
            if (result.isDone()) {
                return result.get();
            }
        } catch (ExecutionException e) {
            LoginException failure = (LoginException) e.getCause(); // copied, so that the stack trace is of this thread
            throw failure.again();
        }
        if (stopping.isDone()) {
            throw LoginFailures.stopped(request, null);
        }
        return null;
    }

    /**
     * Has the password read and then requests a turn. The login runs on another thread when its turn comes.
     *
     * @param turnListener is notified of the turn
     */
    void begin(AccountReader accounts, ThrottledAccount throttled, Consumer<LoginTurn> turnListener) {
        CompletableFuture<Account> unused = accounts.read(method).whenComplete((account, failure) -> {
            if (!read.compareAndSet(false, true)) {
                return; // cancelled meanwhile
            }
            if (failure == null) {
                requestTurn(account, throttled, turnListener);
            } else {
                denied(LoginFailures.unread(request, method, failure));
            }
        });
    }

    private void requestTurn(Account account, ThrottledAccount throttled, Consumer<LoginTurn> turnListener) {
        try {
            turn = throttled.next(request.toString(), account, method.options());
        } catch (Throwable e) { // requests wait for the result, so it must be completed in all cases
            denied(LoginFailures.unexpected(request, e));
            return;
        }
        turnListener.accept(turn);
        if (cancelled) {
            stop();
        }
        CompletableFuture<Void> unused = turn.decision().thenAccept(denial -> start(account, denial));
    }

    private void start(Account account, Optional<LoginTurn.Denial> denial) {
        if (denial.isPresent()) {
            denied(LoginException.denied(denial.get()));
            return;
        }
        started = true;
        try {
            executor.execute(() -> run(account));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // stopped, or the system has no more threads
            fail(
                    e instanceof RejectedExecutionException
                            ? LoginFailures.stopped(request, e)
                            : LoginFailures.unexpected(request, e));
            ended();
        }
    }

    private void run(Account account) {
        start = clock.instant();
        try {
            CookieJar.loadPublicSuffixes(); // the jar is used under the lock of the session, which must not read a file
            login.run(account, this);
        } catch (LoginException e) {
            failed(e);
        } catch (Throwable e) { // requests wait for the result, so it must be completed in all cases
            LOG.warn("Login at {} failed", request.getHost(), e);
            fail(LoginFailures.unexpected(request, e));
        } finally {
            ended();
        }
    }

    private void ended() {
        login = null; // refers to the password
        runs.ended(this);
    }

    @Override
    public void succeeded(Login.Result session) {
        if (!decided.compareAndSet(false, true)) {
            Credential.of(session, 0, clock.instant(), request).retire(true); // it has timed out or was cancelled
            return;
        }
        try {
            turn.succeeded();
            Credential fresh = holder.apply(session, turn);
            logSuccess(session.origin());
            result.complete(fresh);
        } catch (Throwable e) { // the login is decided, so nobody else completes its result
            LOG.warn("Login at {} failed", request.getHost(), e);
            conclude(LoginFailures.unexpected(request, e));
        }
    }

    private void logSuccess(SharedOrigin origin) {
        if (origin == null || origin.found() == null) {
            LOG.info(
                    "Logged in at {} in {} ms",
                    request.getHost(),
                    Duration.between(start, clock.instant()).toMillis());
        } else {
            LOG.info(
                    "Uses the session at {} of node {}",
                    request.getHost(),
                    origin.found().node());
        }
    }

    @Override
    public void passwordUsed() {
        turn.passwordUsed();
    }

    @Override
    public String nextCode(TotpSeed seed, boolean again) {
        return turn.nextCode(seed, again);
    }

    @Override
    public void failed(LoginException failure) {
        if (!fail(failure)) {
            return;
        }
        if (failure.isDenial() || failure.reason() == Reason.CREDENTIAL_STORE_FAILED) { // no login has begun
            LOG.debug("No login at {} now: {}", request, failure.getMessage());
        } else {
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

    /** Ends a login that has not begun. */
    private void denied(LoginException failure) {
        if (decided.compareAndSet(false, true)) {
            LOG.debug("No login at {} now: {}", request, failure.getMessage());
            result.completeExceptionally(failure);
        }
        ended();
    }

    /** Cancels the login. Returns when it has ended, or after about 20 seconds. */
    void cancel() {
        cancelled = true;
        Login aborted = login;
        if (aborted != null) {
            aborted.abort();
            stop();
        }
    }

    private void stop() {
        if (read.compareAndSet(false, true)) {
            denied(LoginFailures.stopped(request, null)); // the password has not been read, and need not be any more
            return;
        }
        LoginTurn requested = turn;
        if (requested == null) {
            return; // requestTurn() is running, and stops the login after that
        }
        if (requested.withdraw()) {
            denied(LoginFailures.stopped(request, null));
        } else { // has an effect only if a driver of the user hangs; otherwise run() has failed
            fail(LoginFailures.stopped(request, null));
        }
    }
}
