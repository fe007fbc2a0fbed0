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
 * What uses a session: endpoints while they run, routes from their first request until they are removed, and beans until the
 * context stops, because nothing announces their end. A route keeps the session while {@code toD} replaces its endpoints, and
 * while the route is stopped.
 *
 * <p>Who calls: Camel's threads that start, stop and remove endpoints and routes, and threads of requests.
 *
 * <p>Lock: this object guards the count and the set; the throttle's lock is taken under it. The listener runs without it.
 * Nothing blocks.
 */
final class SessionUsers {

    private final ThrottledAccount account;
    private final RouteStops routes;
    private final Runnable listener;
    private final Set<Object> beans = new HashSet<>();
    private int endpoints;

    /**
     * Makes an empty one.
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
    synchronized void acquire(Object options) {
        endpoints++;
        account.started(options);
    }

    /** Removes an endpoint that has stopped. */
    void release(Object options) {
        synchronized (this) {
            endpoints--;
            account.stopped(options);
        }
        listener.run();
    }

    /** Adds a bean. */
    synchronized void addBean(Object options) {
        if (beans.add(options)) {
            account.usedByBean(options);
        }
    }

    /** Removes a route that was removed from the context. */
    void routeRemoved(Route route) {
        routes.remove(route);
        listener.run();
    }

    /** Whether an endpoint runs. */
    synchronized boolean hasEndpoint() {
        return endpoints > 0;
    }

    synchronized boolean isEmpty() {
        return endpoints == 0 && beans.isEmpty() && routes.isEmpty();
    }
}
