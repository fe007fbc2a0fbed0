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

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.store.EncryptedStore;
import io.github.camelaura.store.Lease;
import io.github.camelaura.store.StoreException;

/**
 * Shares the session of an account through {@code credentialStore}: what the nodes have in common of a {@link LoginSession}.
 *
 * <p>Who calls: the session, some methods under its lock, and logins.
 *
 * <p>Lock: this object guards the first look, and when monitoring last read the account. No other code runs under it, and nothing blocks.
 */
final class SharedCredentials implements Sharing {

    private static final Logger LOG = LoggerFactory.getLogger(SharedCredentials.class);

    /** The longest time that a logout waits until a new session is stored. */
    private static final int PUBLISH_SECONDS = 2 * EncryptedStore.ACCESS_SECONDS;

    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EncryptedStore store;
    private final SharedNames names;
    private final LoginSettings settings;
    private final SharedNode node;
    private final SharedValue<SharedAccount> account;
    private final SharedValue<SharedSession> session;
    private final SeenSession seen = new SeenSession();
    private final SharedSync sync;
    private CompletableFuture<Void> firstLook;
    private volatile SharedAttempt lastAttempt;

    /** When the account was last read for monitoring; null if never. */
    private Long refreshed;

    /** Done when the session of the last login of this node is stored, or could not be stored. */
    private volatile CompletableFuture<Void> published = CompletableFuture.completedFuture(null);

    /**
     * Shares nothing until the first look.
     *
     * @param settings the options of the session; options that its endpoints may have different values of are not used
     */
    SharedCredentials(EncryptedStore store, LoginSettings settings, SharedNode node) {
        this.store = store;
        this.names = new SharedNames(settings);
        this.settings = settings;
        this.node = node;
        this.account = new SharedValue<>(store, names.account(), SharedAccount.class);
        this.session = new SharedValue<>(store, names.session(), SharedSession.class);
        this.sync = new SharedSync(account, session, settings.key().store(), node, seen);
    }

    @Override
    public void awaitLook(RenewalPolicy policy, Consumer<Login.Result> found, CompletableFuture<Void> stopping)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(firstLook(policy, found), stopping).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // neither of them fails
        }
    }

    private synchronized CompletableFuture<Void> firstLook(RenewalPolicy policy, Consumer<Login.Result> found) {
        if (firstLook == null) {
            CompletableFuture<Void> looked = new CompletableFuture<>();
            firstLook = looked;
            try {
                node.executor().execute(() -> look(policy, found, looked));
            } catch (RejectedExecutionException | OutOfMemoryError e) { // the context stops, or no thread is left
                LOG.debug("No look at credentialStore", e);
                looked.complete(null);
            }
        }
        return firstLook;
    }

    private void look(RenewalPolicy policy, Consumer<Login.Result> found, CompletableFuture<Void> looked) {
        try {
            SharedLook look = look(policy, null);
            if (look.isFound()) {
                found.accept(look.session());
            }
        } catch (StoreException e) { // if a login is needed, it looks again, and fails with this exception
            LOG.debug("The first look at credentialStore failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            looked.complete(null);
        }
    }

    /** Prepares a look for a session that is newer than the one of this node, see {@link SharedLook}. */
    SharedLook look(RenewalPolicy policy, String awaited) {
        return new SharedLook(session, seen, settings.request(), policy, node.clock(), awaited, sync.node() != null);
    }

    @Override
    public Login login(LoginSettings options, Instant started, Supplier<Login> own) {
        return new SharedLogin(this, options, started, own);
    }

    /**
     * Prepares the turn of a login.
     *
     * @param options the options of the login
     * @param user the account that logs in; null for none
     * @param started when the first endpoint with these options started
     */
    SharedTurn turn(LoginSettings options, Account user, Instant started) {
        SharedAttempt attempt = new SharedAttempt(
                UUID.randomUUID().toString(),
                node.name(),
                session.name(),
                names.password(user),
                names.passwordAndSeed(user),
                new SharedNames(options).options(user),
                started);
        lastAttempt = attempt;
        return new SharedTurn(account, node, attempt, settings.request(), sync.unreported());
    }

    /** Renews the lease of a login until the result is cancelled. */
    Future<?> beat(SharedTurn turn) {
        return node.timer()
                .scheduleWithFixedDelay(
                        () -> node.executor().execute(turn::renew),
                        Lease.BEAT_MILLIS,
                        Lease.BEAT_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    /** Stores the session of a login of this node and ends its lease. Blocks for some seconds at most. */
    void publish(SharedTurn turn) {
        try {
            sync.publish(turn);
        } finally {
            published.complete(null);
        }
    }

    @Override
    public void held(Credential credential, RefusalJudge judge) {
        if (credential.origin().found() == null) {
            published = new CompletableFuture<>();
        }
        judge.addLoginSignatures(credential.origin().loginSignatures());
        SharedSession found = credential.origin().found();
        List<BrowserCookie> cookies =
                found == null ? credential.cookies().all(node.clock().instant()) : found.cookies();
        sync.held(credential, settings.key().store().shared(cookies), judge.loginSignatures());
    }

    @Override
    public void dropped() {
        sync.dropped();
    }

    @Override
    public void accepted() {
        sync.accepted();
    }

    @Override
    public void changed(Credential credential) {
        sync.changed(credential);
    }

    @Override
    public boolean isShared(Credential credential) {
        try {
            // a login that replaces the session ends its credential before the new session is stored
            Void unused = published
                    .copy()
                    .completeOnTimeout(null, PUBLISH_SECONDS, TimeUnit.SECONDS)
                    .get();
            SharedSession now = session.read().state();
            return now != null
                    && credential.origin() != null
                    && now.isOf(credential.origin().login());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // it never fails
        } catch (StoreException e) {
            LOG.debug("It is not known whether other nodes use the session", e);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void forget() {
        try {
            SharedSession now =
                    session.update(before -> before == null || before.login() == null ? before : before.forgotten());
            SharedAccount unused = account.update(state -> state == null ? null : state.forgotten());
            if (now != null) {
                seen.saw(now.version());
            }
        } catch (StoreException e) {
            LOG.warn(
                    "The credentials that nodes share at {} were not forgotten: {}",
                    settings.request().getHost(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public SharedStatus status(int generation, LoginThrottle.History own) {
        SharedAccount known = account.last();
        LoginThrottle.History history = (known == null ? SharedAccount.NEW : known)
                .history(lastAttempt, node.clock().instant());
        if (history.failures() > 0) {
            refresh();
        }
        return new SharedStatus((int) seen.version().generation(), sync.node(), history, store.state());
    }

    /** Begins to read the account, because another node may have ended its failures, and no login of this node would notice. */
    private synchronized void refresh() {
        long now = node.nanoTime().getAsLong();
        if (refreshed != null && now - refreshed < REFRESH_NANOS) {
            return;
        }
        refreshed = now;
        try {
            node.executor().execute(this::read);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the context stops, or no thread is left
            LOG.debug("The account was not read", e);
        }
    }

    private void read() {
        try {
            SharedValue.Read<SharedAccount> unused = account.read();
        } catch (StoreException e) {
            LOG.debug("The account was not read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
