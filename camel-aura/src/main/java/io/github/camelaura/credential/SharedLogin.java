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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;

import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;

/** The login of one account at one site, and the routes that may wait for it. */
final class SharedLogin {

    private final CredentialKeeper keeper;
    private final Clock clock;
    private final Set<Route> callers = Collections.newSetFromMap(new IdentityHashMap<>());
    private LoginManner manner;

    SharedLogin(CredentialKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    /** Logs in in this manner, if it is another than before, from the next login on. */
    synchronized void logIn(LoginManner manner, Supplier<Login> login, RenewalPolicy policy) {
        if (!manner.equals(this.manner)) {
            keeper.logInBy(login.get(), policy);
            this.manner = manner;
        }
    }

    /** Puts the credential on requests to this address. */
    BrowserCredentials credentialsFor(URI request) {
        return new BrowserCredentials(keeper, request, clock);
    }

    CredentialKeeper keeper() {
        return keeper;
    }

    /**
     * Is told who asks: when the last of the routes that did stops, a login that is under way ends.
     *
     * @param route null for a caller without a route, who stays until the context stops
     */
    synchronized void calledFrom(Route route) {
        if (callers.add(route) && route != null) {
            route.addService(new RouteStop(route));
        }
    }

    private void leaves(Route route) {
        boolean last;
        synchronized (this) {
            last = callers.remove(route) && callers.isEmpty();
        }
        if (last) {
            keeper.cancel();
        }
    }

    /** Camel tells the services of a route that it is about to stop, and to wait for what is in flight. */
    private final class RouteStop extends ServiceSupport implements ShutdownPrepared {

        private final Route route;

        RouteStop(Route route) {
            this.route = route;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                leaves(route);
            }
        }
    }
}
