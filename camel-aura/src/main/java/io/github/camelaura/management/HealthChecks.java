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

import java.time.Clock;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.WritableHealthCheckRepository;

/** Adds the health check of a component to Camel's producer health checks, if the application has them. */
public final class HealthChecks {

    private static final String PRODUCERS = "producers";

    private HealthChecks() {}

    /**
     * Adds a check. Camel distinguishes checks only by their ids: if the id is taken, a number is appended.
     *
     * @param component the name of the component
     * @param loginCounts whether a failed login makes the check DOWN
     * @return removes the check
     */
    public static Runnable add(
            CamelContext context, String component, Supplier<ComponentState> state, boolean loginCounts) {
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, PRODUCERS, WritableHealthCheckRepository.class);
        if (repository == null) {
            return () -> {}; // without camel-health
        }
        String id = "producer:" + component;
        for (int number = 2; isTaken(repository, id); number++) {
            id = "producer:" + component + "-" + number;
        }
        HealthCheck check = new AuraHealthCheck(id, state, loginCounts, Clock.systemUTC());
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }

    private static boolean isTaken(HealthCheckRepository repository, String id) {
        return repository.stream().anyMatch(check -> check.getId().equals(id));
    }
}
