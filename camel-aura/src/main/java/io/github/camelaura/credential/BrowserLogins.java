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

import io.github.camelaura.SiteConfiguration;
import io.github.camelaura.browser.BrowserLogin;
import io.github.camelaura.login.LoginThrottle;
import io.github.camelaura.login.ThrottledAccount;

/** The logins of a CamelContext: one for each site and account, whoever needs it. */
final class BrowserLogins extends ServiceSupport {

    private final CamelContext context;
    private final Map<SiteAccount, SharedLogin> logins = new LinkedHashMap<>();
    private final LifecycleStrategy contextListener =
            LifecycleStrategySupport.adapt((OnCamelContextStopping) stopping -> closeAll());
    private final LoginThrottle throttle = new LoginThrottle(
            Clock.systemUTC(), () -> ThreadLocalRandom.current().nextDouble());
    private ExecutorService executor;

    private BrowserLogins(CamelContext context) {
        this.context = context;
    }

    /** Those of this context. */
    static synchronized BrowserLogins of(CamelContext context) {
        BrowserLogins logins = context.hasService(BrowserLogins.class);
        if (logins == null) {
            logins = new BrowserLogins(context);
            try {
                context.addService(logins, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
        return logins;
    }

    /** All logins of a context, those first that were needed first. */
    static List<SharedLogin> all(CamelContext context) {
        BrowserLogins logins = context.hasService(BrowserLogins.class);
        return logins == null ? List.of() : logins.all();
    }

    private synchronized List<SharedLogin> all() {
        return List.copyOf(logins.values());
    }

    /**
     * The login for an endpoint that has started, until it is released. How it is done say the options of who needed it
     * last, so that a route that was mended and started again works as it says.
     *
     * @throws IllegalArgumentException if the options make no sense
     */
    synchronized SharedLogin acquire(SiteConfiguration configuration, URI request) {
        LoginSettings settings = LoginSettings.of(configuration, request);
        SharedLogin login = get(settings, configuration, request);
        login.acquire(settings);
        return login;
    }

    /**
     * The login for a bean.
     *
     * @throws IllegalArgumentException if the options make no sense
     */
    synchronized SharedLogin forBean(SiteConfiguration configuration, URI request) {
        LoginSettings settings = LoginSettings.of(configuration, request);
        SharedLogin login = get(settings, configuration, request);
        login.usedByBean(settings);
        return login;
    }

    private SharedLogin get(LoginSettings settings, SiteConfiguration configuration, URI request) {
        SharedLogin known = logins.get(settings.account());
        if (known != null && known.logsInWith(settings)) {
            return known;
        }
        Login login = login(configuration, request); // checks the options
        ThrottledAccount account = throttle.join(Account.throttled(configuration, request));
        SharedLogin shared = logins.computeIfAbsent(settings.account(), key -> create(configuration, request, account));
        shared.logInWith(settings, login, RenewalPolicy.of(configuration));
        return shared;
    }

    private SharedLogin create(SiteConfiguration configuration, URI request, ThrottledAccount account) {
        Clock clock = Clock.systemUTC();
        CredentialKeeper keeper =
                new CredentialKeeper(request, () -> Account.of(configuration), account, clock, executor);
        return new SharedLogin(keeper, account, clock);
    }

    private Login login(SiteConfiguration configuration, URI request) {
        try {
            return new BrowserLogin(configuration, request, executor);
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
