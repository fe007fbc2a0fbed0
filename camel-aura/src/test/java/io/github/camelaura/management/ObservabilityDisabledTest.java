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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelaura.test.AuraServerExtension;

/** Camel's property for the observability of AI components, in Camel Main. */
class ObservabilityDisabledTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @ParameterizedTest
    @CsvSource({
        "camel.aiObservability.enabled=false, false",
        "camel.ai-observability.enabled=false, false",
        "camel.aiObservability.enabled=FALSE, false",
        "camel.aiObservability.enabled=true, true",
        "another.property=false, true"
    })
    void propertyDecidesWhetherThereAreMeters(String property, boolean expected) throws Exception {
        MeterRegistry meters = new SimpleMeterRegistry();
        Main main = new Main();
        main.bind("meters", meters);
        main.addInitialProperty(property.split("=")[0], property.split("=")[1]);
        main.addInitialProperty("camel.component.aura.baseUrl", aura.server().baseUrl());
        main.start();
        try {
            assertThat(main.getCamelTemplate().requestBody("aura:support", "count", String.class))
                    .startsWith("You asked");

            assertThat(!meters.getMeters().isEmpty()).isEqualTo(expected);
        } finally {
            main.stop();
        }
    }
}
