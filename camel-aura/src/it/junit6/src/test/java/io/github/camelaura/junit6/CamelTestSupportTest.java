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
package io.github.camelaura.junit6;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit6.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestEngine;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.AuraServerExtension;

/** {@link AuraServerExtension} beside the base class of camel-test-junit6. */
class CamelTestSupportTest extends CamelTestSupport {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("aura:support?baseUrl=" + aura.server().baseUrl());
            }
        };
    }

    @Test
    void routeOfTheTestUsesTheServerOfTheTest(AuraServer server) {
        assertThat(aura.server()).isSameAs(server);
        server.enqueue(AuraReply.chunks("Hel", "lo"));

        assertThat(template().requestBody("direct:ask", "Say hello", String.class))
                .isEqualTo("Hello");

        assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.question())
                .isEqualTo("Say hello"));
    }

    @Test
    void eachTestHasAServerOfItsOwn(AuraServer server) {
        template().requestBody("direct:ask", "Say hello");

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void testRunsOnJUnit6() {
        assertThat(TestEngine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("junit-platform-engine-6.");
    }
}
