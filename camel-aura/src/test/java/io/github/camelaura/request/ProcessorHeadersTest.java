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
package io.github.camelaura.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialProcessor;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;

/** The headers that a credential processor receives from the server. */
class ProcessorHeadersTest extends AuraTestSupport {

    @Test
    void headersOfCamelInAResponseDoNotReachTheProcessor() throws Exception {
        List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("credential", new AuraCredentialProcessor() {
            @Override
            public void process(Exchange exchange) {
                // sets no credential
            }

            @Override
            public void refused(Exchange exchange) {
                seen.add(new TreeMap<>(exchange.getMessage().getHeaders()));
            }

            @Override
            public void answered(Exchange exchange) {
                seen.add(new TreeMap<>(exchange.getMessage().getHeaders()));
            }
        });
        server().enqueue(withHeaders(AuraReply.status(401, "Unauthorized", "")), withHeaders(AuraReply.chunks("ok")));

        await(ask(uri("support", "credentialProcessor=%23credential"), "count"));

        assertThat(seen).hasSize(2).allSatisfy(headers -> assertThat(headers)
                .containsEntry("X-Session", "1")
                .containsKey(Exchange.HTTP_RESPONSE_CODE)
                .allSatisfy((name, value) -> assertThat(String.valueOf(value)).doesNotContain("evil")));
    }

    private static AuraReply withHeaders(AuraReply reply) {
        return reply.header("CamelFileName", "evil")
                .header("CAMELHttpUri", "evil")
                .header("camelExecCommandExecutable", "evil")
                .header("X-Session", "1");
    }
}
