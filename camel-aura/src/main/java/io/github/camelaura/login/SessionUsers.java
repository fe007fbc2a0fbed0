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

import java.util.HashSet;
import java.util.Set;

import org.apache.camel.Route;

/**
 * The users of a session. An endpoint uses it while it runs. A route uses it from its first request until it is removed, also
 * while it is stopped and while {@code toD} replaces its endpoints. A bean uses it until the context stops, because Camel does
 * not announce the end of a bean.
 *
 * <p>Who calls: Camel's threads that start, stop and remove endpoints and routes, and threads of requests.
 *
 * <p>Lock: this object guards the number of endpoints and the set of beans; the throttle's lock is taken under it. The listener
 * runs without it. Nothing blocks.
 */
final class SessionUsers {

    private final ThrottledAccount account;
    private final RouteStops routes;
    private final Runnable listener;
    private final Set<Object> beans = new HashSet<>();
    private int endpoints;

    /**
     * Creates a session's users; there are none at first.
     *
     * @param routeStops runs after a route has begun to stop
     * @param listener runs when an endpoint has stopped or a route was removed
     */
    SessionUsers(ThrottledAccount account, Runnable routeStops, Runnable listener) {
        this.account = account;
        this.routes = new RouteStops(routeStops);
        this.listener = listener;
    }

    RouteStops routes() {
        return routes;
    }

    /** Adds an endpoint that has started. */
    synchronized void addEndpoint(Object options) {
        endpoints++;
        account.started(options);
    }

    /** Removes an endpoint that has stopped. */
    void removeEndpoint(Object options) {
        synchronized (this) {
            endpoints--;
            account.stopped(options);
        }
        listener.run();
    }

    /** Adds the beans with these options. */
    synchronized void addBean(Object options) {
        if (beans.add(options)) {
            account.usedByBean(options);
        }
    }

    /** Removes a route that was removed from the context. */
    void removeRoute(Route route) {
        routes.remove(route);
        listener.run();
    }

    /** Returns whether an endpoint uses the session, or a bean in a running route or without a route. */
    synchronized boolean areActive() {
        return endpoints > 0 || (!beans.isEmpty() && (routes.isEmpty() || routes.isAnyRunning()));
    }

    synchronized boolean isEmpty() {
        return endpoints == 0 && beans.isEmpty() && routes.isEmpty();
    }
}
