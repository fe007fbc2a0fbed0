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

import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

/** Units of chunks by options in YAML and by properties of Camel Main. */
class ChunkUnitRoutesTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    @BeforeEach
    void start() {
        main.configure().withRoutesIncludePattern("classpath:routes/units.yaml");
        main.addInitialProperty("camel.component.aura.base-url", aura.server().baseUrl());
        main.addInitialProperty("camel.component.aura.chunk-unit", "line");
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void eachConsumerReceivesItsUnits() throws Exception {
        enqueue("See e.g. th", "is. And", " that.\nEnd");
        mock("lines").expectedBodiesReceived("See e.g. this. And that.\n", "End");
        mock("sentences").expectedBodiesReceived("See e.g. this. ", "And that.\n", "End");

        assertThat(send("direct:ask")).isEqualTo("See e.g. this. And that.\nEnd");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    @Test
    void streamingBodyHasUnits() throws Exception {
        enqueue("First.\n", "\nThe second.\n\nThi", "rd.");
        mock("paragraphs").expectedBodiesReceived("First.\n\nThe second.\n\n", "Third.", "");

        send("direct:streaming");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    @Test
    void streamRepliesToReceivesWhatArrivedWithinTheInterval() throws Exception {
        enqueue("one ", "two ", "three");
        mock("forwarded").expectedBodiesReceived("one two three");

        send("direct:forwarding");

        MockEndpoint.assertIsSatisfied(main.getCamelContext());
    }

    private void enqueue(String... chunks) throws Exception {
        aura.server().enqueue(AuraReply.chunks(chunks));
    }

    private Object send(String uri) throws Exception {
        return main.getCamelTemplate().requestBody(uri, (Object) "count");
    }

    private MockEndpoint mock(String name) {
        return main.getCamelContext().getEndpoint("mock:" + name, MockEndpoint.class);
    }
}
