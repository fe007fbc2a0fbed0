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
package io.github.camelaura.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.camelaura.test.AuraFork;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;

/** The examples for forks and other servers, each with a server that requires what it sets. */
@ExtendWith(AuraServerExtension.class)
class OtherServersExamplesTest {

    private static final AuraFork FORK =
            AuraFork.none().chatPath("/api/v2/chat").requiringFields("botId", "course_name", "pluginKeys");

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    private Object reply(AuraServer server, String uri) throws Exception {
        main.addOverrideProperty("camel.component.aura.base-url", server.baseUrl());
        main.start();
        Exchange exchange = main.getCamelTemplate()
                .send(uri, request -> request.getMessage().setBody("count"));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    private void properties(String file) {
        main.setPropertyPlaceholderLocations("file:" + Docs.EXAMPLES.resolve(file));
    }

    private void route(String file) {
        main.configure().withRoutesIncludePattern("file:" + Docs.EXAMPLES.resolve(file));
    }

    @Test
    void routeReachesAFork(AuraServer server) throws Exception {
        server.speak(FORK);
        route("fork.yaml");

        assertThat(reply(server, "direct:ask")).isEqualTo(AuraServer.replyTo("count"));
        assertThat(server.requests().get(0).json().get("pluginKeys").isArray()).isTrue();
    }

    @Test
    void propertiesReachAFork(AuraServer server) throws Exception {
        server.speak(FORK);
        properties("fork.properties");

        assertThat(reply(server, "aura:support")).isEqualTo(AuraServer.replyTo("count"));
        assertThat(server.requests().get(0).json().get("botId").isInt()).isTrue();
    }

    @Test
    void propertiesReachAServerBehindCloudflareAccess(AuraServer server) throws Exception {
        server.speak(
                AuraFork.cloudflareAccess(System.getenv("ACCESS_CLIENT_ID"), System.getenv("ACCESS_CLIENT_SECRET")));
        properties("cloudflare-access.properties");

        assertThat(reply(server, "aura:support")).isEqualTo(AuraServer.replyTo("count"));
    }

    @Test
    void routeReachesATenant(AuraServer server) throws Exception {
        server.speak(AuraFork.none()
                .requiringHeaders(Map.of("X-Tenant", "acme"), AuraReply.status(404, "Not Found", "No such tenant")));
        route("tenant.yaml");

        assertThat(reply(server, "direct:ask")).isEqualTo(AuraServer.replyTo("count"));
    }
}
