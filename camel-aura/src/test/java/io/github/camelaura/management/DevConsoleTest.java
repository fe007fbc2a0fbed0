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

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.component.AuraConfiguration;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;
import io.github.camelaura.test.LoginSite;

/** The developer console, as text and as JSON. */
class DevConsoleTest extends AuraTestSupport {

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(context).resolveDevConsole("aura");
    }

    private JsonObject json() {
        JsonObject all = (JsonObject) console().call(MediaType.JSON, Map.of());
        return (JsonObject) ((java.util.List<?>) all.get("components")).get(0);
    }

    private JsonObject first(String what) {
        return get(what, 0);
    }

    private JsonObject get(String what, int index) {
        return (JsonObject) ((JsonArray) json().get(what)).get(index);
    }

    private String text() {
        return (String) console().call(MediaType.TEXT, Map.of());
    }

    @Test
    void consoleShowsRunningStreamsAndCountsCompletedOnes() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("a", "b").gate(gate).chunk("c"));
        String uri = uri("support", "apiKey=RAW(s3cret)");
        routes(route -> {
            route.from("direct:ask").routeId("asking").to(uri);
            route.from("aura:support").routeId("listening").to("log:chunks");
        });
        CompletableFuture<Exchange> asked = ask("direct:ask", "count");
        gate.awaitReached();
        Awaitility.await().untilAsserted(() -> assertThat(first("streams"))
                .containsEntry("name", "aura:support")
                .containsEntry("model", "openchat_3.6")
                .containsEntry("routeId", "asking")
                .containsEntry("phase", "CHUNK")
                .containsEntry("chunks", 2L));
        assertThat(text()).contains("Running:", "route asking", "2 chunks").doesNotContain("s3cret");

        gate.open();
        await(asked);

        assertThat((JsonArray) json().get("streams")).isEmpty();
        assertThat((JsonObject) json().get("counts"))
                .containsEntry("begun", 1L)
                .containsEntry("completed", 1L)
                .containsEntry("chunks", 3L);
        assertThat(first("endpoints")).containsEntry("reachable", true);
        assertThat(first("consumers"))
                .containsEntry("routeId", "listening")
                .containsEntry("delivered", 3L)
                .containsEntry("failed", 0L);
        assertThat(json().toJson()).doesNotContain("s3cret");
        assertThat(text()).contains("1 begun, 1 completed", "in route listening: 3 delivered");
    }

    @Test
    void consoleShowsNoValuesOfLoginFieldsAndHeaders() throws Exception {
        LoginSite.protect(server());
        AuraConfiguration defaults =
                context.getComponent("aura", AuraComponent.class).getConfiguration();
        defaults.setLoginField(Map.of("realm", "acme-4712"));
        String uri = uri(
                "support",
                "loginUsername=" + LoginSite.USER,
                "loginPassword=RAW(" + LoginSite.PASSWORD + ")",
                "loginField.company=RAW(acme-4711)",
                "loginField.branch=RAW{acme-4713}",
                "additionalHeader.X-Tenant=RAW(acme-4711)",
                "browserName=htmlunit");
        assertThat(await(ask(uri, "count")).getException()).isNull();

        assertThat(json().toJson()).contains("loginField.company").doesNotContain("acme-471");
        assertThat(text()).contains("credential 1 obtained ").doesNotContain("acme-471");
    }

    @Test
    void consoleShowsLoginsWithoutSecrets() throws Exception {
        LoginSite site = LoginSite.protect(server());
        String options = "loginUsername=jane,loginPassword=RAW(%s),browserName=htmlunit,credentialTtl=1h";
        routes(r -> r.from("direct:ask")
                .routeId("asking")
                .to(uri("support", options.formatted("wrong").split(","))));
        await(ask("direct:ask", "count"));
        assertThat(first("logins"))
                .containsEntry("used", true)
                .containsEntry("rejected", true)
                .containsKeys("failedAt", "failure");
        assertThat(text()).contains("no credential", "the account was rejected");

        context.getRouteController().stopRoute("asking");
        await(ask(uri("support", options.formatted(LoginSite.PASSWORD).split(",")), "count"));

        assertThat(first("logins")).containsEntry("used", false).containsEntry("rejected", true);
        assertThat(get("logins", 1))
                .containsEntry("used", true)
                .containsKeys("obtained", "age")
                .satisfies(login -> assertThat(
                                Duration.between(Instant.parse((String) login.get("renewal")), Instant.parse((String)
                                        login.get("expiry"))))
                        .hasMinutes(6));
        assertThat(text())
                .contains(" (not used): no credential", "credential 1 obtained ", ", renewal due ")
                .doesNotContain(LoginSite.PASSWORD);
        assertThat(json().toJson())
                .doesNotContain(LoginSite.PASSWORD)
                .doesNotContain(site.sessionsSeen().get(site.sessionsSeen().size() - 1));
    }
}
