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
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Service;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.call.Credentials;
import io.github.camelaura.http.ChatClient;

/**
 * The sessions of a CamelContext, one for each site and account. Endpoints and beans with equal {@link LoginSettings.Key}s
 * share a session. A session without users is dropped, with its credential and password, as soon as none of its logins runs.
 *
 * <p>Who calls: Camel's threads that start and stop endpoints, routes and the context; threads of requests with a bean; threads
 * of logins that end; the timer.
 *
 * <p>Threads: the pool {@code AuraLogin} runs logins and logouts, aborts logins that time out, and ends the sessions when the
 * context stops. The timer {@code AuraLoginTimer} drops sessions that stay for a while without users.
 *
 * <p>Lock: this object guards the map and both executors. The locks of sessions and of the throttle are taken under it, never
 * the other way round. Nothing blocks under it.
 *
 * <p>Blocking: the stop of the context waits at most {@value #SECONDS_TO_END} seconds for browsers to end, and then at
 * most {@value Logout#SECONDS} seconds for logouts.
 */
public final class Logins extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);

    /** The time for all logins to end; longer than {@link Login#abort} takes. */
    private static final int SECONDS_TO_END = 25;

    private final CamelContext context;
    private final Map<LoginSettings.Key, LoginSession> sessions = new LinkedHashMap<>();
    private final LifecycleStrategy contextListener = new ContextListener();
    private final Clock clock;
    private final LoginThrottle throttle;
    private final Login.Factory factory;
    private ExecutorService executor;
    private ScheduledExecutorService timer;
    private Logouts logouts;
    private SharedNode node;
    private SharedStores stores;

    private Logins(CamelContext context, Login.Factory factory, Clock clock) {
        this.context = context;
        this.factory = factory;
        this.clock = clock;
        this.throttle =
                new LoginThrottle(clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Returns the logins of a context.
     *
     * @param factory creates the logins; used by the first call for a context
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

    /** Returns the status of each session of a context, in the order of their creation. */
    public static List<LoginStatus> statuses(CamelContext context) {
        Logins logins = context.hasService(Logins.class);
        return logins == null
                ? List.of()
                : logins.all().stream().map(LoginSession::status).toList();
    }

    /** Forgets all credentials, waits and rejected passwords of a context. */
    public static void forgetAll(CamelContext context) {
        Logins logins = context.hasService(Logins.class);
        if (logins != null) {
            logins.all().forEach(session -> session.sharing().forget());
            logins.all().forEach(LoginSession::forget);
            logins.throttle.forgetAll();
        }
    }

    private synchronized List<LoginSession> all() {
        return List.copyOf(sessions.values());
    }

    /**
     * Returns the credentials for an endpoint that has started, until they are closed. The options of the endpoint that started
     * last decide how a shared session logs in, so the corrected options of a route apply as soon as it starts again.
     *
     * @param clients makes clients for {@code loginVerifyUrl} and {@code logoutUrl}; used only if one of them is set
     * @param onStart whether to log in when the endpoint starts
     */
    public synchronized Credentials acquire(LoginSettings settings, Callable<ChatClient> clients, boolean onStart) {
        Object options = settings.withPasswords(throttle::fingerprint);
        LoginSession session = get(settings, clients, options);
        session.users().addEndpoint(options);
        return new BrowserCredentials(session, settings, options, onStart, clock);
    }

    /** Returns the credentials for a bean. */
    public synchronized BrowserCredentials forBean(LoginSettings settings, Callable<ChatClient> clients) {
        Object options = settings.withPasswords(throttle::fingerprint);
        LoginSession session = get(settings, clients, options);
        session.users().addBean(options);
        return new BrowserCredentials(session, settings, options, false, clock);
    }

    private LoginSession get(LoginSettings settings, Callable<ChatClient> clients, Object options) {
        LoginSession known = sessions.get(settings.key());
        if (known != null && known.method().options().equals(options) && !settings.needsClient()) {
            return known;
        }
        Sharing sharing = known == null ? stores.sharing(settings, node, sessions.keySet()) : known.sharing();
        Instant started = clock.instant();
        LoginMethod method = new LoginMethod(
                options,
                () -> Account.of(settings),
                settings.timeout(),
                () -> sharing.login(settings, started, () -> login(settings, clients, sharing)),
                RenewalPolicy.of(settings));
        Login unused = method.logins().get(); // fails if an option is not valid
        ThrottledAccount account = settings.key().store() == null
                ? throttle.join(Account.throttled(settings), settings.key())
                : throttle.joinShared(Account.throttled(settings), settings.key());
        LoginSession session;
        if (known == null) {
            session = new LoginSession(settings.request(), account, sharing, clock, executor, this::dropIfUnused);
            sessions.put(settings.key(), session);
        } else {
            session = known;
            account.leave(); // the session joined before; joining again may have merged accounts
        }
        session.logInBy(method);
        return session;
    }

    private Login login(LoginSettings settings, Callable<ChatClient> clients, Sharing sharing) {
        Login login = OptionalLibrary.SELENIUM.isPresent() ? factory.create(settings, executor) : new MissingLogin();
        return settings.needsClient()
                ? new CheckedLogin(login, settings, clients, sharing::isShared, logouts, clock)
                : login;
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

    /** Ends the logins of all sessions, or the sessions themselves, in parallel. */
    private void endAll(Consumer<LoginSession> end) {
        CompletableFuture<?>[] closing = all().stream()
                .map(session -> CompletableFuture.runAsync(() -> end.accept(session), executor))
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
            logouts = new Logouts(executor);
            stores = new SharedStores();
            node = SharedNode.of(context.getName(), executor, timer, clock);
        }
        context.getLifecycleStrategies()
                .add(0, contextListener); // first, because others wait for streams that need a login
    }

    @Override
    protected void doStop() {
        context.getLifecycleStrategies().remove(contextListener);
        endAll(LoginSession::drop);
        synchronized (this) {
            sessions.clear();
        }
        logouts.await();
        context.getExecutorServiceManager().shutdownNow(timer);
        context.getExecutorServiceManager().shutdownNow(executor);
    }

    /** Ends logins when the context stops, and notifies the sessions of routes that start or are removed. */
    private final class ContextListener extends LifecycleStrategySupport {

        @Override
        public void onServiceAdd(CamelContext owner, Service service, Route route) {
            if (route != null && service == route.getConsumer()) {
                all().forEach(session -> session.users().routes().starts(route));
            }
        }

        @Override
        public void onContextStopping(CamelContext stopping) {
            endAll(session -> session.runs().close());
        }

        @Override
        public void onRoutesRemove(Collection<Route> removed) {
            all().forEach(session -> removed.forEach(session.users()::removeRoute));
        }
    }

    /** Replaces the login where Selenium is missing: fails once a login is needed. */
    private record MissingLogin() implements Login {

        @Override
        public void check() throws LoginException {
            throw new LoginException(
                    Reason.NO_BROWSER,
                    "credentialProcessor=browser needs org.seleniumhq.selenium:selenium-chrome-driver on the classpath. Add"
                            + " it, or use another credentialProcessor");
        }

        @Override
        public void run(Account account, Login.Observer observer) throws LoginException {
            check();
            throw new IllegalStateException("check() found nothing missing");
        }

        @Override
        public void abort() {
            // it never runs
        }
    }
}
