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

import java.util.Map;

import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.Test;

/**
 * Routes in YAML with pooled exchanges, configured in Camel Main's properties. Camel 4.18 then logs and ignores a
 * NullPointerException where a Split follows an asynchronous step of any kind.
 */
class PooledYamlRoutesTest extends RouteFileTests {

    PooledYamlRoutesTest() {
        super("all.yaml", Map.of("camel.main.exchange-factory", "pooled"));
    }

    @Test
    void exchangeFactoryIsPooled() {
        assertThat(context().getCamelContextExtension().getExchangeFactory()).isInstanceOf(PooledExchangeFactory.class);
    }
}
