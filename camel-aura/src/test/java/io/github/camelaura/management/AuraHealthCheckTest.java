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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.apache.camel.health.HealthCheck.State;
import org.junit.jupiter.api.Test;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.management.HealthChecks.AuraHealthCheck;
import io.github.camelaura.stream.StreamStatistics;
import io.github.camelaura.stream.StreamStatistics.Server;

/**
 * When the health check returns from DOWN to UP. No request can trigger this, because load balancers send none to a
 * node that is DOWN.
 */
class AuraHealthCheckTest {

    private static final Instant FAILED = Instant.parse("2026-01-01T00:00:00Z");
    private static final StreamStatistics.Counts NONE = new StreamStatistics.Counts(0, 0, 0, 0, 0);

    @Test
    void unreachableServerIsDownForOneMinute() {
        ComponentState state = state(
                List.of(new EndpointState(
                        "aura:support", "http://server", NONE, new Server(false, FAILED, "no"), null)),
                List.of());

        assertThat(health(state, Duration.ofSeconds(59))).isEqualTo(State.DOWN);
        assertThat(health(state, Duration.ofSeconds(60))).isEqualTo(State.UP);
    }

    @Test
    void failedLoginIsDownUntilTheEndOfItsBackOff() {
        assertThat(health(state(List.of(), List.of(login(false, FAILED.plusSeconds(10)))), Duration.ZERO))
                .isEqualTo(State.DOWN);
        assertThat(health(state(List.of(), List.of(login(false, null))), Duration.ZERO))
                .isEqualTo(State.UP);
    }

    @Test
    void rejectedAccountIsDownUntilItChanges() {
        assertThat(health(state(List.of(), List.of(login(true, null))), Duration.ofDays(1)))
                .isEqualTo(State.DOWN);
    }

    @Test
    void loginOfNoEndpointIsNotDown() {
        LoginStatus unused = new LoginStatus(
                "http://server", false, 0, null, null, null, false, true, 1, null, FAILED, "no", null, null);

        assertThat(health(state(List.of(), List.of(unused)), Duration.ZERO)).isEqualTo(State.UP);
    }

    private static State health(ComponentState state, Duration later) {
        Clock clock = Clock.fixed(FAILED.plus(later), ZoneOffset.UTC);
        return new AuraHealthCheck("producer:aura", () -> state, true, clock)
                .call()
                .getState();
    }

    private static ComponentState state(List<EndpointState> endpoints, List<LoginStatus> logins) {
        return new ComponentState(NONE, List.of(), endpoints, List.of(), logins);
    }

    private static LoginStatus login(boolean rejected, Instant notBefore) {
        return new LoginStatus(
                "http://server", true, 0, null, null, null, false, rejected, 1, notBefore, FAILED, "no", null, null);
    }
}
