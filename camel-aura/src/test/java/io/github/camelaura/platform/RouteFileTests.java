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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;
import io.github.camelaura.test.Gate;

/** Routes in a file, started with Camel Main and configured by properties. */
abstract class RouteFileTests {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();
    private final String file;
    private final Map<String, String> properties;

    RouteFileTests(String file) {
        this(file, Map.of());
    }

    RouteFileTests(String file, Map<String, String> properties) {
        this.file = file;
        this.properties = properties;
    }

    @BeforeEach
    void start() {
        main.configure().withRoutesIncludePattern("classpath:routes/" + file);
        main.addInitialProperty("camel.component.aura.base-url", server().baseUrl());
        main.addInitialProperty("camel.component.aura.system-message", "Be short.");
        properties.forEach(main::addInitialProperty);
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void consumerReceivesEveryChunkAndTheCallerTheReply() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        mock("chunks").expectedBodiesReceived("one ", "two");
        mock("completed").expectedBodiesReceived("one two");

        assertThat(template().requestBody("direct:whole", "count")).isEqualTo("one two");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
        assertThat(server().requests().get(0).json().get("prompt").asText()).isEqualTo("Be short.");
    }

    @Test
    void streamRepliesToEndpointReceivesEveryChunk() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        mock("forwarded").expectedBodiesReceived("one ", "two");
        mock("chunks").expectedMessageCount(0);

        template().requestBody("direct:forwarding", "count");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
        assertThat(server().requests().get(0).json().get("temperature").asDouble())
                .isEqualTo(0.1);
    }

    @Test
    void splitInTheSameRouteReceivesEveryChunk() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two"));
        mock("parts").expectedBodiesReceived("one ", "two", "");
        mock("chunks").expectedMessageCount(0);

        template().requestBody("direct:streaming", "count");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    @Test
    void consumerWithForwardOnErrorReceivesTheFailureOfAStream() throws Exception {
        server().enqueue(AuraReply.chunks("one ").cut());
        mock("failed").expectedBodiesReceived("one ");

        assertThatThrownBy(() -> template().requestBody("direct:whole", "count"))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(AuraStreamException.class);

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    @Test
    void routeCancelsAStreamByItsKey() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        MockEndpoint chunks = mock("chunks");
        chunks.expectedBodiesReceived("one ");
        chunks.expectedHeaderReceived(AuraConstants.STREAM_KEY, "a-key");
        mock("failed").expectedBodiesReceived("one ");
        CompletableFuture<Object> reply =
                template().asyncRequestBodyAndHeader("direct:whole", "count", AuraConstants.STREAM_KEY, "a-key");
        chunks.assertIsSatisfied();

        assertThat(template().requestBodyAndHeader("direct:cancel", null, AuraConstants.STREAM_KEY, "a-key"))
                .isEqualTo(1);

        assertThatThrownBy(reply::join)
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .hasStackTraceContaining("was cancelled after 1 chunk");
        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    @Test
    void routeCatchesTheErrorOfTheServer() throws Exception {
        server().enqueue(AuraReply.providerError("Rate limit reached for requests"));

        assertThat(template().requestBody("direct:guarded", "count")).isEqualTo("Rate limit reached for requests");
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    private AuraServer server() {
        return aura.server();
    }

    private ProducerTemplate template() throws Exception {
        return main.getCamelTemplate();
    }

    private MockEndpoint mock(String name) {
        return main.getCamelContext().getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
