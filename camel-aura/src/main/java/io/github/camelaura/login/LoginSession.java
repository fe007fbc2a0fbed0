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
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.github.camelaura.call.RequestAtFaultException;
import io.github.camelaura.http.Origin;
import io.github.camelaura.login.HeldCredentials.Refused;
import io.github.camelaura.login.HeldCredentials.Sent;

/**
 * The session of one account at one site: its credential, and when a login gets or renews it. At most one login runs at a
 * time; all requests that need it wait for it. A login begins on demand, if the account's {@link LoginThrottle} allows it.
 *
 * <p>Who calls: threads of requests and of logins, Camel's threads that stop routes, and {@link Logins}.
 *
 * <p>Lock: this object guards all fields that are not final, and {@link HeldCredentials}. The locks of {@link LoginRuns},
 * {@link SessionUsers}, the throttle and cookie jars are taken under it, never the other way round. It is not held while a
 * password is read, a login runs, a future completes or a listener runs: a method decides under the lock that a login is
 * {@link #due()}, and begins it afterwards.
 *
 * <p>Blocking: {@link #get} waits for a login and may read the password, {@link #refused} and {@link #renewInBackground} may
 * read the password, {@link #drop} and the stop of a route wait for browsers to end. The others do not block.
 */
final class LoginSession {

    private final URI request;
    private final ThrottledAccount account;
    private final Clock clock;
    private final HeldCredentials held;
    private final SessionUsers users;
    private final LoginRuns runs;
    private LoginMethod method;
    private int generation;
    private boolean needed;
    private LoginTurn sessionTurn;

    /**
     * Makes a session without a credential.
     *
     * @param idle is notified, without a lock, when a user or a login has ended
     */
    LoginSession(URI request, ThrottledAccount account, Clock clock, Executor executor, Consumer<LoginSession> idle) {
        this.request = request;
        this.account = account;
        this.clock = clock;
        this.held = new HeldCredentials(clock);
        this.sessionTurn = account.noTurn();
        this.users = new SessionUsers(account, this::routeStops, () -> idle.accept(this));
        this.runs = new LoginRuns(request, account, clock, executor, this::keep, () -> idle.accept(this));
    }

    SessionUsers users() {
        return users;
    }

    LoginRuns runs() {
        return runs;
    }

    synchronized LoginMethod method() {
        return method;
    }

    /** Logs in this way from the next login on. */
    synchronized void logInBy(LoginMethod method) {
        this.method = method;
    }

    /** For how long an unused session is kept: zero, except after a login whose session no request has used. */
    synchronized Duration keptFor() {
        return sessionTurn.keptFor();
    }

    /** Ends an unused session: no login begins any more. */
    void drop() {
        runs.close();
        synchronized (this) {
            sessionTurn.endUnused();
        }
        account.leave();
    }

    /**
     * Gives the credential; waits for a login if one is needed, until the request's route is about to stop.
     *
     * @param routeId the route of the request, or null
     * @param refused how the server refused the request before, so that it needs a newer credential; null if it did not
     * @return null until the server has required a credential
     * @throws LoginException if the login fails or may not begin now, or the route stops
     * @throws InterruptedException if the thread is interrupted; the login goes on for others
     * @throws RequestAtFaultException if no credential would help
     */
    Credential get(String routeId, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        CompletableFuture<Void> stopping = users.routes().enter(routeId);
        try {
            return get(stopping, refused);
        } finally {
            users.routes().leave(stopping);
        }
    }

    private Credential get(CompletableFuture<Void> stopping, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        Credential usable;
        LoginRun due;
        LoginRun awaited;
        CompletableFuture<Void> cleared;
        synchronized (this) {
            usable = held.usable(refused, method.policy());
            boolean renews =
                    refused == null && usable != null && method.policy().isDue(usable, clock.instant());
            if (usable == null ? !needed : !renews) {
                return usable;
            }
            if (usable == null && stopping.isDone()) {
                throw LoginRun.stopped(request, null);
            }
            if (refused != null && (!refused.mayLogIn() || held.isCleared(refused))) {
                throw held.atFault(refused.signature(), method.policy());
            }
            due = due();
            awaited = runs.latest();
            if (usable == null && due == null && runs.isClosed()) {
                throw LoginRun.stopped(request, null);
            }
            cleared = held.whenCleared(refused);
        }
        try {
            runs.begin(due);
            return usable == null ? await(awaited, stopping, cleared, refused) : usable;
        } finally {
            synchronized (this) {
                held.leave(cleared);
            }
        }
    }

