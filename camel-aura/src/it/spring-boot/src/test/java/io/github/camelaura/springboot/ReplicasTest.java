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
package io.github.camelaura.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import com.hazelcast.core.HazelcastInstance;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.LoginSite;

/** The files of the guide about replicas, as two applications with a member of Hazelcast each. */
class ReplicasTest {

    private static final Path GUIDE = Path.of(System.getProperty("replicas"));

    private final AuraServer server = AuraServer.start();
    private final LoginSite site = LoginSite.protect(server);

    @TempDir
    private Path secrets;

    private ConfigurableApplicationContext first;
    private ConfigurableApplicationContext second;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("chat.members", "127.0.0.1");
        // Tests of other modules may run at the same time
        System.setProperty("hz.cluster-name", "chat-" + ProcessHandle.current().pid());
        System.setProperty("hazelcast.tcp.join.port.try.count", "20");
        System.setProperty("hazelcast.phone.home.enabled", "false");
        System.setProperty("hazelcast.socket.bind.any", "false");
        System.setProperty("hazelcast.logging.type", "none");
        Files.writeString(secrets.resolve("store-key"), Base64.getEncoder().encodeToString(new byte[32]));
        Files.writeString(secrets.resolve("password"), LoginSite.PASSWORD);
        first = replica();
        second = replica();
        Awaitility.await()
                .until(() -> hazelcast(second).getCluster().getMembers().size() == 2);
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        server.close();
    }

    private ConfigurableApplicationContext replica() {
        return AuraApplication.builder()
                .run(
                        "--spring.config.location=file:" + GUIDE.resolve("application.properties"),
                        "--spring.hazelcast.config=file:" + GUIDE.resolve("hazelcast.yaml"),
                        "--camel.main.routes-include-pattern=file:" + GUIDE.resolve("camel") + "/*.yaml",
                        "--camel.component.aura.base-url=" + server.baseUrl(),
                        "--camel.component.aura.browser-name=htmlunit",
                        "--camel.component.aura.login-username=" + LoginSite.USER,
                        "--camel.component.aura.login-password-file=" + secrets.resolve("password"),
                        "--camel.component.aura.credential-store-key-file=" + secrets.resolve("store-key"));
    }

    private static HazelcastInstance hazelcast(ConfigurableApplicationContext application) {
        return application.getBean(HazelcastInstance.class);
    }

    private static String say(ConfigurableApplicationContext application, String prompt) {
        return application
                .getBean(CamelContext.class)
                .createFluentProducerTemplate()
                .to("direct:chat")
                .withExchangeProperty("sessionId", "0123456789abcdef0123456789abcdef")
                .withBody(prompt)
                .request(String.class);
    }

    @Test
    void replicasShareASessionAndAConversation() {
        String reply = say(first, "What is a route?");
        Awaitility.await().until(() -> hazelcast(second).getMap("credentials").size() == 2);
        assertThat(say(second, "And a step?")).isNotEmpty();

        assertThat(site.logins()).isOne();
        AuraRequest last = server.requests().get(server.requests().size() - 1);
        assertThat(last.json().path("messages").findValuesAsText("content"))
                .containsExactly("What is a route?", reply, "And a step?");
        assertThat(second.getBean(CamelContext.class)
                        .getComponent("aura", AuraComponent.class)
                        .getLogins())
                .singleElement()
                .asString()
                .contains("by node ", "credentialStore answers");
    }
}
