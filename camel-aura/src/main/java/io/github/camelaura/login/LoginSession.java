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

/**
 * The session of one account at one site: its credential, and the logins that get and renew it. At most one login runs at a
 * time; all requests that need it wait for it. A login begins on demand, if the account's {@link LoginThrottle} allows it.
 *
 * <p>Who calls: threads of requests and of logins, Camel's threads that stop routes, and {@link Logins}.
 *
 * <p>Lock: this object guards all fields that are not final, and {@link HeldCredentials}. The locks of {@link LoginRuns},
 * {@link SessionUsers}, the throttle and cookie jars are taken under it, never the other way round. It is not held while a
 * login begins or runs, its result completes or a listener runs: a login is prepared under the lock, and begins afterwards.
 *
 * <p>Blocking: {@link #get} waits for a login, {@link #drop} and the stop of a route wait for browsers to end. Others do not.
 */
final class LoginSession {

    private final URI request;
    private final ThrottledAccount account;
    private final Clock clock;
    private final HeldCredentials held;
    private final Sharing sharing;
    private final SessionUsers users;
    private final LoginRuns runs;
    private LoginMethod method;
    private int generation;
    private boolean needed; // a login, by the server, an option or a bean
    private LoginTurn sessionTurn;

    /**
     * Creates a session without a credential.
     *
     * @param sharing what other nodes know of the session
     * @param idle runs without a lock when a user or a login of the session has ended
     */
    LoginSession(
            URI request,
            ThrottledAccount account,
            Sharing sharing,
            Clock clock,
            Executor executor,
            Consumer<LoginSession> idle) {
        this.request = request;
        this.account = account;
        this.sharing = sharing;
        this.clock = clock;
        this.held = new HeldCredentials(clock, sharing);
        this.sessionTurn = account.noTurn();
        this.users = new SessionUsers(account, this::routeStops, () -> idle.accept(this));
        this.runs = new LoginRuns(request, account, clock, executor, this::hold, () -> idle.accept(this));
    }