    private Credential await(
            LoginRun run, CompletableFuture<Void> stopping, CompletableFuture<Void> cleared, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        try {
            Credential fresh = run.await(stopping, cleared);
            if (fresh != null) {
                return fresh;
            }
        } catch (LoginException e) {
            if (run.hasStarted()) {
                throw e;
            }
            synchronized (this) {
                return held.newerThan(refused, e);
            }
        }
        synchronized (this) {
            throw held.atFault(refused.signature(), method.policy());
        }
    }

    /** From now on a login is needed, even if the server has not required one. */
    synchronized void require() {
        needed = true;
    }

    /** Begins a login, if none is under way. */
    void renewInBackground() {
        runs.begin(due());
    }

    /** Adds a login that {@link LoginRuns#begin} begins after the lock is free; null if there is one, or no more may be. */
    private synchronized LoginRun due() {
        needed = true;
        if (runs.isRunning()) {
            return null;
        }
        sessionTurn.endUnused();
        return runs.next(method);
    }

    private synchronized Credential keep(Login.Result result, LoginTurn turn) {
        Credential fresh = Credential.of(result, ++generation, clock.instant(), request);
        held.add(fresh, method.policy());
        sessionTurn = turn;
        return fresh;
    }

    /** A request is sent, with the credential of this generation or without one (0). */
    synchronized Sent sent(int generation) {
        return held.sent(generation);
    }

    /**
     * The server did not refuse this request.
     *
     * @param taken whether the server has surely checked the credential: an error may come before that
     * @param setCookies the cookies that its answer to a request to this address sets
     */
    synchronized void answered(Sent sent, boolean taken, URI address, Collection<String> setCookies) {
        int of = sent.generation();
        Credential credential = held.find(of);
        if (taken && credential != null) {
            held.accepted(of);
            if (of == generation || held.isCurrent(of)) {
                sessionTurn.accepted(); // also a login beside a session that had not ended: it was not at fault
            }
        }
        if (credential != null) {
            credential.update(setCookies, taken, address, clock.instant());
        }
        if (taken) {
            held.cleared(sent);
        }
    }

    /**
     * The server refused this request. A credential that it has accepted before stays in use, and a login begins beside it.
     *
     * @param signature identifies equal answers
     * @param earlier the refusal of the attempt before; null if this was the first attempt
     * @return what the next attempt needs to know
     * @throws RequestAtFaultException if no credential would help
     */
    Refused refused(Sent sent, String signature, Refused earlier) throws RequestAtFaultException {
        Refused refused;
        LoginRun due = null;
        synchronized (this) {
            refused = held.refused(sent, signature, earlier, method.policy());
            if (held.isLoginDue(refused, method.policy())) {
                due = due();
                if (due != null) {
                    held.loginBegins(refused, method.policy());
                }
            } else if (!refused.ofAccepted()) {
                needed = true;
                if (held.isRefusedUnproven(sent.generation())) {
                    sessionTurn.refused();
                    due = due();
                }
            }
        }
        runs.begin(due);
        return refused;
    }

    /** Whether a status 403 in answer to the credential of this generation is about the request. */
    synchronized boolean isForbidden(int of) {
        Credential credential = held.find(of);
        return credential != null && method.policy().isForbidden(credential, clock.instant());
    }

    /** Forgets the credential, and why logins failed: the next request logs in. */
    synchronized void forget() {
        held.clear();
        sessionTurn = account.noTurn();
        needed = true;
        account.forget();
    }

    synchronized LoginStatus status() {
        return LoginStatus.of(
                Origin.of(request),
                users.hasEndpoint(),
                generation,
                held.unrefused(),
                method.policy(),
                clock.instant(),
                runs.isRunning(),
                account.history(runs.lastTurn()));
    }

    /** A login goes on while a request waits for it, or while it renews a credential of routes that run. */
    private void routeStops() {
        boolean renews;
        synchronized (this) {
            renews = held.current() != null && users.routes().isAnyRunning();
        }
        if (!renews && !users.routes().isAwaited()) {
            runs.cancel();
        }
    }
}
