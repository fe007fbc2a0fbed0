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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedSession.Version;
import io.github.camelaura.login.SharedValue.Read;
import io.github.camelaura.store.LeaseWatch;
import io.github.camelaura.store.StoreException;

/**
 * The turn of one login among those of all nodes. It counts in the shared state of the account, and ends with a lease, so that at
 * most one node logs in.
 *
 * <p>Threads: the thread of the login, one that ends a late login, and one at a time that renews the lease. Each method may block
 * for some seconds.
 */
final class SharedTurn {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTurn.class);

    private final SharedValue<SharedAccount> account;
    private final LeaseWatch watch;
    private final Clock clock;
    private final DoubleSupplier jitter;
    private final SharedAttempt attempt;
    private final URI site;
    private final String accepted;
    private volatile boolean lost;
    private volatile Version before = Version.NONE;
    private volatile String heldBy;

    /**
     * Creates a turn that has not begun.
     *
     * @param site the address of the requests that need the login, for messages
     * @param accepted a login that the server has accepted, although the map may not know this yet; null for none
     */
    SharedTurn(SharedValue<SharedAccount> account, SharedNode node, SharedAttempt attempt, URI site, String accepted) {
        this.account = account;
        this.watch = node.watch();
        this.clock = node.clock();
        this.jitter = node.jitter();
        this.attempt = attempt;
        this.site = site;
        this.accepted = accepted;
    }

    String id() {
        return attempt.id();
    }

    /** Returns the id of the login that runs, after {@link Begin#HELD}. */
    String heldBy() {
        return heldBy;
    }

    /** Returns the version of the stored session when the login began. */
    Version before() {
        return before;
    }

    /** How a turn can go on. */
    enum Begin {
        /** The login runs now. */
        BEGUN,
        /** Another login of the account runs. */
        HELD,
        /** Another node has logged in, so no login is needed. */
        FOUND
    }

    /**
     * Begins the login, unless another one runs. It looks for a session after it has read the account, so that it sees the
     * session of a login that has just ended.
     *
     * @throws LoginException if no login may begin now
     */
    Begin begin(SharedLook look) throws LoginException, StoreException, InterruptedException {
        for (int tries = 1; tries <= SharedValue.MOST_ATTEMPTS; tries++) {
            Read<SharedAccount> old = account.read();
            SharedAccount stored = old.state() == null ? SharedAccount.NEW : old.state();
            SharedAccount now = accepted == null ? stored : stored.accepted(accepted);
            if (now.isHeldBy(attempt.id())) {
                return Begin.BEGUN; // the map had lost its answer to this change
            }
            boolean held = now.holder() != null;
            boolean runs = held && !watch.isOver(account.name(), now.holder().lease());
            boolean found = look.isFound();
            if (runs && !(found && isReady(look, now.holder().attempt()))) {
                heldBy = now.holder().attempt().id();
                return Begin.HELD;
            }
            if (found) {
                if (now.isHeldBy(look.session().origin().login())) { // its node ended before it ended the lease
                    boolean unused = account.replace(old, now.succeeded(clock.instant()));
                }
                return Begin.FOUND;
            }
            before = look.version();
            Instant time = clock.instant();
            SharedAccount free =
                    (held ? now.abandoned(time) : now).replacing(attempt.session(), look.isExpired(), site.toString());
            Optional<LoginTurn.Denial> denial = free.denial(attempt, site.toString(), time);
            SharedAccount next = denial.isPresent() ? free : free.begin(attempt, time);
            if (!next.equals(old.state()) && !account.replace(old, next)) {
                continue;
            }
            watch.forget(account.name());
            if (held) {
                LOG.info(
                        "The login at {} that node {} had begun was abandoned",
                        site.getHost(),
                        now.holder().attempt().node());
            }
            if (denial.isPresent()) {
                throw LoginException.denied(denial.get());
            }
            return Begin.BEGUN;
        }
        throw StoreException.refused(SharedValue.MOST_ATTEMPTS);
    }

    /** Returns whether a session that was found is not the one that the running login replaces. */
    private boolean isReady(SharedLook found, SharedAttempt running) {
        return !running.session().equals(attempt.session())
                || running.id().equals(found.session().origin().login());
    }

    /** Shows other nodes that this one lives. A failure has no effect unless it lasts as long as a lease. */
    void renew() {
        try {
            SharedAccount unused = update(SharedAccount::renewed);
        } catch (StoreException e) {
            LOG.debug("The lease of the login at {} was not renewed", site.getHost(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Checks immediately before the password or a code is sent that no other node has taken the login over, and notes that the site
     * gets the password.
     *
     * @throws LoginException if the password must not be sent
     */
    void passwordSent() throws LoginException {
        if (checked(SharedAccount::passwordSent) == null) {
            throw lost();
        }
    }

    /**
     * Returns a one-time code, which then counts as used on all nodes.
     *
     * @param again whether no page got the end of the last code, so it is returned again as long as it is valid
     * @return null if the present code was used before, or is about to expire
     * @throws LoginException if no code must be sent
     */
    String nextCode(TotpSeed seed, boolean again) throws LoginException {
        Instant now = clock.instant();
        Instant start = seed.start(now);
        Instant end = start.plus(seed.period());
        AtomicBoolean used = new AtomicBoolean();
        SharedAccount after = checked(state -> {
            boolean isLast = start.equals(state.holder().codePeriod());
            if (isLast && (again || used.get())) { // used: the map had lost its answer to this change
                used.set(!UsedCodes.isAboutToEnd(end, now));
                return state;
            }
            used.set(state.codes().allow(start, seed.period(), now));
            return used.get() ? state.codeUsed(start) : state;
        });
        if (after == null) {
            throw lost();
        }
        return used.get() ? TotpGenerator.code(seed, start) : null;
    }

    /** Notes that the login has failed. An interrupt, which may have ended the login, does not prevent this. */
    void failed(LoginException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            SharedAccount unused = update(state ->
                    state.failed(failure.reason(), failure.getMessage(), clock.instant(), jitter.getAsDouble()));
        } catch (StoreException e) {
            LOG.warn("Other nodes do not know that the login at {} failed: {}", site.getHost(), e.getMessage());
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SharedAccount checked(UnaryOperator<SharedAccount> change) throws LoginException {
        try {
            return update(change);
        } catch (StoreException e) {
            throw LoginFailures.unavailable(site, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LoginFailures.stopped(site, e);
        }
    }

    /** Changes the state while this login runs; returns null if another node has taken it over. */
    private SharedAccount update(UnaryOperator<SharedAccount> change) throws StoreException, InterruptedException {
        return account.update(state -> state == null || !state.isHeldBy(attempt.id()) ? null : change.apply(state));
    }

    /** Returns whether another node has taken the login over. */
    boolean isLost() {
        return lost;
    }

    private LoginException lost() {
        lost = true;
        return new LoginException(
                Reason.STOPPED,
                "Another node has taken over the login at " + site
                        + ", because this one did not renew its lease in time");
    }
}
