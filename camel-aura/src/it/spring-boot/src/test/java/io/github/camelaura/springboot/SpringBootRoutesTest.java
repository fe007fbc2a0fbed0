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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraFork;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** Routes in YAML, configured by properties. */
class SpringBootRoutesTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void consumerReceivesEveryChunkAndTheCallerTheReply() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two"));
        try (ConfigurableApplicationContext application = start("camel.component.aura.temperature=0.1")) {
            chunks(application).expectedBodiesReceived("one ", "two");

            assertThat(template(application).requestBody("direct:ask", "count")).isEqualTo("one two");

            chunks(application).assertIsSatisfied();
            assertThat(aura.server().requests().get(0).json().get("temperature").asDouble())
                    .isEqualTo(0.1);
        }
    }

    @Test
    void propertyShapesTheChunks() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one\nt", "wo\n", "three"));
        try (ConfigurableApplicationContext application =
                start("camel.component.aura.chunk-unit=line", "camel.component.aura.chunk-interval=10m")) {
            chunks(application).expectedBodiesReceived("one\n", "two\n", "three");

            template(application).requestBody("direct:ask", "count");

            chunks(application).assertIsSatisfied();
        }
    }

    @Test
    void routeListsTheModels() throws Exception {
        aura.server().models("openchat_3.6");
        try (ConfigurableApplicationContext application = start()) {
            assertThat(template(application).requestBody("direct:models", (Object) null))
                    .isEqualTo(List.of(Map.of("id", "openchat_3.6", "name", "OpenChat 3.6 (latest)")));
        }
    }

    @Test
    void routeCancelsAStreamByItsKey() throws Exception {
        Gate rest = new Gate();
        aura.server().enqueue(AuraReply.chunks("one ").gate(rest).chunk("two"));
        try (ConfigurableApplicationContext application = start()) {
            ProducerTemplate template = template(application);
            CompletableFuture<Object> reply =
                    template.asyncRequestBodyAndHeader("direct:ask", "count", AuraConstants.STREAM_KEY, "a-key");
            rest.awaitReached();

            assertThat(template.requestBodyAndHeader("direct:cancel", null, AuraConstants.STREAM_KEY, "a-key"))
                    .isEqualTo(1);

            assertThatThrownBy(reply::join).hasRootCauseInstanceOf(AuraStreamException.class);
        }
    }

    @Test
    void propertyRemembersConversations() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one"), AuraReply.chunks("two"));
        try (ConfigurableApplicationContext application = start("camel.component.aura.conversation-memory=true")) {
            ProducerTemplate template = template(application);

            template.requestBodyAndHeader("direct:ask", "first", AuraConstants.CONVERSATION_ID, "c");
            template.requestBodyAndHeader("direct:ask", "second", AuraConstants.CONVERSATION_ID, "c");

            assertThat(aura.server().requests().get(1).json().get("messages")).hasSize(3);
        }
    }

    @Test
    void runningStreamCompletesBeforeTheApplicationStops() throws Exception {
        Gate rest = new Gate();
        aura.server().enqueue(AuraReply.chunks("one ").gate(rest).chunk("two"));
        ConfigurableApplicationContext application = start();
        MockEndpoint chunks = chunks(application);
        CompletableFuture<Object> reply = template(application).asyncRequestBody("direct:ask", "count");
        rest.awaitReached();
        CamelContext camel = application.getBean(CamelContext.class);

        CompletableFuture<Void> stop = CompletableFuture.runAsync(application::close);
        await().until(() -> !camel.isStarted());
        rest.open();

        assertThat(reply.get(30, TimeUnit.SECONDS)).isEqualTo("one two");
        stop.get(30, TimeUnit.SECONDS);
        assertThat(chunks.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsExactly("one ", "two");
    }

    @Test
    void propertiesReachAForkBehindCloudflareAccess() throws Exception {
        aura.server()
                .speak(AuraFork.cloudflareAccess("id", "s3cret")
                        .chatPath("/api/v2/chat")
                        .requiringFields("course_name", "pluginKeys"));
        try (ConfigurableApplicationContext application = start(
                "secret=s3cret",
                "camel.component.aura.credential-processor=none",
                "camel.component.aura.chat-path=/api/v2/chat",
                "camel.component.aura.additional-body-property.course_name=CS101",
                "camel.component.aura.additional-body-property.pluginKeys=[]",
                "camel.component.aura.additional-header.CF-Access-Client-Id=id",
                "camel.component.aura.additional-header.CF-Access-Client-Secret=${secret}")) {
            assertThat(template(application).requestBody("direct:ask", "count")).isEqualTo(AuraServer.replyTo("count"));
        }

        assertThat(aura.server().requests().get(0).json().get("pluginKeys").isArray())
                .isTrue();
    }

    private ConfigurableApplicationContext start(String... properties) {
        return AuraApplication.builder()
                .properties("camel.component.aura.base-url=" + aura.server().baseUrl())
                .properties(properties)
                .run();
    }

    private static ProducerTemplate template(ConfigurableApplicationContext application) {
        return application.getBean(ProducerTemplate.class);
    }

    private static MockEndpoint chunks(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getEndpoint("mock:chunks", MockEndpoint.class);
    }
}
