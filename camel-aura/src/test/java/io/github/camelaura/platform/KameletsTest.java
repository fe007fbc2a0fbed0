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

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraHttpException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServerExtension;

/** The Kamelets of the jar, in YAML routes. */
@Tag("not-on-4.22")
class KameletsTest {

    private static final String KEY = "k&y=%2B+ #?{x}";

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void actionReturnsTheReplyAndSourceEmitsEachChunk() throws Exception {
        CamelContext context = start();
        aura.server().enqueue(AuraReply.chunks("one ", "two"));
        mock("chunks").expectedBodiesReceived("one ", "two");
        mock("completed").expectedBodiesReceived("one two");

        assertThat(main.getCamelTemplate().requestBody("direct:ask", "count")).isEqualTo("one two");

        MockEndpoint.assertIsSatisfied(context);
    }

    @Test
    void actionAppliesItsOptionsToTheRequest() throws Exception {
        start();

        main.getCamelTemplate().requestBody("direct:ask", "count");

        AuraRequest request = aura.server().requests().get(0);
        assertThat(request.json().get("temperature").asDouble()).isEqualTo(0.1);
        assertThat(request.json().get("prompt").asText()).isEqualTo("Be short & to the point.");
        assertThat(request.json().get("key").asText()).isEqualTo(KEY);
        assertThat(request.json().get("model").get("id").asText()).isEqualTo("openchat_3.6");
    }

    @Test
    void actionFailsWithTheErrorOfTheServer() throws Exception {
        start();
        aura.server().enqueue(AuraReply.providerError("Rate limit reached for requests"));

        assertThatThrownBy(() -> main.getCamelTemplate().requestBody("direct:ask", "count"))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(AuraHttpException.class);
    }

    private CamelContext start() throws Exception {
        main.configure().withRoutesIncludePattern("classpath:routes/kamelets.yaml");
        main.addInitialProperty("server", aura.server().baseUrl());
        main.addInitialProperty("api-key", KEY);
        main.start();
        return main.getCamelContext();
    }

    private MockEndpoint mock(String name) {
        return main.getCamelContext().getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
