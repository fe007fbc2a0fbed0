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
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Route;

import io.github.camelaura.call.RequestAtFaultException;

/** The login of one account at one site, and the routes that wait for it. */
final class SharedLogin {

    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    private final CredentialKeeper keeper;
    private final ThrottledAccount throttled;
    private final Clock clock;
    private final Set<LoginSettings> beans = new HashSet<>();
    private final Map<String, RouteStop> routes = new HashMap<>();
    private final Map<CompletableFuture<Void>, Integer> waiting = new HashMap<>();
    private LoginSettings settings;
    private int users;

    SharedLogin(CredentialKeeper keeper, ThrottledAccount throttled, Clock clock) {
        this.keeper = keeper;
        this.throttled = throttled;
        this.clock = clock;
    }

    synchronized boolean logsInWith(LoginSettings others) {
        return others.equals(settings);
    }

    /** Logs in with these options from the next login on. */
    synchronized void logInWith(LoginSettings settings, Login login, RenewalPolicy policy) {
        keeper.logInBy(login, policy, settings);
        this.settings = settings;
    }

    /** Is told that an endpoint that needs it has started. */
    synchronized void acquire(LoginSettings by) {
        users++;
        throttled.started(by);
    }

    /** Is told that an endpoint that needed it has stopped; what the browser got is kept for the next. */
    synchronized void release(LoginSettings by) {
        users--;
        throttled.stopped(by);
    }

    /** Is told that a bean uses it, whose end nobody tells: it counts as running until the context stops. */
    synchronized void usedByBean(LoginSettings by) {
        if (beans.add(by)) {
            throttled.usedByBean(by);
        }
    }

    synchronized LoginStatus state() {
        return keeper.state(users > 0);
    }

    /**
     * The credentials of an endpoint or a bean.
     *
     * @param onStart whether to log in when the endpoint starts
     */
    BrowserCredentials credentials(LoginSettings settings, boolean onStart) {
        return new BrowserCredentials(this, settings, onStart, clock);
    }

    CredentialKeeper keeper() {
        return keeper;
    }

    /**
     * Is told who is going to ask, before a stop of the route may be under way.
     *
     * @param route null for a caller without a route, who may wait until the context stops
     */
    synchronized void calledFrom(Route route) {
        if (route != null) {
            routes.compute(
                    route.getRouteId(),
                    (id, stop) -> stop != null && stop.isOf(route) ? stop : RouteStop.of(route, this::routeStops));
        }
    }

    /**
     * Gives the credential; waits for a login if one is needed, but not if the route stops.
     *
     * @param routeId the route that asks, or null
     * @param refused what refused the request before; null if nothing did
     * @return null as long as the server has not asked for one
     * @throws LoginException if there is none to be had
     */
    Credential get(String routeId, Refused refused)
            throws LoginException, InterruptedException, RequestAtFaultException {
        CompletableFuture<Void> unwanted = enter(routeId);
        try {
            return keeper.get(refused, unwanted);
        } finally {
            leave(unwanted);
        }
    }

    private synchronized CompletableFuture<Void> enter(String routeId) {
        RouteStop route = routes.get(routeId);
        CompletableFuture<Void> unwanted = route == null ? NEVER : route.stopping();
        waiting.merge(unwanted, 1, Integer::sum);
        return unwanted;
    }

    private synchronized void leave(CompletableFuture<Void> unwanted) {
        waiting.compute(unwanted, (key, count) -> count == 1 ? null : count - 1);
    }

    /** A login goes on as long as somebody waits for it, or as routes run for which it renews a credential. */
    private void routeStops() {
        boolean wanted;
        synchronized (this) {
            boolean awaited = waiting.keySet().stream().anyMatch(unwanted -> !unwanted.isDone());
            boolean running =
                    routes.values().stream().anyMatch(route -> !route.stopping().isDone());
            wanted = awaited || (running && keeper.hasCredential());
        }
        if (!wanted) {
            keeper.cancel();
        }
    }
}