    Sharing sharing() {
        return sharing;
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

    /** Sets how the session logs in, from the next login on. */
    synchronized void logInBy(LoginMethod method) {
        this.method = method;
    }

    /** Returns how long the session stays without users: zero, except after a login whose credential was not accepted yet. */
    synchronized Duration keptFor() {
        return sessionTurn.keptFor();
    }

    /** Ends a session without users. No login begins afterwards. */
    void drop() {
        runs.close();
        synchronized (this) {
            sessionTurn.endUnused(false);
            held.clear();
        }
        account.leave();
    }

    /**
     * Returns the credential for a request. If a login is needed, waits for it until the request's route is about to stop.
     *
     * @param routeId the route of the request, or null
     * @param refused the rejection of the first attempt, so the second one needs a newer credential; null for a first attempt
     * @return null if no login is needed yet
     * @throws LoginException if the login fails or may not begin now, or the route stops
     * @throws InterruptedException if the thread is interrupted; the login continues for other requests
     * @throws RequestAtFaultException if the request is at fault, so no credential would help
     */
    Credential get(String routeId, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        CompletableFuture<Void> stopping = users.routes().enter(routeId);
        try {
            sharing.awaitLook(method().policy(), this::holdFirst, stopping);
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
        CompletableFuture<Void> settled;
        synchronized (this) {
            usable = held.usable(refused, method.policy());
            boolean renews =
                    refused == null && usable != null && method.policy().isDue(usable, clock.instant());
            if (usable == null ? !needed : !renews) {
                return usable;
            }
            if (usable == null && stopping.isDone()) {
                throw LoginFailures.stopped(request, null);
            }
            if (refused != null && (!refused.mayLogIn() || held.isSettled(refused))) {
                throw held.falseAlarm(refused.signature(), method.policy());
            }
            due = prepareLogin();
            awaited = runs.latest();
            if (usable == null && due == null && runs.isClosed()) {
                throw LoginFailures.stopped(request, null);
            }
            settled = held.whenSettled(refused);
        }
        try {
            runs.begin(due);
            return usable == null ? await(awaited, stopping, settled, refused) : usable;
        } finally {
            synchronized (this) {
                held.stopWaiting(settled);
            }
        }
    }

    private Credential await(
            LoginRun run, CompletableFuture<Void> stopping, CompletableFuture<Void> settled, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        try {
            Credential fresh = run.await(stopping, settled);
            if (fresh != null) {
                return fresh;
            }
        } catch (LoginException e) {
            if (run.hasStarted() && !e.isDenial()) {
                throw e;
            }
            synchronized (this) {
                return held.newerThan(refused, e);
            }
        }
        synchronized (this) {
            throw held.falseAlarm(refused.signature(), method.policy());
        }
    }

    /** Makes the next request log in, even if the server has not required it. */
    synchronized void require() {
        needed = true;
    }

    void renewInBackground() {
        runs.begin(prepareLogin());
    }

    /** Returns a login that {@link LoginRuns#begin} must begin without the lock; null if one is running or none may begin. */
    private synchronized LoginRun prepareLogin() {
        needed = true;
        if (runs.isRunning()) {
            return null;
        }
        held.dropExpired(method.policy());
        sessionTurn.endUnused(held.find(generation) == null);
        return runs.next(method);
    }

    /** Uses a session of another node, unless a login was faster than the look for it. */
    private synchronized void holdFirst(Login.Result found) {
        if (generation == 0) {
            hold(found, account.noTurn());
        }
    }

    private synchronized Credential hold(Login.Result result, LoginTurn turn) {
        Credential fresh = Credential.of(result, ++generation, clock.instant(), request);
        held.add(fresh, method.policy());
        if (runs.isClosed()) {
            held.clear(); // the session has ended meanwhile
        }
        sessionTurn = turn.gave(fresh.use());
        return fresh;
    }

    private synchronized boolean hasCredential() {
        return held.current() != null;
    }

    /** Notes that a request is sent with the credential of this generation, or without one (0). */
    synchronized Sent sent(int generation) {
        return held.sent(generation);
    }

    /** Notes that the server answered a request and did not reject it, see {@link HeldCredentials#answered}. */
    synchronized void answered(Sent sent, boolean accepted, URI address, Collection<String> setCookies) {
        if (held.answered(sent, accepted, address, setCookies) && accepted) {
            sessionTurn.accepted(); // even if the credential is from an earlier login: then the latest one did not fail
        }
    }

    /**
     * Notes that the server rejected a request, see {@link HeldCredentials#refused}. A credential that it has accepted before stays in
     * use while a login runs.
     */
    Refused refused(Sent sent, String signature, Refused earlier) throws RequestAtFaultException {
        Refused refused;
        LoginRun due = null;
        synchronized (this) {
            refused = held.refused(sent, signature, earlier, method.policy());
            if (held.isLoginDue(refused, method.policy())) {
                due = prepareLogin();
                if (due != null) {
                    held.loginBegins(refused, method.policy());
                }
            } else if (!refused.accepted()) {
                needed = true;
                if (held.refuseUnproven(sent.generation())) {
                    sessionTurn.refused();
                    due = prepareLogin();
                }
            }
        }
        runs.begin(due);
        return refused;
    }

    /** Returns whether a status 403 for the credential of this generation is about the request. */
    synchronized boolean isForbidden(int generation) {
        return method.policy().isForbidden(held.find(generation), clock.instant());
    }

    /** Forgets the credential, the wait and the rejections of the account. The next request logs in, if a login was ever needed. */
    synchronized void forget() {
        needed |= hasCredential(); // of another node
        held.clear();
        sessionTurn = account.noTurn();
        account.forget();
    }

    synchronized LoginStatus status() {
        return LoginStatus.of(
                Origin.of(request),
                users.areActive(),
                held.currentUnlessRefused(),
                method.policy(),
                clock.instant(),
                runs.isRunning(),
                sharing.status(generation, account.history(runs.lastTurn())));
    }

    /** Cancels the login when a route stops, unless another request waits for it or it renews the credential of other routes. */
    private void routeStops() {
        boolean renews = hasCredential() && users.routes().isAnyRunning();
        if (!renews && !users.routes().isAwaited()) {
            runs.cancel();
        }
    }
}
