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

import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.store.StoreException;

/**
 * Keeps the stored session and the credential of this node the same: stores the session of a login, that the server has accepted it,
 * and changed cookies, and takes cookies that other nodes have changed.
 *
 * <p>Who calls: threads of requests under the lock of their {@link LoginSession}, and threads of logins. {@link #publish(SharedTurn)}
 * accesses the map; otherwise a task on the executor does. {@value #RETRY_SECONDS} seconds after a failure, the next accepted request
 * starts another one.
 *
 * <p>Lock: this object guards all fields that are not final. The lock of a cookie jar is not taken under it, and nothing blocks.
 */
final class SharedSync {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSync.class);

    private static final int RETRY_SECONDS = 5;

    private final SharedValue<SharedAccount> account;
    private final SharedValue<SharedSession> session;
    private final SharedStore options;
    private final SharedNode node;
    private final SeenSession seen;

    private Credential held;
    private List<String> loginSignatures = List.of();

    /** The cookies of {@link #held} as they are in the map, or as its login gave them while it is not known whether the map has them. */
    private SharedCookies stored = SharedCookies.NONE;

    /** Whether the session of {@link #held} could not be stored when its login ended. */
    private boolean unpublished;

    private boolean accepted; // by the server
    private boolean reported; // to the account in the map
    private boolean changed;
    private boolean working;
    private Long failedAt;

    SharedSync(
            SharedValue<SharedAccount> account,
            SharedValue<SharedSession> session,
            SharedStore options,
            SharedNode node,
            SeenSession seen) {
        this.account = account;
        this.session = session;
        this.options = options;
        this.node = node;
        this.seen = seen;
    }

    /** Returns the node that logged in; null if no session is known. */
    synchronized String node() {
        SharedSession found = held == null ? null : held.origin().found();
        return held == null ? null : found == null ? node.name() : found.node();
    }

    /** Notes that the requests of this node use a credential from now on, see {@link Sharing#held}. */
    synchronized void held(Credential credential, SharedCookies cookies, Collection<String> signatures) {
        held = credential;
        stored = cookies;
        loginSignatures = List.copyOf(signatures);
        unpublished = false;
        accepted = false;
        reported = false;
        changed = false;
        seen.uses(credential.origin());
    }

    /** Notes that this node uses no credential any more. */
    synchronized void dropped() {
        held = null;
    }

    /** Returns the login that the server has accepted, if the map does not know this yet; otherwise null. */
    synchronized String unreported() {
        return held != null && accepted && !reported ? held.origin().login() : null;
    }

    /** Notes that the server accepted a request, see {@link Sharing#accepted}. */
    synchronized void accepted() {
        if (held != null && (!reported || unpublished || changed)) {
            accepted = true;
            begin();
        }
    }

    /** Notes that the server may have changed the cookies of a credential. */
    synchronized void changed(Credential credential) {
        if (isHeld(credential)) {
            changed = true;
            begin();
        }
    }

    /** Stores the session of a login and ends its lease, unless the login was cancelled meanwhile. */
    void publish(SharedTurn turn) {
        boolean interrupted = Thread.interrupted(); // the browser may have been told to end
        try {
            Due due = due(turn.id());
            if (due == null) {
                turn.failed(new LoginException(Reason.STOPPED, "The login was cancelled"));
            } else {
                publish(due);
                changed(due.credential); // cookies may have changed since those that were stored
            }
        } catch (StoreException e) {
            LOG.warn("Other nodes cannot use the session of a login of this node yet: {}", e.getMessage());
            failed(turn.id());
        } catch (InterruptedException e) {
            interrupted = true;
            failed(turn.id());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean isHeld(Credential credential) {
        return held != null && held.generation() == credential.generation();
    }

    private synchronized boolean isHeld(String login) {
        return held != null && held.origin().login().equals(login);
    }

    private synchronized Due due(String login) {
        return isHeld(login) ? new Due(held, true, false, stored) : null;
    }

    private synchronized void failed(String login) {
        unpublished |= isHeld(login);
        failed();
    }

    private synchronized void failed() {
        failedAt = node.nanoTime().getAsLong();
        working = false;
    }

    /** Stores a session, unless an earlier attempt whose result is not known has stored it. */
    private void publish(Due due) throws StoreException, InterruptedException {
        Credential own = due.credential;
        CookieExchange cookies = exchange(due);
        String login = own.origin().login();
        SharedSession now = session.update(before -> own.origin().isReplacedBy(before)
                ? null // the lease had ended, and another node has logged in
                : before != null && before.isOf(login)
                        ? before.with(cookies.change())
                        : next(before, own, cookies.own()));
        if (now != null) {
            seen.uses(now); // even if the session was rejected meanwhile, and is not held any more
            cookies.take(now);
            stored(own, now);
        }
        SharedAccount unused = account.update(state -> state == null || !state.isHeldBy(login)
                ? null
                : state.succeeded(node.clock().instant()));
        synchronized (this) {
            unpublished &= !isHeld(own);
        }
    }

    private synchronized SharedSession next(SharedSession before, Credential own, SharedCookies cookies) {
        return new SharedSession(
                seen.next(before),
                own.origin().login(),
                node.name(),
                own.obtained(),
                own.userAgent(),
                own.token(),
                cookies.all(),
                loginSignatures);
    }

    private synchronized void stored(Credential credential, SharedSession now) {
        if (isHeld(credential)) {
            seen.uses(now);
            stored = options.shared(now.cookies());
        }
    }

    private CookieExchange exchange(Due due) {
        return CookieExchange.of(options, due.credential, due.base, node.clock().instant());
    }

    /** Begins the task, unless it runs or failed just before. */
    private void begin() {
        boolean waits =
                failedAt != null && node.nanoTime().getAsLong() - failedAt < TimeUnit.SECONDS.toNanos(RETRY_SECONDS);
        if (working || waits) {
            return;
        }
        working = true;
        try {
            node.executor().execute(this::work);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the context stops, or no thread is left
            LOG.debug("A session was not stored", e);
            failed();
        }
    }

    private void work() {
        boolean done = false;
        try {
            for (Due due = next(); due != null; due = next()) {
                if (due.publish) {
                    publish(due);
                } else if (due.report) {
                    report(due.credential);
                } else {
                    share(due);
                }
            }
            done = true;
        } catch (StoreException e) {
            LOG.debug("A session was not stored", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!done) { // also after an exception of another type, so that another task can begin
                failed();
            }
        }
    }

    /** What the map does not know yet of a credential, see {@link CookieExchange} for its base. */
    private record Due(Credential credential, boolean publish, boolean report, SharedCookies base) {}

    /** Returns what the map does not know yet; null if there is nothing, so the task ends. */
    private synchronized Due next() {
        failedAt = null;
        boolean report = accepted && !reported;
        working = held != null && (unpublished || report || changed);
        return working ? new Due(held, unpublished, report, stored) : null;
    }

    private void report(Credential credential) throws StoreException, InterruptedException {
        SharedAccount unused = account.update(state ->
                state == null ? null : state.accepted(credential.origin().login()));
        synchronized (this) {
            reported |= isHeld(credential);
        }
    }

    /** Stores the changed cookies, and takes those that other nodes have changed. */
    private void share(Due due) throws StoreException, InterruptedException {
        synchronized (this) {
            changed &= !isHeld(due.credential); // a change from now on needs another look
        }
        CookieExchange cookies = exchange(due);
        if (cookies.change().isEmpty()) {
            return;
        }
        SharedSession now;
        try {
            now = session.update(before ->
                    before == null || !before.isOf(due.credential.origin().login())
                            ? null // another login has replaced it
                            : before.with(cookies.change()));
        } catch (StoreException e) {
            changed(due.credential);
            throw e;
        }
        if (now != null) {
            cookies.take(now);
            stored(due.credential, now);
        }
    }
}
