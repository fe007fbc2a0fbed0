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

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.Credentials;

/**
 * The sessions of a CamelContext: one for each site and account. Endpoints and beans with equal {@link LoginSettings.Key}s
 * share a session. A session without users is dropped, with its credential and password, as soon as no login of it runs.
 *
 * <p>Who calls: Camel's threads that start and stop endpoints, routes and the context; threads of requests with a bean; threads
 * of logins that end; the timer.
 *
 * <p>Threads: the pool {@code AuraLogin} runs logins, what aborts them, and the end of each session when the context stops. The
 * timer {@code AuraLoginTimer} looks again at sessions that are kept a while without users.
 *
 * <p>Lock: this object guards the map and both executors. The locks of sessions and of the throttle are taken under it, never
 * the other way round. Nothing blocks under it.
 *
 * <p>Blocking: the stop of the context waits for browsers to end, {@value #SECONDS_TO_END} seconds at most.
 */
public final class Logins extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    /** Longer than a {@link Login} needs to abort. */
    private static final int SECONDS_TO_END = 25;

    private final CamelContext context;
    private final Map<LoginSettings.Key, LoginSession> sessions = new LinkedHashMap<>();
    private final LifecycleStrategy contextListener = new ContextListener();
    private final Clock clock;
    private final LoginThrottle throttle;
    private final Login.Factory factory;
    private ExecutorService executor;
    private ScheduledExecutorService timer;

    private Logins(CamelContext context, Login.Factory factory, Clock clock) {
        this.context = context;
        this.factory = factory;
        this.clock = clock;
        this.throttle =
                new LoginThrottle(clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The logins of a context.
     *
     * @param factory makes the logins, if this is the first call for the context
     */
    public static Logins of(CamelContext context, Login.Factory factory) {
        return of(context, factory, Clock.systemUTC());
    }

    /** Like {@link #of(CamelContext, Login.Factory)}, with a clock that a test advances. */
    static synchronized Logins of(CamelContext context, Login.Factory factory, Clock clock) {
        Logins logins = context.hasService(Logins.class);
        if (logins == null) {
            logins = new Logins(context, factory, clock);
            try {
                context.addService(logins, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        return logins;
    }

    /** The status of each session of a context; the session that was needed first comes first. */
    public static List<LoginStatus> statuses(CamelContext context) {
        Logins logins = context.hasService(Logins.class);
        return logins == null
                ? List.of()
                : logins.all().stream().map(LoginSession::status).toList();
    }

    /** Forgets all credentials of a context, and why logins failed. */
    public static void forgetAll(CamelContext context) {
        Logins logins = context.hasService(Logins.class);
        if (logins != null) {
            logins.all().forEach(LoginSession::forget);
            logins.throttle.forgetAll();
        }
    }

    private synchronized List<LoginSession> all() {
        return List.copyOf(sessions.values());
    }

    /**
     * The credentials for an endpoint that has started, until they are closed. The options of the endpoint that started last
     * decide how a login is done, so a route that was fixed and started again works as it says.
     *
     * @param onStart whether to log in when the endpoint starts
     */
    public synchronized Credentials acquire(LoginSettings settings, boolean onStart) {
        Object options = settings.withPasswords(throttle::fingerprint);
        LoginSession session = get(settings, options);
        session.users().acquire(options);
        return new BrowserCredentials(session, settings, options, onStart, clock);
    }

    /** The credentials for a bean. */
    public synchronized BrowserCredentials forBean(LoginSettings settings) {
        Object options = settings.withPasswords(throttle::fingerprint);
        LoginSession session = get(settings, options);
        session.users().addBean(options);
        return new BrowserCredentials(session, settings, options, false, clock);
    }

    private LoginSession get(LoginSettings settings, Object options) {
        LoginSession known = sessions.get(settings.key());
        if (known != null && known.method().options().equals(options)) {
            return known;
        }
        LoginMethod method =
                new LoginMethod(options, () -> Account.of(settings), () -> login(settings), RenewalPolicy.of(settings));
        Login unused = method.logins().get(); // an option that makes no sense fails here
        ThrottledAccount account = throttle.join(Account.throttled(settings), settings.key());
        LoginSession session;
        if (known == null) {
            session = new LoginSession(settings.request(), account, clock, executor, this::dropIfUnused);
            sessions.put(settings.key(), session);
        } else {
            session = known;
            account.leave(); // its own is the same by now
        }
        session.logInBy(method);
        return session;
    }

    private Login login(LoginSettings settings) {
        try {
            return factory.create(settings, executor);
        } catch (NoClassDefFoundError e) {
            return new MissingLogin(e);
        }
    }

    private void dropIfUnused(LoginSession session) {
        synchronized (this) {
            if (!sessions.containsValue(session)
                    || !session.users().isEmpty()
                    || !session.runs().isEmpty()) {
                return;
            }
            Duration kept = session.keptFor();
            if (!kept.isZero()) {
                Future<?> unused =
                        timer.schedule(() -> dropIfUnused(session), kept.toMillis() + 1, TimeUnit.MILLISECONDS);
                return;
            }
            sessions.values().remove(session);
        }
        session.drop();
    }

    /** Ends all logins, each on a thread of its own. */
    private void closeAll() {
        CompletableFuture<?>[] closing = all().stream()
                .map(session -> CompletableFuture.runAsync(session.runs()::close, executor))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(closing).get(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("A login did not end when its context stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void doStart() {
        synchronized (this) {
            executor = context.getExecutorServiceManager().newCachedThreadPool(this, "AuraLogin");
            timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "AuraLoginTimer");
        }
        context.getLifecycleStrategies().add(0, contextListener); // first, as others wait for streams that need a login
    }

    @Override
    protected void doStop() {
        context.getLifecycleStrategies().remove(contextListener);
        closeAll();
        synchronized (this) {
            sessions.clear();
        }
        context.getExecutorServiceManager().shutdownNow(timer);
        context.getExecutorServiceManager().shutdownNow(executor);
    }

    /** Is notified by Camel of what ends logins and users. */
    private final class ContextListener extends LifecycleStrategySupport {

        @Override
        public void onContextStopping(CamelContext stopping) {
            closeAll();
        }

        @Override
        public void onRoutesRemove(Collection<Route> removed) {
            all().forEach(session -> removed.forEach(session.users()::routeRemoved));
        }
    }

    /** Replaces the login where Selenium was left out: fails once a login is needed. */
    private record MissingLogin(NoClassDefFoundError cause) implements Login {

        @Override
        public void check() throws LoginException {
            throw new LoginException(
                    Reason.NO_BROWSER,
                    "credentialProcessor=browser needs org.seleniumhq.selenium:selenium-chrome-driver on the classpath, which"
                            + " is not there (" + cause.getMessage() + "). Add it, or use another credentialProcessor",
                    cause);
        }

        @Override
        public Login.Result run(Account account, Login.Observer observer) throws LoginException {
            check();
            throw new IllegalStateException("check() found nothing missing");
        }

        @Override
        public void abort() {
            // it never runs
        }
    }
}
