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

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The routes that have sent requests with a session, and the requests that wait for its login. A request stops waiting when
 * its route is about to stop. Camel announces that to the services of a route before it waits for the exchanges in flight, so
 * each route gets a service.
 *
 * <p>Who calls: any thread that sends a request, and Camel's threads that stop or remove routes.
 *
 * <p>Lock: this object guards both maps. It is held while Camel's route takes another service, which only appends to a list.
 * Futures complete and the listener runs without it.
 */
final class RouteStops {

    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    private final Runnable listener;
    private final Map<String, RouteStop> routes = new HashMap<>();
    private final Map<CompletableFuture<Void>, Integer> waiting = new HashMap<>();

    /**
     * Makes an empty one.
     *
     * @param listener runs after a route has begun to stop
     */
    RouteStops(Runnable listener) {
        this.listener = listener;
    }

    /** Registers a route that sends a request, before the route can begin to stop. */
    void add(Route route) {
        boolean outlived = !isKnown(route) && route.getCamelContext().getRoute(route.getRouteId()) != route;
        if (outlived) {
            return; // the exchange has outlived its route
        }
        synchronized (this) {
            if (!isKnown(route)) {
                RouteStop stop = new RouteStop(route);
                routes.put(route.getRouteId(), stop);
                route.addService(stop);
            }
        }
    }

    private synchronized boolean isKnown(Route route) {
        RouteStop known = routes.get(route.getRouteId());
        return known != null && known.isOf(route);
    }

    /** Forgets a route that was removed. */
    synchronized void remove(Route route) {
        routes.computeIfPresent(route.getRouteId(), (id, stop) -> stop.route == route ? null : stop);
    }

    /** Whether no route uses the session. */
    synchronized boolean isEmpty() {
        return routes.isEmpty();
    }

    /** Whether a route uses the session and does not stop. */
    synchronized boolean isAnyRunning() {
        return routes.values().stream().anyMatch(route -> !route.stopping.isDone());
    }

    /** Whether a request waits whose route does not stop. */
    synchronized boolean isAwaited() {
        return waiting.keySet().stream().anyMatch(stopping -> !stopping.isDone());
    }

    /**
     * Counts a request that is going to wait, until {@link #leave}.
     *
     * @param routeId null for a request without a route
     * @return done when the route is about to stop; never done for a request without a route
     */
    synchronized CompletableFuture<Void> enter(String routeId) {
        RouteStop route = routes.get(routeId);
        CompletableFuture<Void> stopping = route == null ? NEVER : route.stopping;
        waiting.merge(stopping, 1, Integer::sum);
        return stopping;
    }

    /** Ends the wait of a request. */
    synchronized void leave(CompletableFuture<Void> stopping) {
        waiting.compute(stopping, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The service of one route, from its first request until it has stopped. */
    private final class RouteStop extends ServiceSupport implements ShutdownPrepared {

        private final Route route;
        private final CompletableFuture<Void> stopping = new CompletableFuture<>();
        private volatile boolean stopped;

        private RouteStop(Route route) {
            this.route = route;
        }

        /** A route that starts again has dropped its services, so it needs a new one. */
        private boolean isOf(Route other) {
            return route == other && !stopped;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                stopping.complete(null);
                listener.run();
            }
        }

        @Override
        protected void doStop() {
            stopped = true;
        }
    }
}
