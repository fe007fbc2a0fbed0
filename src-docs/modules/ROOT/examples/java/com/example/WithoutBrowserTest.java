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
package com.example;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class WithoutBrowserTest {

    private static CamelContext contextWithRoute() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .routeId("ask")
                        .to("aura:support?baseUrl=https://chat.example.com&loginUsername=jane&loginPassword=secret"
                                + "&browserBinary=/no/browser/here");
            }
        });
        return context;
    }

    // tag::test[]
    @Test
    void routeSendsThePromptToTheChat() throws Exception {
        try (CamelContext context = contextWithRoute()) {
            AdviceWith.adviceWith(context, "ask", route -> route.weaveByToUri("aura:*")
                    .replace()
                    .to("mock:chat"));
            context.start();
            MockEndpoint chat = context.getEndpoint("mock:chat", MockEndpoint.class);
            chat.expectedBodiesReceived("Say hello");
            chat.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("Hello"));

            context.createProducerTemplate().requestBody("direct:ask", "Say hello");

            chat.assertIsSatisfied();
        }
    }
    // end::test[]

    @Test
    void mockedEndpointNeedsTheBrowserNevertheless() throws Exception {
        try (CamelContext context = contextWithRoute()) {
            AdviceWith.adviceWith(context, "ask", route -> route.mockEndpointsAndSkip("aura:*"));

            assertThatThrownBy(context::start).hasStackTraceContaining("browserBinary=/no/browser/here");
        }
    }
}
