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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** {@code healthCheckModels}, set by properties of Camel Main for a route in YAML. */
class ModelsHealthTest {

    private static final String OFTEN = "healthCheckModelsInterval=1";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    private void start(String... options) {
        main.configure().withRoutesIncludePattern("classpath:routes/ask.yaml");
        main.addInitialProperty("camel.health.producersEnabled", "true");
        main.addInitialProperty("camel.component.aura.baseUrl", aura.server().baseUrl());
        main.addInitialProperty("camel.component.aura.healthCheckModels", "true");
        for (String option : options) {
            main.addInitialProperty("camel.component.aura." + option.split("=")[0], option.split("=")[1]);
        }
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void listedModelIsUpAndCostsNoPaidRequest() {
        start();

        assertThat(check().getState()).isEqualTo(State.UP);
        awaitModels("LISTED");

        assertThat(check().getState()).isEqualTo(State.UP);
        assertThat(aura.server().requests()).extracting("path").containsExactly("/api/models");
    }

    @Test
    void modelThatIsNotInTheListIsDown() {
        aura.server().models("another");
        start(OFTEN);

        awaitModels("NOT_LISTED");

        assertThat(check().getState()).isEqualTo(State.DOWN);
        assertThat(check().getMessage().orElse(""))
                .contains("openchat_3.6")
                .contains(aura.server().baseUrl())
                .contains("option model");

        aura.server().models("openchat_3.6");
        awaitState(State.UP);
    }

    @Test
    void unreachableServerIsDown() throws Exception {
        aura.server().close();
        start(OFTEN);

        awaitState(State.DOWN);

        assertThat(check().getMessage().orElse("")).startsWith("Cannot connect to");
    }

    @Test
    void serverWithoutListIsUpWithADetail() {
        aura.server().answer(request -> AuraReply.status(404, "Not Found", "nothing here"));
        start();

        awaitModels("NO_LIST");

        assertThat(check().getState()).isEqualTo(State.UP);
    }

    @Test
    void errorOfTheServerIsUpWithADetail() {
        aura.server().answer(request -> AuraReply.error());
        start();

        awaitModels("FAILED");

        assertThat(check().getState()).isEqualTo(State.UP);
    }

    @Test
    void refusalStartsTheLogin() {
        LoginSite site = LoginSite.protect(aura.server());
        start("browserName=htmlunit", "loginUsername=" + LoginSite.USER, "loginPassword=" + LoginSite.PASSWORD);

        awaitModels("LISTED");

        assertThat(site.logins()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"false, UP", "true, DOWN"})
    void failedLoginIsDownOnlyWithHealthCheckLoginEnabled(boolean counts, State state) {
        LoginSite site = LoginSite.protect(aura.server());
        start(
                OFTEN,
                "browserName=htmlunit",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=wrong",
                "healthCheckLoginEnabled=" + counts);

        awaitModels("LOGIN_FAILED");

        assertThat(check().getState()).isEqualTo(state);
        assertThat(site.failedLogins()).as("a rejected password is sent once").isEqualTo(1);
    }

    @Test
    void probeNeverWaitsAndOneRequestIsUnderWayAtATime() throws Exception {
        Gate gate = new Gate();
        AuraServer server = aura.server().answer(request -> AuraReply.chunks().gate(gate));
        start(OFTEN);

        check();
        gate.awaitReached();
        for (int i = 0; i < 10; i++) {
            assertThat(check().getState()).isEqualTo(State.UP);
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void requestsKeepTheInterval() {
        start("healthCheckModelsInterval=1h");
        awaitModels("LISTED");

        check();
        check();

        assertThat(aura.server().requests()).hasSize(1);
    }

    @Test
    void stopDoesNotWaitForARequestForModels() throws Exception {
        Gate gate = new Gate();
        aura.server().answer(request -> AuraReply.chunks().gate(gate));
        start();
        check();
        gate.awaitReached();
        main.getCamelContext().getShutdownStrategy().setTimeout(3600);

        main.stop();

        aura.server().awaitClientGone(1);
    }

    @Test
    void withoutTheOptionNothingIsSent() {
        start("healthCheckModels=false");

        check();

        assertThat(check().getDetails().keySet()).noneMatch(key -> key.startsWith("models."));
        assertThat(aura.server().requests()).isEmpty();
    }

    @Test
    void intervalMustBePositive() {
        assertThatThrownBy(() -> start("healthCheckModelsInterval=0"))
                .hasStackTraceContaining("healthCheckModelsInterval must be at least 1");
    }

    private void awaitModels(String outcome) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(check().getDetails())
                .hasEntrySatisfying(
                        "models.aura://support",
                        models -> assertThat(models).asString().startsWith(outcome + " at ")));
    }

    private void awaitState(State state) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> check().getState() == state);
    }

    private HealthCheck.Result check() {
        return HealthCheckHelper.invokeReadiness(main.getCamelContext(), "full").stream()
                .filter(result -> result.getCheck().getId().equals("producer:aura"))
                .findFirst()
                .orElseThrow();
    }
}
