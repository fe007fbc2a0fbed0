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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.CookieJar;
import io.github.camelaura.http.Origin;

/**
 * Has the credential of one account at one site, and decides when to log in: on demand, one login at a time, not at once
 * after a failure, and never again with a password that was rejected. Thread safe.
 */
final class CredentialKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialKeeper.class);

    /** So many failures counts one after the password was sent: the next login comes after some five minutes. */
    private static final int PASSWORD_SENT = 6;

    /** Reads who is to log in. */
    interface AccountSource {
        Account read() throws LoginException;
    }

    /**
     * A login that is under way.
     *
     * @param passwordSent whether a server may have seen the password
     * @param unwanted done when it is to end
     */
    private record Run(
            Login login,
            Account account,
            AtomicBoolean passwordSent,
            CompletableFuture<Credential> result,
            CompletableFuture<Void> unwanted) {}

    private final URI request;
    private final AccountSource accounts;
    private final RejectedAccounts rejected;
    private final BackOff backOff;
    private final Clock clock;
    private final Executor executor;

    private Login login;
    private RenewalPolicy policy;
    private final HeldCredentials held;
    private int generation;
    private boolean needed;
    private boolean closed;
    private Run running;
    private Account lastRejected;
    private LoginException failure;
    private Instant failedAt;
    private int failures;
    private int doublings;
    private Instant notBefore = Instant.MIN;

    CredentialKeeper(
            URI request,
            AccountSource accounts,
            RejectedAccounts rejected,
            BackOff backOff,
            Clock clock,
            Executor executor) {
        this.request = request;
        this.accounts = accounts;
        this.rejected = rejected;
        this.backOff = backOff;
        this.clock = clock;
        this.executor = executor;
        this.held = new HeldCredentials(clock);
    }

    /**
     * From now on logs in this way.
     *
     * @param anew whether nothing that failed holds it back, but that the account was rejected
     */
    synchronized void logInBy(Login login, RenewalPolicy policy, boolean anew) {
        this.login = login;
        this.policy = policy;
        if (anew) {
            forgetFailures();
        }
    }

    private void forgetFailures() {
        failures = 0;
        doublings = 0;
        notBefore = Instant.MIN;
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
            Credential old = logInUnlessOld(refused);
            if (old != null) {
                return old;
            }
            awaited = running.result;
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

    /** Has a login run; if that can't be, gives what there is from an earlier one. */
    private Credential logInUnlessOld(Refused refused) throws LoginException {
        try {
            logIn();
            return null;
        } catch (LoginException e) {
            Credential old =
                    refused == null ? null : held.newerThan(refused.sent().generation());
            if (old == null) {
                throw e;
            }
            return old;
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
            logIn();
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
                forgetFailures();
            }
            credential.cookies().set(address, setCookies);
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
            renewInBackground();
        } else if (!refused.ofAccepted()) {
            refused(sent.generation());
        }
        return refused;
    }

    /** The server refused a credential that it never accepted, or a request without one (0). */
    synchronized void refused(int of) {
        needed = true;
        if (held.isUseless(of, policy)) {
            failed(
                    new LoginException(
                            Reason.REFUSED_AFTER_RENEWAL,
                            "The login at " + request
                                    + " succeeded, but the server refused what it gave. Check whether the"
                                    + " account may use the chat, and loginReadyCookie or loginReadySelector if the login was"
                                    + " not done yet"),
                    false);
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
        needed = true;
        forgetFailures();
        rejected.remove(Origin.of(request), lastRejected);
        lastRejected = null;
    }

    synchronized LoginState state(boolean used) {
        Instant now = clock.instant();
        Credential credential = held.unrefused();
        return new LoginState(
                Origin.of(request).toString(),
                used,
                generation,
                credential == null ? null : credential.obtained(),
                credential == null ? null : policy.renewal(credential, now),
                credential == null ? null : policy.end(credential, now),
                running != null,
                lastRejected != null,
                failures,
                now.isBefore(notBefore) ? notBefore : null,
                failedAt,
                failure == null ? null : failure.getMessage());
    }

    /** Has a login run. */
    private void logIn() throws LoginException {
        if (running != null) {
            return;
        }
        if (closed) {
            throw stopped(null);
        }
        Account account = accounts.read();
        LoginException rejection = rejected.why(Origin.of(request), account);
        if (rejection != null) {
            lastRejected = account;
            throw new LoginException(
                    Reason.REJECTED,
                    rejection.getMessage()
                            + " It is not tried again until loginUsername, loginPassword or the content of"
                            + " loginPasswordFile changes, so that the account is not locked",
                    rejection);
        }
        Instant now = clock.instant();
        if (now.isBefore(notBefore)) {
            throw new LoginException(
                    Reason.BACKING_OFF,
                    "The next login at " + request + " is tried at " + notBefore + ", as the last " + failures
                            + " failed: " + failure.getMessage(),
                    failure);
        }
        Run begun = new Run(login, account, new AtomicBoolean(), new CompletableFuture<>(), new CompletableFuture<>());
        running = begun;
        try {
            executor.execute(() -> logIn(begun));
        } catch (RejectedExecutionException e) {
            running = null;
            throw stopped(e);
        }
    }

    private void logIn(Run run) {
        Instant start = clock.instant();
        try {
            Credential fresh = succeeded(run.login.run(run.account, () -> run.passwordSent.set(true), run.unwanted));
            LOG.info("Logged in at {} within {}", request.getHost(), Duration.between(start, fresh.obtained()));
            run.result.complete(fresh);
        } catch (LoginException e) {
            LOG.warn("Login at {} failed: {}", request.getHost(), e.getMessage());
            failed(run, e);
            run.result.completeExceptionally(e);
        } catch (Throwable e) { // whatever it is, those that wait must hear of it
            LoginException unexpected =
                    new LoginException(Reason.PROCESSOR_FAILED, "The login at " + request + " failed: " + e, e);
            LOG.warn("Login at {} failed", request.getHost(), e);
            failed(run, unexpected);
            run.result.completeExceptionally(unexpected);
        }
    }

    private synchronized Credential succeeded(LoginResult result) {
        CookieJar cookies = new CookieJar(request);
        cookies.addAll(result.cookies());
        Credential fresh = new Credential(++generation, clock.instant(), cookies, result.userAgent(), result.token());
        held.add(fresh, policy);
        lastRejected = null;
        running = null;
        return fresh;
    }

    private synchronized void failed(Run run, LoginException e) {
        running = null;
        if (e.reason() == Reason.REJECTED) {
            lastRejected = run.account;
            rejected.add(Origin.of(request), run.account, e);
            remember(e);
        } else if (e.reason() != Reason.STOPPED && run.login == login) {
            failed(e, run.passwordSent.get());
        }
    }

    private void failed(LoginException e, boolean passwordSent) {
        remember(e);
        failures++;
        // a password that was sent may be what failed: sites lock accounts after a few
        doublings += passwordSent ? PASSWORD_SENT : 1;
        notBefore = failedAt.plus(backOff.after(doublings));
    }

    private void remember(LoginException e) {
        failure = e;
        failedAt = clock.instant();
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
