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
package io.github.camelaura.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** A cancelled stream is not a failure for alerts. */
class CancelledStreamMeterTest extends AuraTestSupport {

    @BindToRegistry
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void cancelledStreamHasAnOutcomeOfItsOwn() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two"));
        CompletableFuture<Exchange> asked = template.asyncSend(uri("support"), exchange -> {
            exchange.getMessage().setBody("count");
            exchange.getMessage().setHeader(AuraConstants.STREAM_KEY, "a-key");
        });
        gate.awaitReached();

        template.sendBodyAndHeader("aura:support?operation=cancel", null, AuraConstants.STREAM_KEY, "a-key");

        assertThat(await(asked).getException()).isInstanceOf(AuraStreamException.class);
        assertThat(meters.get("gen_ai.client.operation.duration").timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("outcome")).isEqualTo("cancelled"));
    }
}
