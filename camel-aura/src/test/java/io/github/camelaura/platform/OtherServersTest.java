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
package io.github.camelaura.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraHttpException;
import io.github.camelaura.test.AuraFork;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.LoginSite;

/** Forks of the server, and proxies in front of it, with routes in files and properties of Camel Main. */
class OtherServersTest {

    private static final String YAML = "other-servers.yaml";
    private static final String XML = "other-servers.xml";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    @BeforeEach
    void describeAccount() {
        main.addInitialProperty("access.id", "routes.access");
        main.addInitialProperty("access.secret", "s3cret+&%20{}");
        main.bind("service", Map.of("name", "chat"));
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private AuraServer server() {
        return aura.server();
    }

    private static AuraFork access() {
        return AuraFork.cloudflareAccess("routes.access", "s3cret+&%20{}");
    }

    private void start(String file, String... properties) {
        main.configure().withRoutesIncludePattern("classpath:routes/" + file);
        option("base-url", server().baseUrl());
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            option(parts[0], parts[1]);
        }
        main.start();
    }

    private void option(String name, String value) {
        main.addInitialProperty("camel.component.aura." + name, value);
    }

    private Exchange ask(String uri) throws Exception {
        return main.getCamelTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody("count"));
    }

    private void assertReply(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(AuraServer.replyTo("count"));
    }

    @Test
    void optionsOfAnEndpointInYamlReachAForkBehindCloudflareAccess() throws Exception {
        assertEndpointReachesItsFork(YAML);
    }

    @Test
    @Tag("not-on-4.22")
    void optionsOfAnEndpointInXmlReachAForkBehindCloudflareAccess() throws Exception {
        assertEndpointReachesItsFork(XML);
    }

    private void assertEndpointReachesItsFork(String file) throws Exception {
        server().speak(access().chatPath("/api/v2/chat")
                .requiringFields("botId", "course_name", "stream", "pluginKeys", "service"));
        start(file);

        assertReply(ask("direct:endpoint"));

        AuraRequest request = server().requests().get(0);
        assertThat(request.path()).isEqualTo("/api/v2/chat");
        assertThat(request.json()).isEqualTo(new ObjectMapper().readTree("""
                        {"model": {"id": "openchat_3.6", "name": "openchat_3.6", "maxLength": 24576, "tokenLimit": 8192},
                         "messages": [{"role": "user", "content": "count"}],
                         "key": "", "prompt": "", "temperature": 0.5,
                         "botId": 7, "course_name": "CS101", "stream": true,
                         "pluginKeys": [{"pluginId": "google", "requiredKeys": []}], "service": {"name": "chat"}}"""));
    }

    @Test
    void optionsOfTheComponentReachAForkBehindCloudflareAccess() throws Exception {
        server().speak(access().chatPath("/api/allNewRoutingChat")
                .requiringFields("pluginKeys", "course_name", "bot-id"));
        start(
                YAML,
                "credential-processor=none",
                "chat-path=/api/allNewRoutingChat",
                "additional-body-property.pluginKeys=[]",
                "additional-body-property.course_name=CS101",
                "additional-body-property.bot-id=7",
                "additional-header.CF-Access-Client-Id={{access.id}}",
                "additional-header.CF-Access-Client-Secret={{access.secret}}");

        assertReply(ask("direct:component"));

        AuraRequest request = server().requests().get(0);
        assertThat(request.json().get("pluginKeys").isArray()).isTrue();
        assertThat(request.json().get("bot-id").intValue()).isEqualTo(7);
    }

    @Test
    void requestWithoutTheHeadersOfCloudflareAccessFails() throws Exception {
        server().speak(access());
        start(YAML, "credential-processor=none", "additional-header.CF-Access-Client-Id={{access.id}}");

        assertThat(ask("direct:component").getException())
                .isInstanceOf(AuraCredentialException.class)
                .hasMessageContaining("requires a login (status 403")
                .message()
                .doesNotContain("routes.access");
    }

    @Test
    void missingFieldFailsWithTheMessageOfTheServer() throws Exception {
        server().speak(AuraFork.none().requiringFields("botId"));
        start(YAML);

        assertThat(ask("direct:component").getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining("botId is required");
    }

    @Test
    void requestToThePathOfAnotherForkFails() throws Exception {
        server().speak(AuraFork.none().chatPath("/api/v2/chat"));
        start(YAML);

        assertThat(ask("direct:component").getException())
                .isInstanceOf(AuraHttpException.class)
                .hasMessageContaining("/api/chat returned status 404");
    }

    @Test
    void replyOfSmartChatbotUiIsText() throws Exception {
        server().speak(AuraFork.smartChatbotUi());
        start(YAML, "credential-processor=none");

        assertReply(ask("direct:component"));
    }

    @Test
    void quotaOfSmartChatbotUiFailsWithItsMessage() throws Exception {
        server().speak(AuraFork.smartChatbotUi())
                .enqueue(AuraReply.status(429, "Too Many Requests", "{\"error\":{\"message\":\"Quota exceeded\"}}")
                        .header("Content-Type", "application/json"));
        start(YAML, "credential-processor=none");

        assertThat(ask("direct:component").getException())
                .isInstanceOfSatisfying(AuraHttpException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(429))
                .hasMessageContaining("Quota exceeded");
    }

    /** The middleware of next-auth, Next.js, oauth2-proxy. */
    @ParameterizedTest
    @EnumSource(names = {"TEMPORARY_REDIRECT", "PERMANENT_REDIRECT", "FORBIDDEN_PAGE"})
    void lostSessionOfAProxyStartsALogin(LoginSite.Refusals refusal) throws Exception {
        server().speak(AuraFork.none().chatPath("/api/chat-stream"));
        LoginSite site = LoginSite.protect(server()).refusal(refusal);
        start(
                YAML,
                "chat-path=/api/chat-stream",
                "browser-name=htmlunit",
                "login-username=" + LoginSite.USER,
                "login-password=" + LoginSite.PASSWORD);

        assertReply(ask("direct:component"));
        site.expireSessions();
        assertReply(ask("direct:component"));

        assertThat(site.logins()).isEqualTo(2);
    }
}
