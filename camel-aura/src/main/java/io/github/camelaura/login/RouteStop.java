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

import java.util.concurrent.CompletableFuture;

import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Hears that a route is about to stop: Camel tells it to the services of a route, before it waits for what is in flight.
 */
final class RouteStop extends ServiceSupport implements ShutdownPrepared {

    private final Route route;
    private final Runnable listener;
    private final CompletableFuture<Void> stopping = new CompletableFuture<>();

    private RouteStop(Route route, Runnable listener) {
        this.route = route;
        this.listener = listener;
    }

    /** Of this route, until it has stopped. */
    static RouteStop of(Route route, Runnable listener) {
        RouteStop stop = new RouteStop(route, listener);
        route.addService(stop);
        return stop;
    }

    boolean isOf(Route other) {
        return route == other && route.getServices().contains(this); // a route that starts again has forgotten it
    }

    /** Done when the route is about to stop. */
    CompletableFuture<Void> stopping() {
        return stopping;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!suspendOnly) {
            stopping.complete(null);
            listener.run();
        }
    }
}
