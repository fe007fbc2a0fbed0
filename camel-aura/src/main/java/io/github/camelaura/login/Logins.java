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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.spi.OnCamelContextStopping;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

import io.github.camelaura.call.Credentials;

/** The logins of a CamelContext: one for each site and account, whoever needs it. */
public final class Logins extends ServiceSupport {

    private final CamelContext context;
    private final Map<LoginSettings.Key, SharedLogin> logins = new LinkedHashMap<>();
    private final LifecycleStrategy contextListener =
            LifecycleStrategySupport.adapt((OnCamelContextStopping) stopping -> closeAll());
    private final LoginThrottle throttle = new LoginThrottle(
            Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble());
    private final LoginFactory factory;
    private ExecutorService executor;

    private Logins(CamelContext context, LoginFactory factory) {
        this.context = context;
        this.factory = factory;
    }

    /**
     * The logins of a context.
     *
     * @param factory makes the logins, if this is the first call for the context
     */
    public static synchronized Logins of(CamelContext context, LoginFactory factory) {
        Logins logins = context.hasService(Logins.class);
        if (logins == null) {
            logins = new Logins(context, factory);
            try {
                context.addService(logins, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        return logins;
    }

    /** What is known of all logins of a context; the login that was needed first comes first. */
    public static List<LoginStatus> statuses(CamelContext context) {
        return all(context).stream().map(SharedLogin::state).toList();
    }

    /** Forgets all credentials of a context, and why logins failed. */
    public static void forgetAll(CamelContext context) {
        all(context).forEach(login -> login.keeper().forget());
    }

    /** All logins of a context, those first that were needed first. */
    private static List<SharedLogin> all(CamelContext context) {
        Logins logins = context.hasService(Logins.class);
        return logins == null ? List.of() : logins.all();
    }

    private synchronized List<SharedLogin> all() {
        return List.copyOf(logins.values());
    }

    /**
     * The credentials for an endpoint that has started, until they are closed. The options of the endpoint that started last
     * decide how a login is done, so a route that was fixed and started again works as it says.
     *
     * @param onStart whether to log in when the endpoint starts
     */
    public synchronized Credentials acquire(LoginSettings settings, boolean onStart) {
        SharedLogin login = get(settings);
        login.acquire(settings);
        return login.credentials(settings, onStart);
    }

    /** The credentials for a bean. */
    public synchronized BrowserCredentials forBean(LoginSettings settings) {
        SharedLogin login = get(settings);
        login.usedByBean(settings);
        return login.credentials(settings, false);
    }

    private SharedLogin get(LoginSettings settings) {
        SharedLogin known = logins.get(settings.key());
        if (known != null && known.logsInWith(settings)) {
            return known;
        }
        Login login = login(settings);
        ThrottledAccount account = throttle.join(Account.throttled(settings));
        SharedLogin shared = logins.computeIfAbsent(settings.key(), key -> create(settings, account));
        shared.logInWith(settings, login, RenewalPolicy.of(settings));
        return shared;
    }

    private SharedLogin create(LoginSettings settings, ThrottledAccount account) {
        Clock clock = Clock.systemUTC();
        CredentialKeeper keeper =
                new CredentialKeeper(settings.request(), () -> Account.of(settings), account, clock, executor);
        return new SharedLogin(keeper, account, clock);
    }

    private Login login(LoginSettings settings) {
        try {
            return factory.create(settings, executor);
        } catch (NoClassDefFoundError e) {
            return new MissingLogin(e);
        }
    }

    private synchronized void forgetAll() {
        logins.clear();
    }

    private void closeAll() {
        all().forEach(login -> login.keeper().close());
    }

    @Override
    protected void doStart() {
        executor = context.getExecutorServiceManager().newCachedThreadPool(this, "AuraLogin");
        context.getLifecycleStrategies().add(0, contextListener); // first, as others wait for streams that need a login
    }

    @Override
    protected void doStop() {
        context.getLifecycleStrategies().remove(contextListener);
        closeAll();
        forgetAll();
        context.getExecutorServiceManager().shutdownNow(executor);
    }
}
