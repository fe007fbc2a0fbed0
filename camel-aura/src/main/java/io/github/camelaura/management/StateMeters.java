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
package io.github.camelaura.management;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.stream.StreamState.StreamPhase;

/** Gauges of the current state of one component: its streams, endpoints and logins. */
final class StateMeters {

    private static final String PREFIX = "camel.aura.";

    /** The tag with the name of the component. */
    private static final String NAME = "camel.aura.component";

    /** What a stream waits for before its request is sent. */
    private static final Set<StreamPhase> WAITING = EnumSet.of(StreamPhase.TURN, StreamPhase.SLOT);

    private final MeterRegistry registry;
    private final Tags tags;
    private final Supplier<ComponentState> state;

    private StateMeters(MeterRegistry registry, String component, Supplier<ComponentState> state) {
        this.registry = registry;
        this.tags = StreamMeters.COMPONENT.and(NAME, component);
        this.state = state;
    }

    /**
     * Adds the gauges.
     *
     * @param component the name of the component; if it is taken, a number is appended
     * @return removes them
     */
    static Runnable add(MeterRegistry registry, String component, Supplier<ComponentState> state) {
        String name = component;
        for (int number = 2; isTaken(registry, name); number++) {
            name = component + "-" + number;
        }
        List<Gauge> gauges = new StateMeters(registry, name, state).gauges().toList();
        return () -> gauges.forEach(registry::remove);
    }

    /** A component that a running context starts does not know its name yet, and has the default name. */
    private static boolean isTaken(MeterRegistry registry, String name) {
        return registry.find(PREFIX + "streams").tag(NAME, name).gauge() != null;
    }

    private Stream<Gauge> gauges() {
        return Stream.of(
                streams("running", phase -> !WAITING.contains(phase)),
                streams("waiting", WAITING::contains),
                gauge(
                        "endpoints.unreachable",
                        "Endpoints whose last connection attempt failed",
                        Tags.empty(),
                        now -> now.endpoints().stream()
                                .filter(endpoint -> endpoint.server() != null
                                        && !endpoint.server().reachable())
                                .count()),
                logins("valid", login -> login.obtained() != null),
                logins("failing", login -> login.hasFailed() && !login.rejected()),
                logins("rejected", login -> login.isFailing() && login.rejected()));
    }

    private Gauge streams(String name, Predicate<StreamPhase> phases) {
        return gauge(
                "streams",
                "Streams that run, or wait for one of maxConcurrentStreams slots",
                Tags.of("state", name),
                now -> now.streams().stream()
                        .filter(stream -> phases.test(stream.phase()))
                        .count());
    }

    private Gauge logins(String name, Predicate<LoginStatus> logins) {
        return gauge(
                "logins",
                "Sites and accounts with a valid session, with logins that fail, or whose account was rejected",
                Tags.of("state", name),
                now -> now.logins().stream()
                        .filter(LoginStatus::used)
                        .filter(logins)
                        .count());
    }

    private Gauge gauge(String name, String description, Tags more, ToDoubleFunction<ComponentState> value) {
        return Gauge.builder(PREFIX + name, () -> value.applyAsDouble(state.get()))
                .description(description)
                .tags(tags.and(more))
                .strongReference(true)
                .register(registry);
    }
}
