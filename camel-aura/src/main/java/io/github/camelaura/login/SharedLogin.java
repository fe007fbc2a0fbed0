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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.store.StoreException;

/**
 * A login that one node performs for all. It ends with the session of another node if there is one, waits while another node logs
 * in, and logs in itself otherwise. Before each password and code it checks that its lease is still its own; if it is not, it waits
 * for the node that has taken over.
 *
 * <p>Threads: as in {@link Login}. The thread of the login waits while another node logs in.
 */
final class SharedLogin implements Login {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLogin.class);

    /** The time between two looks while another node logs in. */
    private static final long LOOK_MILLIS = 300;

    private final SharedCredentials shared;
    private final LoginSettings settings;
    private final Instant started;
    private final Supplier<Login> logins;
    private final CompletableFuture<Void> aborted = new CompletableFuture<>();
    private volatile Login own;

    /**
     * Prepares a login.
     *
     * @param started when the first endpoint with these options started
     * @param logins makes the login of this node; it may be needed more than once
     */
    SharedLogin(SharedCredentials shared, LoginSettings settings, Instant started, Supplier<Login> logins) {
        this.shared = shared;
        this.settings = settings;
        this.started = started;
        this.logins = logins;
        this.own = logins.get();
    }

    @Override
    public void check() throws LoginException {
        own.check();
    }

    @Override
    public void run(Account account, Observer observer) throws LoginException {
        try {
            String awaited = null;
            while (!aborted.isDone()) {
                SharedLook look = shared.look(RenewalPolicy.of(settings), awaited);
                SharedTurn turn = shared.turn(settings, account, started);
                switch (turn.begin(look)) {
                    case FOUND -> {
                        observer.succeeded(look.session());
                        return;
                    }
                    case HELD -> {
                        awaited = turn.heldBy();
                        pause();
                    }
                    case BEGUN -> {
                        if (logIn(turn, account, observer)) {
                            return;
                        }
                    }
                }
            }
        } catch (StoreException e) {
            throw LoginFailures.unavailable(settings.request(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw LoginFailures.stopped(settings.request(), null);
    }

    private void pause() throws InterruptedException {
        try {
            Void unused = aborted.copy().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.trace("Another node logs in at {}", settings.request().getHost());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // abort() completes it normally
        }
    }

    /** Logs in; returns false if another node has taken over. */
    private boolean logIn(SharedTurn turn, Account account, Observer observer) throws LoginException {
        Guard guard = new Guard(turn, observer);
        Future<?> beats = shared.beat(turn);
        try {
            Login login = own == null ? logins.get() : own;
            own = login;
            if (aborted.isDone()) {
                login.abort();
            }
            login.run(account, guard);
            return true;
        } catch (LoginException e) {
            if (turn.isLost() && !guard.hasEnded()) {
                return false;
            }
            guard.end(e);
            throw e;
        } catch (RuntimeException | Error e) {
            guard.end(new LoginException(Reason.PROCESSOR_FAILED, e.toString()));
            throw e;
        } finally {
            own = null; // a login runs once
            beats.cancel(false);
        }
    }

    @Override
    public void abort() {
        aborted.complete(null);
        Login running = own;
        if (running != null) {
            running.abort();
        }
    }

    /** Has the password and the codes of the own login checked, and shares its result. */
    private final class Guard implements Observer {

        private final SharedTurn turn;
        private final Observer observer;
        private final AtomicBoolean ended = new AtomicBoolean();

        Guard(SharedTurn turn, Observer observer) {
            this.turn = turn;
            this.observer = observer;
        }

        @Override
        public void passwordUsed() throws LoginException {
            turn.passwordSent();
            observer.passwordUsed();
        }

        @Override
        public void sending() throws LoginException {
            turn.passwordSent(); // again, because the form may have waited on the page
        }

        @Override
        public String nextCode(TotpSeed seed, boolean again) throws LoginException {
            return turn.nextCode(seed, again);
        }

        @Override
        public String incomplete(Result session) {
            return observer.incomplete(session);
        }

        /** Requests of this node use the session before it is in the map, because they need not wait for the map. */
        @Override
        public void succeeded(Result session) {
            boolean first = ended.compareAndSet(false, true);
            observer.succeeded(session.of(SharedOrigin.of(turn)));
            if (first) {
                shared.publish(turn);
            }
        }

        /** Other nodes know a failure before the requests of this node do, because their application may end with it and start again. */
        @Override
        public void failed(LoginException failure) {
            if (!turn.isLost()) {
                end(failure);
                observer.failed(failure);
            }
        }

        boolean hasEnded() {
            return ended.get();
        }

        void end(LoginException failure) {
            if (ended.compareAndSet(false, true)) {
                turn.failed(failure);
            }
        }
    }
}
