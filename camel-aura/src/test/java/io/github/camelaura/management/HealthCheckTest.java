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

import java.util.stream.Stream;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** The health check of a component in Camel Main. */
class HealthCheckTest {

    /** Results that are UP are included too. */
    private static final String ALL = "full";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    private void start(String... properties) {
        main.addInitialProperty("camel.health.producersEnabled", "true");
        main.addInitialProperty("camel.component.aura.baseUrl", aura.server().baseUrl());
        main.addInitialProperty("camel.component.aura.browserName", "htmlunit");
        main.addInitialProperty("camel.component.aura.loginUsername", LoginSite.USER);
        main.addInitialProperty("camel.component.aura.loginPassword", "wrong");
        for (String property : properties) {
            main.addInitialProperty(property.split("=")[0], property.split("=")[1]);
        }
        main.start();
        main.getCamelContext().getComponent("aura", AuraComponent.class);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private void ask(String uri) throws Exception {
        main.getCamelTemplate().send(uri, exchange -> exchange.getMessage().setBody("count"));
    }

    private Stream<HealthCheck.Result> checks() {
        return HealthCheckHelper.invokeReadiness(main.getCamelContext(), ALL).stream()
                .filter(result -> result.getCheck().getId().equals("producer:aura"));
    }

    private HealthCheck.Result check() {
        return checks().findFirst().orElseThrow();
    }

    @Test
    void checkIsUpUntilARequestCannotReachTheServer() throws Exception {
        start();
        assertThat(check().getState()).isEqualTo(State.UP);
        assertThat(aura.server().requests()).isEmpty();

        ask("aura:support");
        assertThat(check().getState()).isEqualTo(State.UP);

        String baseUrl = aura.server().baseUrl();
        aura.server().close();
        ask("aura:support");
        assertThat(check().getState()).isEqualTo(State.DOWN);
        assertThat(check().getMessage().orElse("")).startsWith("Cannot connect to " + baseUrl);
        assertThat(check().getDetails()).containsKey("unreachable." + baseUrl);
    }

    @ParameterizedTest
    @CsvSource({"false, UP", "true, DOWN"})
    void failedLoginIsDownOnlyWithHealthCheckLoginEnabled(boolean counts, State state) throws Exception {
        LoginSite.protect(aura.server());
        start("camel.component.aura.healthCheckLoginEnabled=" + counts);
        assertThat(check().getState()).isEqualTo(State.UP);

        ask("aura:support");

        assertThat(check().getState()).isEqualTo(state);
        assertThat(check().getDetails())
                .hasEntrySatisfying(
                        "login." + aura.server().baseUrl(),
                        login -> assertThat(login).asString().contains("rejected"));
    }

    @Test
    void checkCanBeDisabled() {
        start("camel.component.aura.healthCheckProducerEnabled=false");

        assertThat(checks()).isEmpty();
    }

    @Test
    void checkCoversOnlyItsOwnComponent() throws Exception {
        main.bind("aura2", new AuraComponent());
        start();
        main.getCamelContext().addComponent("late", new AuraComponent());

        ask("aura2:support?baseUrl=http://127.0.0.1:1");
        ask("late:support?baseUrl=http://127.0.0.1:1");

        assertThat(check().getState()).isEqualTo(State.UP);
        assertThat(HealthCheckHelper.invokeReadiness(main.getCamelContext(), ALL))
                .filteredOn(result -> result.getState() == State.DOWN)
                .extracting(result -> result.getCheck().getId())
                .containsExactlyInAnyOrder("producer:aura2", "producer:aura-2");
        main.getCamelContext().removeComponent("late").close();
        assertThat(check().getState()).isEqualTo(State.UP);
    }

    @Test
    void checkDoesNotAffectLiveness() {
        start();

        assertThat(HealthCheckHelper.invokeLiveness(main.getCamelContext(), ALL))
                .noneMatch(result -> result.getCheck().getId().equals("producer:aura"));
    }
}
