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
 * The routes that have sent requests with a session, and the requests that wait for its login. A request stops waiting when its
 * route is about to stop. Camel announces this to the services of a route before it waits for the exchanges in flight, so this
 * class adds a service to each route.
 *
 * <p>Who calls: any thread that sends a request, and Camel's threads that start, stop or remove routes.
 *
 * <p>Lock: this object guards both maps. It is held while a service is added to a route, which only appends to a list. Futures
 * complete and the listener runs without it.
 */
final class RouteStops {

    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    private final Runnable listener;
    private final Map<String, RouteStop> routes = new HashMap<>();
    private final Map<CompletableFuture<Void>, Integer> waiting = new HashMap<>();

    /**
     * Creates an object without routes.
     *
     * @param listener runs after a route has begun to stop
     */
    RouteStops(Runnable listener) {
        this.listener = listener;
    }

    /** Adds the route of a request. Does nothing if the route was removed and the request has outlived it. */
    void add(Route route) {
        boolean removed = !isKnown(route) && route.getCamelContext().getRoute(route.getRouteId()) != route;
        if (removed) {
            return;
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

    /** Ends the stop of a route that Camel has aborted: Camel starts the consumer again, and the route keeps its services. */
    synchronized void starts(Route route) {
        RouteStop known = routes.get(route.getRouteId());
        if (known != null && known.isOf(route) && known.stopping.isDone()) {
            known.stopping = new CompletableFuture<>();
        }
    }

    /** Removes a route that was removed from the context. */
    synchronized void remove(Route route) {
        routes.computeIfPresent(route.getRouteId(), (id, stop) -> stop.route == route ? null : stop);
    }

    /** Returns whether no route uses the session. */
    synchronized boolean isEmpty() {
        return routes.isEmpty();
    }

    /** Returns whether a route that is not stopping uses the session. */
    synchronized boolean isAnyRunning() {
        return routes.values().stream().anyMatch(route -> !route.stopping.isDone());
    }

    /** Returns whether a request waits and its route is not stopping. */
    synchronized boolean isAwaited() {
        return waiting.keySet().stream().anyMatch(stopping -> !stopping.isDone());
    }

    /**
     * Adds a request that may wait, until {@link #leave}.
     *
     * @param routeId the route of the request; null if it has none
     * @return a future that is done when the route is about to stop; never done for a request without a route
     */
    synchronized CompletableFuture<Void> enter(String routeId) {
        RouteStop route = routes.get(routeId);
        CompletableFuture<Void> stopping = route == null ? NEVER : route.stopping;
        waiting.merge(stopping, 1, Integer::sum);
        return stopping;
    }

    /** Removes a request that does not wait any more. */
    synchronized void leave(CompletableFuture<Void> stopping) {
        waiting.compute(stopping, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The service that a route has from its first request until it has stopped. */
    private final class RouteStop extends ServiceSupport implements ShutdownPrepared {

        private final Route route;
        private volatile CompletableFuture<Void> stopping = new CompletableFuture<>();
        private volatile boolean stopped;

        private RouteStop(Route route) {
            this.route = route;
        }

        /** Returns whether a route has this service. A route that starts again has lost its services and needs a new one. */
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
