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
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.Origin;

/**
 * Has the credential of one account at one site, and decides when to log in: on demand, as far as the account's
 * {@link io.github.camelaura.login.LoginThrottle} allows it. Thread safe.
 */
final class CredentialKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialKeeper.class);

    /** Reads who is to log in. */
    interface AccountSource {
        Account read() throws LoginException;
    }

    /**
     * A login that is under way, or waits for its turn.
     *
     * @param result done when it has ended
     * @param unwanted done when it is to end
     */
    private record Run(
            Login login, LoginTurn turn, CompletableFuture<Credential> result, CompletableFuture<Void> unwanted) {}

    private final URI request;
    private final AccountSource accounts;
    private final ThrottledAccount throttled;
    private final Clock clock;
    private final Executor executor;

    private Login login;
    private RenewalPolicy policy;
    private Object options;
    private final HeldCredentials held;
    private int generation;
    private boolean needed;
    private boolean closed;
    private Run running;
    private LoginTurn lastTurn;
    private LoginTurn sessionTurn;

    CredentialKeeper(URI request, AccountSource accounts, ThrottledAccount throttled, Clock clock, Executor executor) {
        this.request = request;
        this.accounts = accounts;
        this.throttled = throttled;
        this.clock = clock;
        this.executor = executor;
        this.held = new HeldCredentials(clock);
    }

    /**
     * From now on logs in this way.
     *
     * @param options all options that say so
     */
    synchronized void logInBy(Login login, RenewalPolicy policy, Object options) {
        this.login = login;
        this.policy = policy;
        this.options = options;
    }

    /**
     * Checks that a login could begin.
     *
     * @throws LoginException if not
     */
    void check() throws LoginException {
        Login checked;
        synchronized (this) {
            checked = login;
        }
        checked.check();
    }

    /** Ends a login that is under way; returns when it has ended. */
    void cancel() {
        Run ended;
        synchronized (this) {
            ended = running;
        }
        if (ended != null) {
            ended.unwanted.complete(null);
            if (ended.turn.withdraw()) {
                ended.result.completeExceptionally(stopped(null));
            }
        }
    }

    /** Logs in no more. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        cancel();
    }

    synchronized boolean hasCredential() {
        return held.current() != null;
    }

    /** Gives the credential of a request that was not refused yet: see {@link #get(Refused, CompletableFuture)}. */
    Credential get(CompletableFuture<Void> unwanted) throws LoginException, InterruptedException {
        try {
            return get(null, unwanted);
        } catch (RequestAtFaultException e) {
            throw new IllegalStateException(e); // only one that was refused can be
        }
    }

    /**
     * Gives the credential; waits for a login if one is needed.
     *
     * @param refused what refused the request before, so that it needs a newer credential than that; null if nothing did
     * @param unwanted done when whoever asks does not want it any more; the login goes on for others
     * @return null as long as the server has not asked for one
     * @throws LoginException if the login fails, must not be tried now, or is not wanted any more
     * @throws InterruptedException if the thread is interrupted; the login goes on for others
     */
    Credential get(Refused refused, CompletableFuture<Void> unwanted)
            throws LoginException, InterruptedException, RequestAtFaultException {
        CompletableFuture<Credential> awaited;
        CompletableFuture<Void> cleared;
        synchronized (this) {
            Credential usable = held.usable(refused, policy);
            if (usable != null) {
                if (refused == null && policy.isDue(usable, clock.instant())) {
                    renewInBackground();
                }
                return usable;
            }
            if (!needed) {
                return null;
            }
            if (unwanted.isDone()) {
                throw stopped(null);
            }
            if (refused != null && (!refused.mayLogIn() || held.isCleared(refused))) {
                throw held.atFault(refused.signature(), policy);
            }
            try {
                awaited = logIn();
            } catch (LoginException e) {
                return held.newerThan(refused, e);
            }
            cleared = held.whenCleared(refused);
        }
        try {
            return await(awaited, unwanted, cleared, refused);
        } finally {
            synchronized (this) {
                held.leave(cleared);
            }
        }
    }

    /** From now on a login is needed, also if the server has not asked for one. */
    synchronized void require() {
        needed = true;
    }

    /** Has a login begin, if none is under way. */
    synchronized void renewInBackground() {
        needed = true;
        try {
            CompletableFuture<Credential> unused = logIn();
        } catch (LoginException e) {
            LOG.debug("No login at {} now: {}", request, e.getMessage());
        }
    }

    /**
     * The server did not refuse the credential of this generation.
     *
     * @param taken whether it has surely looked at it: an error may come before
     * @param setCookies what it set in answer to a request to this address
     */
    synchronized void answered(int of, boolean taken, URI address, Collection<String> setCookies) {
        Credential credential = held.find(of);
        if (credential != null) {
            if (taken) {
                held.accepted(of);
                if (sessionTurn != null && (of == generation || held.isCurrent(of))) {
                    sessionTurn.accepted(); // also of a login beside a session that has not ended: it was not to blame
                }
            }
            if (taken) {
                credential.cookies().set(address, setCookies, clock.instant());
            } else {
                credential.cookies().setButDeleteNone(address, setCookies, clock.instant());
            }
        }
    }

    /** A request is sent with the credential of this generation, or without one (0). */
    synchronized Sent sent(int generation) {
        return held.sent(generation);
    }

    /** The server took the credential of this request. */
    synchronized void cleared(Sent sent) {
        held.cleared(sent);
    }

    /**
     * The server refused this request. If it has accepted the credential before, others keep it, and a login begins beside
     * it.
     *
     * @param signature by what the answer is known again
     * @param earlier what came of the attempt before; null if this was the first one
     * @return what the next attempt is to know
     * @throws RequestAtFaultException if no credential would help
     */
    synchronized Refused refused(Sent sent, String signature, Refused earlier) throws RequestAtFaultException {
        Refused refused = held.refused(sent, signature, earlier, policy);
        if (held.isLoginDue(refused, policy)) {
            if (!isRunning()) {
                held.loginBegins(refused, policy);
            }
            renewInBackground();
        } else if (!refused.ofAccepted()) {
            refused(sent.generation());
        }
        return refused;
    }

    /** The server refused a credential that it never accepted, or a request without one (0). */
    synchronized void refused(int of) {
        needed = true;
        if (held.isRefusedUnproven(of)) {
            sessionTurn.refused(new LoginException(
                    Reason.REFUSED_AFTER_RENEWAL,
                    "The login at " + request
                            + " succeeded, but the server refused what it gave. Check whether the account may use the chat,"
                            + " and loginReadyCookie or loginReadySelector if the login was not done yet"));
            renewInBackground();
        }
    }

    /** Whether a status 403 in answer to the credential of this generation is about the request. */
    synchronized boolean isForbidden(int of) {
        Credential credential = held.find(of);
        return credential != null && policy.isForbidden(credential, clock.instant());
    }

    /** Begins anew: the next request logs in, whatever happened before. */
    synchronized void forget() {
        held.clear();
        sessionTurn = null;
        needed = true;
        throttled.forget();
    }

    synchronized LoginStatus state(boolean used) {
        Instant now = clock.instant();
        Credential credential = held.unrefused();
        LoginHistory history = throttled.history(lastTurn);
        return new LoginStatus(
                Origin.of(request).toString(),
                used,
                generation,
                credential == null ? null : credential.obtained(),
                credential == null ? null : policy.renewal(credential, now),
                credential == null ? null : policy.end(credential, now),
                isRunning(),
                history.rejected(),
                history.failures(),
                history.notBefore(),
                history.failedAt(),
                history.failure());
    }

    private boolean isRunning() {
        return running != null && !running.result.isDone();
    }

    /** Has a login run, or wait for its turn. */
    private CompletableFuture<Credential> logIn() throws LoginException {
        if (isRunning()) {
            return running.result;
        }
        if (closed) {
            throw stopped(null);
        }
        if (sessionTurn != null) {
            sessionTurn.refused(new LoginException(
                    Reason.REFUSED_AFTER_RENEWAL,
                    "The login at " + request
                            + " succeeded, but the server has accepted no request with what it gave"));
        }
        Account account = accounts.read();
        lastTurn = throttled.next(request.toString(), account == null ? "" : account.password(), options);
        LoginException denied = denied(lastTurn.decision().getNow(Optional.empty()));
        if (denied != null) {
            throw denied;
        }
        Run begun = new Run(login, lastTurn, new CompletableFuture<>(), new CompletableFuture<>());
        running = begun;
        CompletableFuture<Void> unused =
                begun.turn.decision().thenAccept(denial -> start(begun, account, denied(denial)));
        return begun.result;
    }

    private static LoginException denied(Optional<LoginDenial> denial) {
        return denial.map(why -> new LoginException(why.reason(), why.message(), why.cause()))
                .orElse(null);
    }

    /** Runs on any thread, and may hold the lock or not. */
    private void start(Run run, Account account, LoginException denied) {
        if (denied != null) {
            run.result.completeExceptionally(denied);
            return;
        }
        try {
            executor.execute(() -> logIn(run, account));
        } catch (RejectedExecutionException e) {
            failed(run, stopped(e));
        }
    }

    private void logIn(Run run, Account account) {
        Instant start = clock.instant();
        try {
            LoginResult result = run.login.run(account, run.turn::passwordUsed, run.unwanted);
            run.turn.succeeded();
            Credential fresh = keep(result, run.turn);
            LOG.info("Logged in at {} within {}", request.getHost(), Duration.between(start, fresh.obtained()));
            run.result.complete(fresh);
        } catch (LoginException e) {
            LOG.warn("Login at {} failed: {}", request.getHost(), e.getMessage());
            failed(run, e);
        } catch (Throwable e) { // whatever it is, those that wait must hear of it
            LOG.warn("Login at {} failed", request.getHost(), e);
            failed(run, new LoginException(Reason.PROCESSOR_FAILED, "The login at " + request + " failed: " + e, e));
        }
    }

    private synchronized Credential keep(LoginResult result, LoginTurn turn) {
        CookieJar cookies = new CookieJar(request);
        cookies.addAll(result.cookies(), clock.instant());
        Credential fresh = new Credential(++generation, clock.instant(), cookies, result.userAgent(), result.token());
        held.add(fresh, policy);
        sessionTurn = turn;
        return fresh;
    }

    private static void failed(Run run, LoginException e) {
        run.turn.failed(e.reason(), e);
        run.result.completeExceptionally(e);
    }

    private Credential await(
            CompletableFuture<Credential> result,
            CompletableFuture<Void> unwanted,
            CompletableFuture<Void> cleared,
            Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        try {
            CompletableFuture.anyOf(result, unwanted, cleared).get();
            if (result.isDone()) {
                return result.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoginException failed) {
                throw new LoginException(failed.reason(), failed.getMessage(), failed.getCause());
            }
            throw new IllegalStateException(e.getCause());
        }
        if (unwanted.isDone()) {
            throw stopped(null);
        }
        synchronized (this) {
            throw held.atFault(refused.signature(), policy);
        }
    }

    private LoginException stopped(Throwable cause) {
        return new LoginException(Reason.STOPPED, "No login at " + request + ", as its route or context stops", cause);
    }
}
