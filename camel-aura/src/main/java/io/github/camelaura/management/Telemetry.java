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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;

import io.github.camelaura.login.OptionalLibrary;
import io.github.camelaura.stream.StreamObserver;

/** Makes the observers of the streams of a component, in addition to its own statistics, and its gauges. */
public final class Telemetry {

    /** Camel's property since 4.23, as Camel Main writes it and as Spring Boot does. */
    private static final String ENABLED = "{{camel.aiObservability.enabled:{{camel.ai-observability.enabled:true}}}}";

    private Telemetry() {}

    /** Returns observers for Camel's events, for spans, and for meters if there is a registry for them. */
    public static List<StreamObserver> of(CamelContext context) {
        List<StreamObserver> observers = new ArrayList<>();
        observers.add(new StreamEvents(context));
        observers.add(new StreamSpans());
        if (hasMeters(context)) {
            observers.add(new StreamMeters(Meters.of(context)));
        }
        return observers;
    }

    /**
     * Adds gauges of the state of a component, if there is a registry for them.
     *
     * @param component the name of the component
     * @return removes them
     */
    public static Runnable addGauges(CamelContext context, String component, Supplier<ComponentState> state) {
        return hasMeters(context) ? StateMeters.add(Meters.of(context), component, state) : () -> {};
    }

    /** Returns false if {@code camel.aiObservability.enabled} disables meters and attributes of spans. */
    static boolean isEnabled(CamelContext context) {
        return Boolean.parseBoolean(context.resolvePropertyPlaceholders(ENABLED).strip());
    }

    private static boolean hasMeters(CamelContext context) {
        return OptionalLibrary.MICROMETER.isPresent() && isEnabled(context) && Meters.of(context) != null;
    }

    /** A class of its own, because Micrometer may be missing. */
    private static final class Meters {

        /** Returns the registry of the context; null if it has none. */
        static MeterRegistry of(CamelContext context) {
            return context.getRegistry().findSingleByType(MeterRegistry.class);
        }
    }
}
