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
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.management.HealthChecks.AuraHealthCheck;
import io.github.camelaura.store.StoreState;
import io.github.camelaura.stream.StreamStatistics.Counts;

/** Console, JMX and health check say which node logged in, when, and whether the map of credentialStore answers. */
class SharedLoginStateTest {

    private static final Instant OBTAINED = Instant.parse("2026-05-01T08:00:00Z");
    private static final Instant FAILED = Instant.parse("2026-05-01T09:00:00Z");
    private static final StoreState WORKING = new StoreState(null, null);
    private static final StoreState FAILING = new StoreState(FAILED, "credentialStore did not answer within 10 s");

    private static LoginStatus login(StoreState store) {
        return new LoginStatus(
                "https://chat.example.com",
                true,
                3,
                OBTAINED,
                null,
                null,
                false,
                false,
                0,
                null,
                null,
                null,
                "node-a/chat",
                store);
    }

    private static ComponentState state(LoginStatus login) {
        return new ComponentState(new Counts(0, 0, 0, 0, 0), List.of(), List.of(), List.of(), List.of(login));
    }

    private static Map<String, Object> json(LoginStatus login) {
        List<?> logins = (List<?>) ConsoleJson.of(state(login)).get("logins");
        return (JsonObject) logins.get(0);
    }

    private static HealthCheck.Result health(LoginStatus login) {
        return new AuraHealthCheck("producer:aura", () -> state(login), true, Clock.systemUTC()).call();
    }

    @Test
    void textSaysWhichNodeLoggedInAndThatTheMapAnswers() {
        assertThat(ConsoleText.logins(List.of(login(WORKING))))
                .containsExactly("https://chat.example.com: credential 3 obtained " + OBTAINED
                        + " by node node-a/chat, credentialStore answers");
    }

    @Test
    void textSaysSinceWhenTheMapDoesNotAnswer() {
        assertThat(ConsoleText.logins(List.of(login(FAILING))))
                .containsExactly("https://chat.example.com: credential 3 obtained " + OBTAINED
                        + " by node node-a/chat, credentialStore fails since " + FAILED
                        + ": credentialStore did not answer within 10 s");
    }

    @Test
    void textOfALoginThatIsNotSharedNamesNoMap() {
        assertThat(ConsoleText.logins(List.of(login(null)))[0]).doesNotContain("credentialStore");
        assertThat(json(login(null))).doesNotContainKey("credentialStore");
    }

    @Test
    void jsonHasNodeAndStateOfTheMap() {
        assertThat(json(login(WORKING)))
                .containsEntry("node", "node-a/chat")
                .containsEntry("credentialStore", "UP")
                .doesNotContainKey("credentialStoreFailure");
        assertThat(json(login(FAILING)))
                .containsEntry("credentialStore", "DOWN")
                .containsEntry("credentialStoreFailedSince", FAILED.toString())
                .containsEntry("credentialStoreFailure", FAILING.failure());
    }

    @Test
    void mapThatDoesNotAnswerIsADetailOfTheHealthCheckButNotDown() {
        HealthCheck.Result failing = health(login(FAILING));

        assertThat(failing.getState()).isEqualTo(State.UP);
        assertThat(failing.getDetails().get("credentialStore.https://chat.example.com"))
                .isEqualTo("session of node node-a/chat since " + OBTAINED + "; failing since " + FAILED + ": "
                        + FAILING.failure());
        assertThat(health(login(WORKING)).getDetails().get("credentialStore.https://chat.example.com"))
                .isEqualTo("session of node node-a/chat since " + OBTAINED);
    }
}
