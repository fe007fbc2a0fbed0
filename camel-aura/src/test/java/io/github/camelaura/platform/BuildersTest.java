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

import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.direct;
import static org.apache.camel.builder.endpoint.StaticEndpointBuilders.mock;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

import io.github.camelaura.builder.AuraComponentBuilderFactory;
import io.github.camelaura.builder.AuraEndpointBuilderFactory;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** The generated builders for routes in Java. */
class BuildersTest extends AuraTestSupport {

    @Test
    void routeMadeWithBuildersSendsRequestsAndReceivesChunks() throws Exception {
        AuraComponentBuilderFactory.aura()
                .baseUrl(server().baseUrl())
                .chunkTimeout(5_000)
                .model("built")
                .register(context, "chat");
        context.addRoutes(new BuiltRoutes());
        server().enqueue(AuraReply.chunks("one ", "two"));
        MockEndpoint chunks = getMockEndpoint("mock:chunks");
        chunks.expectedBodiesReceived("one ", "two");

        assertThat(template.requestBody("direct:ask", "count")).isEqualTo("one two");

        MockEndpoint.assertIsSatisfied(context);
        assertThat(chunks.getExchanges().get(1).getMessage().getHeader("CamelAuraChunkIndex"))
                .isEqualTo(1L);
        assertThat(server().requests().get(0).json().get("temperature").asDouble())
                .isEqualTo(0.1);
        assertThat(server().requests().get(0).json().get("model").get("id").asText())
                .isEqualTo("built");
        assertThat(context.getComponent("chat", AuraComponent.class)
                        .getConfiguration()
                        .getChunkTimeout())
                .isEqualTo(5_000);
    }

    private static final class BuiltRoutes extends EndpointRouteBuilder
            implements AuraEndpointBuilderFactory.AuraBuilders {

        @Override
        public void configure() {
            from(direct("ask"))
                    .to(aura("chat", "support").temperature(0.1).advanced().httpOptions("userAgent", "built"));
            from(aura("chat", "support"))
                    .filter(header(aura().auraEventType()).isEqualTo("onNext"))
                    .to(mock("chunks"));
        }
    }
}
