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

import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.stream.StreamStatistics.Counts;

/** The gauges of states that tests with a server do not reach. */
class StateMetersTest {

    @Test
    void loginThatFailedCountsUntilOneSucceedsEvenWhenTheNextOneIsDue() {
        Instant now = Instant.now();
        LoginStatus due = failed("https://chat.example.com", true, now);
        LoginStatus unused = failed("https://wiki.example.com", false, now);
        MeterRegistry registry = new SimpleMeterRegistry();
        StateMeters.add(
                registry,
                "aura",
                () -> new ComponentState(
                        new Counts(0, 0, 0, 0, 0), List.of(), List.of(), List.of(), List.of(due, unused)));

        assertThat(registry.get("camel.aura.logins")
                        .tag("state", "failing")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private static LoginStatus failed(String site, boolean used, Instant at) {
        return new LoginStatus(site, used, 0, null, null, null, false, false, 2, null, at, "failed", null, null);
    }
}
