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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.management.ComponentState.ModelsState;

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

    /**
     * The health check of a component. It reports the results of the last requests and logins, and never waits for one. The check is UP until the first request, and returns to UP one minute after the last failed connection.
     */
    static final class AuraHealthCheck extends AbstractHealthCheck {

        /** Time after which a failed connection is ignored, because a load balancer sends no requests to a node that is DOWN. */
        private static final Duration UNREACHABLE_COUNTS = Duration.ofMinutes(1);

        private final Supplier<ComponentState> component;
        private final boolean loginCounts;
        private final Clock clock;

        AuraHealthCheck(String id, Supplier<ComponentState> component, boolean loginCounts, Clock clock) {
            super("camel", id);
            this.component = component;
            this.loginCounts = loginCounts;
            this.clock = clock;
        }

        /** Returns false, because a restart would not fix the cause. */
        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            ComponentState state = component.get();
            Instant since = clock.instant().minus(UNREACHABLE_COUNTS);
            List<EndpointState> unreachable = state.endpoints().stream()
                    .filter(endpoint -> endpoint.server() != null
                            && !endpoint.server().reachable()
                            && endpoint.server().asOf().isAfter(since))
                    .toList();
            List<LoginStatus> failing =
                    state.logins().stream().filter(LoginStatus::isFailing).toList();
            List<EndpointState> listing = state.endpoints().stream()
                    .filter(endpoint -> endpoint.models() != null)
                    .toList();
            Optional<ModelsState> wrong = listing.stream()
                    .map(EndpointState::models)
                    .filter(models -> isDown(models.outcome()))
                    .findFirst();
            builder.detail("streams.running", state.streams().size());
            listing.forEach(endpoint -> builder.detail("models." + endpoint.uri(), describe(endpoint.models())));
            unreachable.forEach(endpoint -> builder.detail(
                    "unreachable." + endpoint.baseUrl(), endpoint.server().asOf()));
            failing.forEach(login -> builder.detail("login." + login.site(), describe(login)));
            state.logins().stream()
                    .filter(login -> login.store() != null)
                    .forEach(login -> builder.detail("credentialStore." + login.site(), describeShared(login)));
            if (wrong.isPresent()) {
                builder.message(wrong.get().message()).down();
            } else if (!unreachable.isEmpty()) {
                builder.message(unreachable.get(0).server().failure()).down();
            } else if (loginCounts && !failing.isEmpty()) {
                builder.message(failing.get(0).failure()).down();
            } else {
                builder.up();
            }
        }

        private boolean isDown(ModelsState.Outcome outcome) {
            return switch (outcome) {
                case UNREACHABLE, NOT_LISTED -> true;
                case LOGIN_FAILED -> loginCounts;
                case LISTED, NO_LIST, FAILED -> false; // the server was reached
            };
        }

        private static String describe(ModelsState models) {
            return models.outcome() + " at " + models.asOf()
                    + (models.message() == null ? "" : ": " + models.message());
        }

        /** Describes what nodes share. A map that fails is not DOWN, because requests with a credential in memory succeed. */
        private static String describeShared(LoginStatus login) {
            String session = login.obtained() == null || login.node() == null
                    ? "no session"
                    : "session of node " + login.node() + " since " + login.obtained();
            return login.store().failure() == null
                    ? session
                    : session + "; failing since " + login.store().failedSince() + ": "
                            + login.store().failure();
        }

        private static String describe(LoginStatus login) {
            String next = login.rejected()
                    ? "rejected: no login until user name, password or loginTotpSecret changes"
                    : "next login not before " + login.notBefore();
            return "failed at " + login.failedAt() + ", " + next;
        }
    }
}
