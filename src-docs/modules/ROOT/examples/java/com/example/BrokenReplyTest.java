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

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.AuraStreamException;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraServerExtension;

class BrokenReplyTest {

    // tag::test[]
    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void brokenReplyIsAFailure() throws Exception {
        aura.server().enqueue(AuraReply.chunks("Hel", "lo").cut());
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();

            Exchange asked = context.createProducerTemplate()
                    .send("aura:support?baseUrl=" + aura.server().baseUrl(), exchange -> exchange.getMessage()
                            .setBody("Say hello"));

            assertThat(asked.getException(AuraStreamException.class).getPartialReply())
                    .isEqualTo("Hello");
        }
    }
    // end::test[]
}
