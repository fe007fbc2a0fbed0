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
    private Credential credential;
    private int generation;
    private boolean accepted;
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
        return credential != null;
    }

    /**
     * Gives the credential; waits for a login if one is needed.
     *
     * @param unwanted done when whoever asks does not want it any more; the login goes on for others
     * @return null as long as the server has not asked for one
     * @throws LoginException if the login fails, must not be tried now, or is not wanted any more
     * @throws InterruptedException if the thread is interrupted; the login goes on for others
     */
    Credential get(CompletableFuture<Void> unwanted) throws LoginException, InterruptedException {
        CompletableFuture<Credential> awaited;
        synchronized (this) {
            Instant now = clock.instant();
            if (credential != null && policy.isExpired(credential, now)) {
                credential = null;
            }
            if (credential != null) {
                if (policy.isDue(credential, now)) {
                    renewInBackground();
                }
                return credential;
            }
            if (!needed) {
                return null;
            }
            if (unwanted.isDone()) {
                throw stopped(null);
            }
            logIn();
            awaited = running.result;
        }
        return await(awaited, unwanted);
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
        if (credential != null && credential.generation() == of) {
            if (taken) {
                accepted = true;
                forgetFailures();
            }
            credential.cookies().set(address, setCookies, clock.instant());
        }
    }

    /** The server refused the credential of this generation, or a request without one (0); it is not used again. */
    synchronized void refused(int of) {
        needed = true;
        if (credential == null || credential.generation() != of) {
            return; // an older one: there is another by now
        }
        boolean useless = !accepted && policy.isUseless(credential, clock.instant());
        credential = null;
        if (useless) {
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
        return credential != null && credential.generation() == of && policy.isForbidden(credential, clock.instant());
    }

    /** Begins anew: the next request logs in, whatever happened before. */
    synchronized void forget() {
        credential = null;
        needed = true;
        forgetFailures();
        rejected.remove(Origin.of(request), lastRejected);
        lastRejected = null;
    }

    synchronized LoginState state(boolean used) {
        Instant now = clock.instant();
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
        cookies.addAll(result.cookies(), clock.instant());
        credential = new Credential(++generation, clock.instant(), cookies, result.userAgent(), result.token());
        accepted = false;
        lastRejected = null;
        running = null;
        return credential;
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

    private Credential await(CompletableFuture<Credential> result, CompletableFuture<Void> unwanted)
            throws LoginException, InterruptedException {
        try {
            CompletableFuture.anyOf(result, unwanted).get();
            if (!result.isDone()) {
                throw stopped(null);
            }
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LoginException failed) {
                throw new LoginException(failed.reason(), failed.getMessage(), failed.getCause());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private LoginException stopped(Throwable cause) {
        return new LoginException(Reason.STOPPED, "No login at " + request + ", as its route or context stops", cause);
    }
}
