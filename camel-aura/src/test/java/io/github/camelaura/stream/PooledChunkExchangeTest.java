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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.spi.PooledObjectFactory;
import org.junit.jupiter.api.Test;

import io.github.camelaura.test.AuraReply;

/** Pooled exchanges ({@code camel.main.exchange-factory=pooled}). */
class PooledChunkExchangeTest extends ChunkExchangeTests {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext pooled = super.createCamelContext();
        pooled.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        pooled.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        pooled.getCamelContextExtension().getExchangeFactory().setStatisticsEnabled(true);
        return pooled;
    }

    @Test
    void consumerReleasesEachExchangeEvenAfterAFailure() throws Exception {
        routes(r -> r.from("aura:support")
                .routeId("takes")
                .errorHandler(r.noErrorHandler())
                .filter(r.body().isEqualTo("b"))
                .throwException(new IllegalStateException("no")));
        server().enqueue(AuraReply.chunks("a", "b", "c", "d"));

        await(ask(uri("support"), "hi"));

        PooledObjectFactory.Statistics statistics =
                context.getCamelContextExtension().getExchangeFactoryManager().getExchangeFactories().stream()
                        .filter(factory -> "takes".equals(factory.getRouteId()))
                        .findFirst()
                        .orElseThrow()
                        .getStatistics();
        assertThat(statistics.getCreatedCounter()).isEqualTo(1);
        assertThat(statistics.getAcquiredCounter()).isEqualTo(3);
        assertThat(statistics.getReleasedCounter()).isEqualTo(4);
    }
}
