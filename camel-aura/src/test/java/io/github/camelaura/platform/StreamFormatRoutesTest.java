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

import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

/** Bodies for HTTP by options in YAML and by properties of Camel Main. */
class StreamFormatRoutesTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    private final Main main = new Main();

    @BeforeEach
    void start() {
        main.configure().withRoutesIncludePattern("classpath:routes/formats.yaml");
        main.addInitialProperty("camel.component.aura.base-url", aura.server().baseUrl());
        main.addInitialProperty("camel.component.aura.streaming", "true");
        main.addInitialProperty("camel.component.aura.stream-format", "ndjson");
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void propertySelectsTheFormat() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one ", "two"));

        Exchange exchange = send("direct:lines");

        assertThat(exchange.getMessage().getHeader("format")).isEqualTo("application/x-ndjson");
        assertThat(exchange.getMessage().getBody(String.class).lines())
                .startsWith(
                        "{\"type\":\"chunk\",\"index\":0,\"text\":\"one \"}",
                        "{\"type\":\"chunk\",\"index\":1,\"text\":\"two\"}")
                .hasSize(3);
    }

    @Test
    void optionOfTheRouteOverridesIt() throws Exception {
        aura.server().enqueue(AuraReply.chunks("one\nt", "wo"));

        assertThat(send("direct:events").getMessage().getBody(String.class))
                .startsWith("id: 0\ndata: one\ndata: \n\nid: 1\ndata: two\n\nevent: done\n");
    }

    private Exchange send(String uri) throws Exception {
        return main.getCamelTemplate()
                .request(uri, exchange -> exchange.getMessage().setBody("count"));
    }
}
